package rpc

import (
	"context"

	"tasklane/modules/user"
	"tasklane/platform/page"
	"tasklane/platform/tcp"
)

// Client is the user module in another process.
type Client struct{ peer *tcp.Peer }

var _ user.Service = (*Client)(nil)

// NewClient makes one that calls this peer.
func NewClient(peer *tcp.Peer) *Client { return &Client{peer} }

// Setup implements user.Accounts.
func (c *Client) Setup(ctx context.Context) (user.Setup, error) {
	return tcp.Call[tcp.None, user.Setup](ctx, c.peer, "user.Setup", tcp.None{}, tcp.Read)
}

// Register implements user.Accounts.
func (c *Client) Register(ctx context.Context, in user.Register) (user.Grant, error) {
	return tcp.Call[user.Register, user.Grant](ctx, c.peer, "user.Register", in)
}

// Login implements user.Accounts.
func (c *Client) Login(ctx context.Context, in user.Login) (user.Grant, error) {
	return tcp.Call[user.Login, user.Grant](ctx, c.peer, "user.Login", in)
}

// Refresh implements user.Accounts.
func (c *Client) Refresh(ctx context.Context, in user.Refresh) (user.Grant, error) {
	return tcp.Call[user.Refresh, user.Grant](ctx, c.peer, "user.Refresh", in)
}

// ChangePassword implements user.Accounts.
func (c *Client) ChangePassword(ctx context.Context, in user.ChangePassword) (user.Grant, error) {
	return tcp.Call[user.ChangePassword, user.Grant](ctx, c.peer, "user.ChangePassword", in)
}

// UpdateProfile implements user.Accounts.
func (c *Client) UpdateProfile(ctx context.Context, in user.UpdateProfile) (user.User, error) {
	return tcp.Call[user.UpdateProfile, user.User](ctx, c.peer, "user.UpdateProfile", in)
}

// SetRole implements user.Accounts.
func (c *Client) SetRole(ctx context.Context, userID string, role user.Role) (user.User, error) {
	return tcp.Call[setRole, user.User](ctx, c.peer, "user.SetRole", setRole{userID, role})
}

// SetDisabled implements user.Accounts.
func (c *Client) SetDisabled(ctx context.Context, userID string, disabled bool) (user.User, error) {
	return tcp.Call[setDisabled, user.User](ctx, c.peer, "user.SetDisabled", setDisabled{userID, disabled})
}

// Sessions implements user.Sessions.
func (c *Client) Sessions(ctx context.Context) ([]user.Session, error) {
	return tcp.Call[tcp.None, []user.Session](ctx, c.peer, "user.Sessions", tcp.None{}, tcp.Read)
}

// Logout implements user.Sessions.
func (c *Client) Logout(ctx context.Context, refreshToken string) (bool, error) {
	return tcp.Call[logout, bool](ctx, c.peer, "user.Logout", logout{refreshToken})
}

// RevokeSession implements user.Sessions.
func (c *Client) RevokeSession(ctx context.Context, id string) error {
	_, err := tcp.Call[byID, tcp.None](ctx, c.peer, "user.RevokeSession", byID{id})
	return err
}

// RevokeOtherSessions implements user.Sessions.
func (c *Client) RevokeOtherSessions(ctx context.Context) error {
	_, err := tcp.Call[tcp.None, tcp.None](ctx, c.peer, "user.RevokeOtherSessions", tcp.None{})
	return err
}

// State implements user.Sessions.
func (c *Client) State(ctx context.Context, userID string) (user.State, error) {
	return tcp.Call[byID, user.State](ctx, c.peer, "user.State", byID{userID}, tcp.Read)
}

// Users implements user.Directory.
func (c *Client) Users(ctx context.Context, ids []string) ([]user.User, error) {
	return tcp.Call[byIDs, []user.User](ctx, c.peer, "user.Users", byIDs{ids}, tcp.Read)
}

// Cards implements user.Directory.
func (c *Client) Cards(ctx context.Context, ids []string) ([]user.Card, error) {
	return tcp.Call[byIDs, []user.Card](ctx, c.peer, "user.Cards", byIDs{ids}, tcp.Read)
}

// CardByEmail implements user.Directory.
func (c *Client) CardByEmail(ctx context.Context, email string) (user.Card, error) {
	return tcp.Call[byEmail, user.Card](ctx, c.peer, "user.CardByEmail", byEmail{email}, tcp.Read)
}

// Find implements user.Directory.
func (c *Client) Find(ctx context.Context, in user.Find) (page.Page[user.User], error) {
	return tcp.Call[user.Find, page.Page[user.User]](ctx, c.peer, "user.Find", in, tcp.Read)
}

// Create implements user.Operations.
func (c *Client) Create(ctx context.Context, in user.Create) (user.User, error) {
	return tcp.Call[user.Create, user.User](ctx, c.peer, "user.Create", in)
}

// ResetPassword implements user.Operations.
func (c *Client) ResetPassword(ctx context.Context, email, password string) (user.User, error) {
	return tcp.Call[reset, user.User](ctx, c.peer, "user.ResetPassword", reset{email, password})
}

// DisableByEmail implements user.Operations.
func (c *Client) DisableByEmail(ctx context.Context, email string, disabled bool) (user.User, error) {
	return tcp.Call[disable, user.User](ctx, c.peer, "user.DisableByEmail", disable{email, disabled})
}
