package rpc

import (
	"context"

	"tasklane/modules/user"
	"tasklane/platform/tcp"
)

// Serve answers the calls of Clients with a service.
func Serve(s *tcp.Server, svc user.Service) {
	tcp.Handle(s, "user.Setup", func(ctx context.Context, _ tcp.None) (user.Setup, error) { return svc.Setup(ctx) })
	tcp.Handle(s, "user.Register", svc.Register)
	tcp.Handle(s, "user.Login", svc.Login)
	tcp.Handle(s, "user.Refresh", svc.Refresh)
	tcp.Handle(s, "user.ChangePassword", svc.ChangePassword)
	tcp.Handle(s, "user.UpdateProfile", svc.UpdateProfile)
	tcp.Handle(s, "user.SetRole", func(ctx context.Context, in setRole) (user.User, error) {
		return svc.SetRole(ctx, in.UserID, in.Role)
	})
	tcp.Handle(s, "user.SetDisabled", func(ctx context.Context, in setDisabled) (user.User, error) {
		return svc.SetDisabled(ctx, in.UserID, in.Disabled)
	})

	tcp.Handle(s, "user.Sessions", func(ctx context.Context, _ tcp.None) ([]user.Session, error) { return svc.Sessions(ctx) })
	tcp.Handle(s, "user.Logout", func(ctx context.Context, in logout) (bool, error) { return svc.Logout(ctx, in.RefreshToken) })
	tcp.Handle(s, "user.RevokeSession", func(ctx context.Context, in byID) (tcp.None, error) {
		return tcp.None{}, svc.RevokeSession(ctx, in.ID)
	})
	tcp.Handle(s, "user.RevokeOtherSessions", func(ctx context.Context, _ tcp.None) (tcp.None, error) {
		return tcp.None{}, svc.RevokeOtherSessions(ctx)
	})
	tcp.Handle(s, "user.State", func(ctx context.Context, in byID) (user.State, error) { return svc.State(ctx, in.ID) })

	tcp.Handle(s, "user.Users", func(ctx context.Context, in byIDs) ([]user.User, error) { return svc.Users(ctx, in.IDs) })
	tcp.Handle(s, "user.Cards", func(ctx context.Context, in byIDs) ([]user.Card, error) { return svc.Cards(ctx, in.IDs) })
	tcp.Handle(s, "user.CardByEmail", func(ctx context.Context, in byEmail) (user.Card, error) { return svc.CardByEmail(ctx, in.Email) })
	tcp.Handle(s, "user.Find", svc.Find)

	tcp.Handle(s, "user.Create", svc.Create)
	tcp.Handle(s, "user.ResetPassword", func(ctx context.Context, in reset) (user.User, error) {
		return svc.ResetPassword(ctx, in.Email, in.Password)
	})
	tcp.Handle(s, "user.DisableByEmail", func(ctx context.Context, in disable) (user.User, error) {
		return svc.DisableByEmail(ctx, in.Email, in.Disabled)
	})
}
