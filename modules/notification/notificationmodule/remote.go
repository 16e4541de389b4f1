package notificationmodule

import (
	"tasklane/modules/notification"
	"tasklane/modules/notification/internal/rpc"
	"tasklane/platform/tcp"
)

// Remote is the module in the processes that a peer reaches.
func Remote(peer *tcp.Peer) notification.Service { return rpc.NewClient(peer) }

// Serve answers those who hold a Remote of this process, before the server starts.
func Serve(server *tcp.Server, svc notification.Service) { rpc.Serve(server, svc) }
