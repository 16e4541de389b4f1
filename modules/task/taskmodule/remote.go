package taskmodule

import (
	"tasklane/modules/task"
	"tasklane/modules/task/internal/rpc"
	"tasklane/platform/tcp"
)

// Remote is the module in the processes that a peer reaches.
func Remote(peer *tcp.Peer) task.Service { return rpc.NewClient(peer) }

// Serve answers those who hold a Remote of this process, before the server starts.
func Serve(server *tcp.Server, svc task.Service) { rpc.Serve(server, svc) }
