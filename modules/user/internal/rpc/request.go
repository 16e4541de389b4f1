// Package rpc carries user.Service between processes: server.go answers what client.go asks. The names of methods and
// fields stay for ever, because a rollout mixes versions; testdata/wire.txt has them all.
package rpc

import "tasklane/modules/user"

// What methods take that have several arguments, or one that is no struct: a field can be added to these.
type (
	setRole struct {
		UserID string
		Role   user.Role
	}
	setDisabled struct {
		UserID   string
		Disabled bool
	}
	logout  struct{ RefreshToken string }
	byID    struct{ ID string }
	byIDs   struct{ IDs []string }
	byEmail struct{ Email string }
	reset   struct{ Email, Password string }
	disable struct {
		Email    string
		Disabled bool
	}
)
