package transport

import (
	"bufio"
	"net"
	"net/http"
)

// The buffers of a socket. net/http's own have 4 KiB each, which is half of what an idle socket would hold. A message
// that is longer than a buffer passes by it.
const (
	socketReads  = 512
	socketWrites = 1024
)

// smallBuffers gives a connection that is taken over smaller buffers.
type smallBuffers struct{ http.ResponseWriter }

// Hijack takes the connection over. What the client has sent already stays in net/http's buffer, which is then kept.
func (w smallBuffers) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err != nil {
		return conn, buffers, err
	}
	buffers.Writer = bufio.NewWriterSize(conn, socketWrites)
	if buffers.Reader.Buffered() == 0 {
		buffers.Reader = bufio.NewReaderSize(conn, socketReads)
	}
	return conn, buffers, nil
}
