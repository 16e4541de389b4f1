package lifecycle

import (
	"net"
	"net/http"
)

// ServeOn serves on a listener of the test's own.
func ServeOn(s Server, listener net.Listener) *http.Server {
	server := s.server()
	go func() { _ = server.Serve(listener) }()
	return server
}

// UntilTheLast is what a Server does with its listener.
var UntilTheLast = untilTheLast
