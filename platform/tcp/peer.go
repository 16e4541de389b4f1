package tcp

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/keepalive"

	"tasklane/platform/lifecycle"
	"tasklane/platform/token"
)

// DefaultTimeout is how long a call may take that does not say otherwise.
const DefaultTimeout = 5 * time.Second

// PeerOptions say how a module is reached. Name, Addr and Keys are needed; zero values of the rest are the defaults
// named.
type PeerOptions struct {
	// Name is the module's, for logs and readiness.
	Name string
	// Addr is host:port, or several separated by commas. Calls go to all addresses that the hosts have, in turn.
	Addr string
	// Keys sign who calls.
	Keys *token.Keys
	// TLS is mutual; the certificate must be good for the host in Addr.
	TLS TLS
	// Log is slog.Default().
	Log *slog.Logger
	// Observer counts; nobody.
	Observer Observer
	// MaxAnswer is the greatest answer in bytes, 64 MiB: a full page of the longest texts fits.
	MaxAnswer int
	// Resolve finds addresses; DNS.
	Resolve Resolve
	// Twice sends each call twice that may be repeated, and takes the second answer: for tests of whether it may.
	Twice bool
}

func (o PeerOptions) withDefaults() PeerOptions {
	o.Log = cmp.Or(o.Log, slog.Default())
	if o.Observer == nil {
		o.Observer = Unobserved{}
	}
	o.MaxAnswer = cmp.Or(o.MaxAnswer, 64<<20)
	if o.Resolve == nil {
		o.Resolve = lookUp
	}
	return o
}

// How connections are made: after a failure soon again, and often enough that a module that is back is found within
// seconds.
const (
	connectWithin   = 3 * time.Second
	reconnectFirst  = 100 * time.Millisecond
	reconnectAtMost = 2 * time.Second
)

// Peer is a module in other processes. It may be used by many goroutines at once.
type Peer struct {
	options PeerOptions
	conn    *grpc.ClientConn
	credit  *credit
}

// NewPeer makes a peer and begins to connect; that nobody is there yet is no error. The TLS files are read once, so
// that a mistake shows here.
func NewPeer(o PeerOptions) (*Peer, error) {
	if o.Name == "" || o.Keys == nil {
		return nil, errors.New("a peer needs a name and keys")
	}
	addresses, err := split(o.Addr)
	if err != nil {
		return nil, err
	}
	credentials, err := o.TLS.credentials()
	if err != nil {
		return nil, err
	}
	o = o.withDefaults()
	var dialer net.Dialer // of our own: grpc's would go through HTTPS_PROXY
	conn, err := grpc.NewClient(scheme+":///"+o.Name,
		grpc.WithResolvers(names{addresses: addresses, resolve: o.Resolve, log: o.Log}),
		grpc.WithContextDialer(func(ctx context.Context, addr string) (net.Conn, error) { return dialer.DialContext(ctx, "tcp", addr) }),
		grpc.WithTransportCredentials(credentials),
		grpc.WithDefaultServiceConfig(`{"loadBalancingConfig": [{"round_robin": {}}]}`),
		grpc.WithDisableServiceConfig(), // names have no say in it
		grpc.WithDisableRetry(),         // ours knows which calls are reads
		grpc.WithDefaultCallOptions(grpc.ForceCodecV2(codec{}), grpc.MaxCallRecvMsgSize(o.MaxAnswer)),
		grpc.WithMaxHeaderListSize(maxHeader),
		grpc.WithIdleTimeout(0),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: pingEvery, Timeout: pongWithin, PermitWithoutStream: true}),
		grpc.WithConnectParams(grpc.ConnectParams{
			Backoff:           backoff.Config{BaseDelay: reconnectFirst, Multiplier: 1.6, Jitter: 0.2, MaxDelay: reconnectAtMost},
			MinConnectTimeout: connectWithin,
		}),
	)
	if err != nil {
		return nil, err
	}
	conn.Connect()
	return &Peer{options: o, conn: conn, credit: newCredit()}, nil
}

// Ping says whether the module answers at one of its addresses.
func (p *Peer) Ping(ctx context.Context) error {
	_, err := Call[None, None](ctx, p, ping, None{}, Read)
	return err
}

// Check is for /readyz. A peer that is away degrades the process; it does not stop it.
func (p *Peer) Check() lifecycle.Check {
	return lifecycle.Check{Name: p.options.Name + " module", Ask: p.Ping, Degrades: true}
}

// Close ends all connections; calls that are under way fail.
func (p *Peer) Close() error { return p.conn.Close() }
