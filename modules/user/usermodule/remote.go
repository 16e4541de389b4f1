package usermodule

import (
	"tasklane/modules/user"
	"tasklane/modules/user/internal/rpc"
	"tasklane/platform/tcp"
)

// Remote is the module in the processes that a peer reaches.
func Remote(peer *tcp.Peer) user.Service { return rpc.NewClient(peer) }

// Serve answers those who hold a Remote of this process, before the server starts.
func Serve(server *tcp.Server, svc user.Service) { rpc.Serve(server, svc) }
