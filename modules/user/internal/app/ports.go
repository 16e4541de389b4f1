package app

import (
	"context"
	"errors"
	"time"

	"tasklane/platform/page"
)

// What the store answers besides what the database says.
var (
	ErrNoAccount  = errors.New("there is no such account")
	ErrNoSession  = errors.New("there is no such session")
	ErrEmailTaken = errors.New("another account has the e-mail address")
)

// Accounts keeps accounts with their sessions. Each method is one transaction or one consistent read. A
// rule decides on what the transaction holds locked: it changes the account in place, its error undoes
// everything, and it may run again from the start, so it has no other effect.
type Accounts interface {
	// NeedsSetup is true until the first account exists.
	NeedsSetup(ctx context.Context) (bool, error)

	// Create adds an account with its sessions. rule is told whether it is the very first, which exactly one
	// of any number of concurrent creations is. ErrEmailTaken.
	Create(ctx context.Context, a Account, rule func(a *Account, first bool) error) (Change, error)

	// Change lets the rule change one account. ErrNoAccount, ErrEmailTaken.
	Change(ctx context.Context, userID string, at time.Time, rule func(a *Account) error) (Change, error)

	// Govern is Change for what needs to know the other admins; such changes wait for each other. callerID is
	// empty for the operator, and then caller is nil. otherAdmins counts the enabled ones but the account.
	Govern(ctx context.Context, callerID, userID string, at time.Time,
		rule func(caller, a *Account, otherAdmins int) error) (Change, error)

	// Read reads an account with its live sessions. ErrNoAccount.
	Read(ctx context.Context, userID string, at time.Time) (Account, error)

	// ByEmail finds an account, without its sessions, by its folded address; known says that a session of it
	// has come from the network. ErrNoAccount.
	ByEmail(ctx context.Context, folded, network string) (a Account, known bool, err error)

	// ByIDs reads accounts without their sessions, in any order.
	ByIDs(ctx context.Context, ids []string) ([]Account, error)

	// Find reads the accounts of a page, one past its limit, in the direction of reading, without sessions.
	Find(ctx context.Context, f Filter, w page.Window) ([]Account, error)
	// Count counts what Find lists, to page.CountLimit.
	Count(ctx context.Context, f Filter) (int, error)

	// SessionOwner reads a session, live or not, and whose it is. ErrNoSession.
	SessionOwner(ctx context.Context, sessionID string) (s Session, userID string, err error)
}

// Change is what a transaction did.
type Change struct {
	Account Account
	// Ended are the sessions that are over since.
	Ended []string
	// State is true when the account's State has changed, Profile when what others see of it has.
	State, Profile bool
}

// Filter chooses accounts. Empty fields do not filter; Prefix and Email are joined by OR.
type Filter struct {
	// Prefix is the folded beginning of a name or of one of its words.
	Prefix string
	// Email is a folded, complete address.
	Email           string
	IncludeDisabled bool
}

// Attempts counts attempts by key.
type Attempts interface {
	// Tallies reads the counts; a key without one is left out.
	Tallies(ctx context.Context, keys []string) (map[string]Tally, error)
	// Count lets the rule change the keys' counts in one transaction, in which nobody else counts them.
	Count(ctx context.Context, keys []string, rule func(map[string]Tally) error) error
	// Forget sets a key's count to nothing.
	Forget(ctx context.Context, key string) error
}

// Tally is how many attempts are counted, and when the last one was.
type Tally struct {
	Failures int64
	Last     time.Time
}

// Passwords hashes. Hashing takes much memory and time: it happens only between Enter and leave.
type Passwords interface {
	// Enter waits for one of few places. RateLimited at once when too many wait already.
	Enter(ctx context.Context) (leave func(), err error)
	// Hash makes the PHC string of a password.
	Hash(password string) string
	// Verify compares. An empty hash stands for an unknown account: it takes the same work and is never right.
	// stale says that the hash was made with other parameters than today's.
	Verify(password, hash string) (right, stale bool, err error)
}
