// Package rpc carries notification.Service between processes: server.go answers what client.go asks. The names of methods
// and fields stay for ever, because a rollout mixes versions; testdata/wire.txt has them all.
package rpc

import "tasklane/modules/task"

// What methods take that have several arguments, or one that is no struct: a field can be added to these.
type (
	byID     struct{ ID string }
	byIDs    struct{ IDs []string }
	caughtUp struct {
		ProjectID string
		Seq       int64
	}
	pushed struct{ Events []task.Event }
)
