package tcp

import (
	"net"
	"sync"
)

// limited closes connections beyond a number at once. The caller then tries another address, which waiting in the
// backlog would keep it from.
type limited struct {
	net.Listener
	slots chan struct{}
}

func limit(l net.Listener, connections int) net.Listener {
	return limited{Listener: l, slots: make(chan struct{}, connections)}
}

// Accept implements net.Listener.
func (l limited) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case l.slots <- struct{}{}:
			return &counted{Conn: conn, free: sync.OnceFunc(func() { <-l.slots })}, nil
		default:
			_ = conn.Close()
		}
	}
}

// counted gives its place back when it is closed, once.
type counted struct {
	net.Conn
	free func()
}

// Close implements net.Conn.
func (c *counted) Close() error {
	defer c.free()
	return c.Conn.Close()
}
