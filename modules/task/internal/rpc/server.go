package rpc

import (
	"tasklane/modules/task"
	"tasklane/platform/tcp"
)

// Serve answers the calls of Clients with a service.
func Serve(s *tcp.Server, svc task.Service) {
	serveProjects(s, svc)
	serveBoard(s, svc)
	serveTasks(s, svc)
	serveComments(s, svc)
	serveLog(s, svc)
}
