package rpc_test

import (
	"testing"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/rpc"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

func TestTheContractGoesOverTheWire(t *testing.T) {
	t.Parallel()
	tcptest.Contract[task.Service]{
		Module: "task",
		Serve:  rpc.Serve,
		Remote: func(p *tcp.Peer) task.Service { return rpc.NewClient(p) },
		Hollow: struct{ task.Service }{},
		Reads: []string{
			"Project", "ProjectsByID", "ListProjects", "ListMembers", "SharesProject", "Roles",
			"Statuses", "Labels", "StatusCounts",
			"Task", "TasksByID", "TaskOf", "ListTasks", "Subtasks", "Relations", "Watchers", "Watched",
			"CommentsByID", "ListComments",
			"ListEvents", "Replay", "Heads", "Node",
		},
	}.Run(t)
}
