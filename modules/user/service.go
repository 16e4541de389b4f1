package user

import (
	"context"

	"tasklane/platform/page"
)

// Service is the user module. The caller is the identity in ctx. Any method may also return
// Unavailable when the database is out of reach. Field paths of Invalid are those of the GraphQL API.
type Service interface {
	Accounts
	Sessions
	Directory
	Operations
}

// Accounts are sign-up, sign-in and what people change about themselves.
type Accounts interface {
	// Setup says whether the first account is still to be made, and who may register.
	Setup(ctx context.Context) (Setup, error)

	// Register makes an account and signs it in; the first account of the site becomes admin. Anybody may
	// while registration is open, or no account exists yet.
	//
	// Returns Invalid for a bad name, e-mail or password (input.name, input.email, input.password), Conflict
	// for a taken address (which counts as a failure of the client), Forbidden where registration is closed, RateLimited
	// with RetryAfter.
	Register(ctx context.Context, in Register) (Grant, error)

	// Login makes a session. Wrong address, wrong password and a disabled account get one answer in the
	// same time: Unauthenticated. RateLimited after too many failures of the account or the client; an account that
	// has signed in from this client before is held up by its own failures there only, so that nobody locks another
	// out. RateLimited too when too many passwords wait to be hashed.
	Login(ctx context.Context, in Login) (Grant, error)

	// Refresh rotates: token n is taken and n+1 given. n-1 within 30 s of that rotation gives the same
	// answer again; anything older ends the session. Unauthenticated for every token that is not good.
	Refresh(ctx context.Context, in Refresh) (Grant, error)

	// ChangePassword replaces the caller's password, ends every other session and rotates the current one.
	//
	// Returns Invalid for a wrong current (input.current) or a bad new password (input.new), RateLimited as
	// Login does.
	ChangePassword(ctx context.Context, in ChangePassword) (Grant, error)

	// UpdateProfile changes the caller's own account. Returns Invalid with the field's path, Conflict for a
	// taken address, RateLimited for too many wrong passwords.
	UpdateProfile(ctx context.Context, in UpdateProfile) (User, error)

	// SetRole changes an account's role. Admins only. Returns NotFound, Forbidden, and Conflict for the last
	// admin.
	SetRole(ctx context.Context, userID string, role Role) (User, error)

	// SetDisabled disables an account and ends its sessions, or enables it again. Admins only. Returns
	// NotFound, Forbidden, and Conflict for the last admin.
	SetDisabled(ctx context.Context, userID string, disabled bool) (User, error)
}

// Sessions are the caller's signed-in devices.
type Sessions interface {
	// Sessions lists the caller's live sessions, the latest used first.
	Sessions(ctx context.Context) ([]Session, error)

	// Logout ends the caller's session, or the one of a refresh token when ctx has no signed-in user. It is
	// not an error when there is none to end: the answer is false.
	Logout(ctx context.Context, refreshToken string) (bool, error)

	// RevokeSession ends one of the caller's sessions. Another's id and an unknown one: NotFound. Invalid for what is
	// no id.
	RevokeSession(ctx context.Context, id string) error

	// RevokeOtherSessions ends every session of the caller but the current one.
	RevokeOtherSessions(ctx context.Context) error

	// State reads the account's state from the database and puts it into the cache. For the gateway as a module, which
	// asks it with nobody signed in yet: Forbidden for everybody else. NotFound for an unknown user.
	State(ctx context.Context, userID string) (State, error)
}

// Directory answers who somebody is.
type Directory interface {
	// Users reads accounts by id, in any order; unknown ids are left out. At most 500 ids.
	Users(ctx context.Context, ids []string) ([]User, error)

	// Cards is Users for other modules: just names, and whether the account is enabled.
	Cards(ctx context.Context, ids []string) ([]Card, error)

	// CardByEmail finds an account by its complete address. NotFound when there is none.
	CardByEmail(ctx context.Context, email string) (Card, error)

	// Find lists accounts by name. Signed-in users only; IncludeDisabled is for admins (Forbidden). Invalid for query,
	// sizes and cursors.
	Find(ctx context.Context, in Find) (page.Page[User], error)
}

// Operations are for the operator at the command line, whose identity is a module's.
type Operations interface {
	// Create makes an account without signing it in; the first one of the site becomes Admin whatever is asked. Errors
	// as Register, without its limits.
	Create(ctx context.Context, in Create) (User, error)

	// ResetPassword sets the password of the account with this e-mail and ends all its sessions. NotFound,
	// Invalid.
	ResetPassword(ctx context.Context, email, password string) (User, error)

	// DisableByEmail is SetDisabled for the command line.
	DisableByEmail(ctx context.Context, email string, disabled bool) (User, error)
}
