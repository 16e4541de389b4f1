package lifecycle

import (
	"errors"
	"net"
	"os"
	"sync"
	"syscall"
)

// lastCall is a listener that takes, when it is closed, everybody who has come already. The kernel greets connections before
// the process does, and closing the socket cuts off those that wait to be accepted: their requests are on the way, and a
// proxy sends none of them twice. It is for Accept in one goroutine, as net/http does.
type lastCall struct {
	*net.TCPListener

	once  sync.Once
	taken chan struct{} // closed when late is whole
	late  []net.Conn
}

// untilTheLast makes a listener one that loses nobody at its end.
func untilTheLast(listener net.Listener) net.Listener {
	tcp, is := listener.(*net.TCPListener)
	if !is {
		return listener
	}
	return &lastCall{TCPListener: tcp, taken: make(chan struct{})}
}

// Accept gives those who come, and after Close those who had come.
func (l *lastCall) Accept() (net.Conn, error) {
	conn, err := l.TCPListener.Accept()
	if !errors.Is(err, net.ErrClosed) {
		return conn, err
	}
	<-l.taken
	if len(l.late) == 0 {
		return nil, err
	}
	conn, l.late = l.late[0], l.late[1:]
	return conn, nil
}

// Close takes who waits, closes the door right behind the last of them, and lets Accept hand them out.
func (l *lastCall) Close() error {
	err := net.ErrClosed
	l.once.Do(func() { err = l.close() })
	return err
}

// knocks is a filter (classic BPF, on the TCP header) that drops the first packet of a connection and lets others pass:
// nobody comes in any more between the last look and the closing of the door. Whoever is dropped tries again a second
// later and finds it closed, which a proxy takes for what it is: nothing was sent.
var knocks = []syscall.SockFilter{
	{Code: syscall.BPF_LD | syscall.BPF_B | syscall.BPF_ABS, K: 13},                   // the flags
	{Code: syscall.BPF_JMP | syscall.BPF_JSET | syscall.BPF_K, K: 0x02, Jt: 0, Jf: 1}, // SYN?
	{Code: syscall.BPF_RET | syscall.BPF_K, K: 0},
	{Code: syscall.BPF_RET | syscall.BPF_K, K: 1 << 16},
}

func (l *lastCall) close() error {
	defer close(l.taken)
	var waiting []int
	raw, err := l.SyscallConn()
	if err != nil {
		return err
	}
	// The socket does not block: where nobody waits, accept says so.
	_ = raw.Control(func(socket uintptr) {
		_ = syscall.AttachLsf(int(socket), knocks) //nolint:staticcheck // all there is to call; without it whoever comes right now may be lost
		for {
			conn, _, err := syscall.Accept4(int(socket), syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC)
			switch {
			case err == nil:
				waiting = append(waiting, conn)
			case !errors.Is(err, syscall.EINTR) && !errors.Is(err, syscall.ECONNABORTED):
				return
			}
		}
	})
	err = l.TCPListener.Close()
	for _, socket := range waiting {
		file := os.NewFile(uintptr(socket), "late")
		if conn, err := net.FileConn(file); err == nil {
			l.late = append(l.late, conn)
		}
		file.Close() //nolint:errcheck // the connection has its own
	}
	return err
}
