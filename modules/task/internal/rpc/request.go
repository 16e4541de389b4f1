// Package rpc carries task.Service between processes: the server files answer what the client files ask. The names of
// methods and fields stay for ever, because a rollout mixes versions; testdata/wire.txt has them all.
package rpc

import (
	"time"

	"tasklane/modules/task"
)

// What methods take that have several arguments, or one that is no struct: a field can be added to these.
type (
	byID          struct{ ID string }
	byIDs         struct{ IDs []string }
	projectAsked  struct{ ID, Key string }
	taskAsked     struct{ ID, Ref string }
	removeMember  struct{ ProjectID, UserID string }
	roles         struct{ Seats []task.Seat }
	updateComment struct{ ID, Body string }
	replay        struct {
		After task.Cursor
		Limit int
	}
)

// manyPortions is the time for what is done in portions: as much as the gateway gives to a whole operation.
const manyPortions = 10 * time.Second
