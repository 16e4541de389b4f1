package graph

import (
	"context"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/modules/gateway/internal/transport"
	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

type authView struct {
	AccessToken          string
	AccessTokenExpiresAt Time
	RefreshToken         *string
	User                 *userView
}

type userPayload struct{ User *userView }

type registerInput struct {
	Name, Email, Password string
	Invite                *string
}

// Register resolves Mutation.register.
func (m *mutations) Register(ctx context.Context, args struct{ Input registerInput }) (*authView, error) {
	grant, err := m.users.Register(ctx, user.Register{
		Name: args.Input.Name, Email: args.Input.Email, Password: args.Input.Password, Device: device(ctx),
	})
	return m.signedIn(ctx, grant, err)
}

type loginInput struct{ Email, Password string }

// Login resolves Mutation.login.
func (m *mutations) Login(ctx context.Context, args struct{ Input loginInput }) (*authView, error) {
	grant, err := m.users.Login(ctx, user.Login{
		Email: args.Input.Email, Password: args.Input.Password, Device: device(ctx),
	})
	return m.signedIn(ctx, grant, err)
}

type refreshArgs struct{ RefreshToken *string }

// Refresh resolves Mutation.refresh, with the token of the argument or else of the cookie.
func (m *mutations) Refresh(ctx context.Context, args refreshArgs) (*authView, error) {
	token := value(args.RefreshToken)
	byCookie := false
	if args.RefreshToken == nil {
		var err error
		if token, err = m.cookie.read(ctx); err != nil {
			return nil, err
		}
		byCookie = token != ""
	}
	if token == "" {
		return nil, fault.SignInNeeded()
	}
	grant, err := m.users.Refresh(ctx, user.Refresh{RefreshToken: token, Device: device(ctx)})
	if byCookie && fault.Is(err, fault.Unauthenticated) {
		m.cookie.clear(ctx)
	}
	if err != nil {
		return nil, err
	}
	return m.handOver(ctx, grant, byCookie)
}

// Logout resolves Mutation.logout: the session of the caller, or of the cookie alone.
func (m *mutations) Logout(ctx context.Context) (*bool, error) {
	token := ""
	if identity.From(ctx).Kind != identity.User {
		var err error
		if token, err = m.cookie.read(ctx); err != nil {
			return nil, err
		}
	}
	ended, err := m.users.Logout(ctx, token)
	if err != nil {
		return nil, err
	}
	m.cookie.clear(ctx)
	return &ended, nil
}

type changePasswordInput struct{ Current, New string }

// ChangePassword resolves Mutation.changePassword.
func (m *mutations) ChangePassword(ctx context.Context, args struct{ Input changePasswordInput }) (*authView, error) {
	grant, err := m.users.ChangePassword(ctx, user.ChangePassword{
		Current: args.Input.Current, New: args.Input.New, Device: device(ctx),
	})
	return m.signedIn(ctx, grant, err)
}

func (m *mutations) signedIn(ctx context.Context, grant user.Grant, err error) (*authView, error) {
	if err != nil {
		return nil, err
	}
	info := transport.InfoFrom(ctx)
	return m.handOver(ctx, grant, info.Client == webClient || m.cookie.sent(ctx))
}

// handOver answers with the refresh token in the cookie, where scripts cannot read it, or in the payload. The caller
// is from now on who was granted.
func (m *mutations) handOver(ctx context.Context, grant user.Grant, byCookie bool) (*authView, error) {
	view := &authView{AccessToken: grant.AccessToken, AccessTokenExpiresAt: Time{grant.AccessTokenExpiresAt}}
	if byCookie {
		m.cookie.set(ctx, grant)
	} else {
		view.RefreshToken = &grant.RefreshToken
	}
	viewer := identity.From(ctx)
	own := identity.OfUser(grant.User.ID, grant.SessionID, grant.User.Role == user.Admin)
	own.Client = viewer.Client
	var err error
	view.User, err = m.viewUser(identity.With(ctx, own), selected(ctx).in("user"), grant.User)
	return view, err
}

// RevokeSession resolves Mutation.revokeSession.
func (m *mutations) RevokeSession(ctx context.Context, args idArg) (*bool, error) {
	return done(m.users.RevokeSession(ctx, string(args.ID)))
}

// RevokeOtherSessions resolves Mutation.revokeOtherSessions.
func (m *mutations) RevokeOtherSessions(ctx context.Context) (*bool, error) {
	return done(m.users.RevokeOtherSessions(ctx))
}

type updateProfileInput struct {
	Name, Email, TimeZone maybe[string]
	CurrentPassword       maybe[string]
}

// UpdateProfile resolves Mutation.updateProfile.
func (m *mutations) UpdateProfile(ctx context.Context, args struct{ Input updateProfileInput }) (*userPayload, error) {
	in := args.Input
	return m.userChanged(ctx)(m.users.UpdateProfile(ctx, user.UpdateProfile{
		Name: in.Name.Of, Email: in.Email.Of, TimeZone: in.TimeZone.Of,
		CurrentPassword: in.CurrentPassword.Value, Device: device(ctx),
	}))
}

type setUserRoleArgs struct {
	UserID graphql.ID
	Role   user.Role
}

// SetUserRole resolves Mutation.setUserRole.
func (m *mutations) SetUserRole(ctx context.Context, args setUserRoleArgs) (*userPayload, error) {
	return m.userChanged(ctx)(m.users.SetRole(ctx, string(args.UserID), args.Role))
}

type setUserDisabledArgs struct {
	UserID   graphql.ID
	Disabled bool
}

// SetUserDisabled resolves Mutation.setUserDisabled.
func (m *mutations) SetUserDisabled(ctx context.Context, args setUserDisabledArgs) (*userPayload, error) {
	return m.userChanged(ctx)(m.users.SetDisabled(ctx, string(args.UserID), args.Disabled))
}

func (m *mutations) userChanged(ctx context.Context) func(user.User, error) (*userPayload, error) {
	return func(u user.User, err error) (*userPayload, error) {
		if err != nil {
			return nil, err
		}
		view, err := m.viewUser(ctx, selected(ctx).in("user"), u)
		return &userPayload{User: view}, err
	}
}

func device(ctx context.Context) user.Device {
	return user.Device{UserAgent: transport.InfoFrom(ctx).UserAgent, IP: identity.From(ctx).Client}
}

func done(err error) (*bool, error) {
	if err != nil {
		return nil, err
	}
	yes := true
	return &yes, nil
}
