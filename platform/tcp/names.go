package tcp

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc/resolver"
)

// How names are looked up. grpc's own resolver looks again only when a connection breaks, so that a new pod gets no
// calls, waits 30 s between two looks, and up to two minutes after failures; see docs/decisions/0015.
const (
	lookEvery   = 5 * time.Second        // a headless service's addresses come and go
	lookAgain   = 250 * time.Millisecond // after a failure, doubled to lookEvery; and the least time between two looks
	lookTimeout = 3 * time.Second
)

// scheme is the part of a target that chooses names; nobody sees it.
const scheme = "modules"

// Resolve finds the addresses, host:port, that an address with a name stands for.
type Resolve func(ctx context.Context, address string) ([]string, error)

// lookUp asks DNS. An address with an IP stands for itself.
func lookUp(ctx context.Context, address string) ([]string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	found, err := net.DefaultResolver.LookupHost(ctx, host)
	if err != nil {
		return nil, err
	}
	for i, one := range found {
		found[i] = net.JoinHostPort(one, port)
	}
	return found, nil
}

// split reads a list of host:port, separated by commas.
func split(list string) ([]string, error) {
	var addresses []string
	for one := range strings.SplitSeq(list, ",") {
		one = strings.TrimSpace(one)
		if host, port, err := net.SplitHostPort(one); err != nil || host == "" || port == "" {
			return nil, fmt.Errorf("%q is not host:port, or several of them separated by commas", list)
		}
		addresses = append(addresses, one)
	}
	return addresses, nil
}

// names makes resolvers of one peer's addresses.
type names struct {
	addresses []string
	resolve   Resolve
	log       *slog.Logger
}

// Scheme implements resolver.Builder.
func (n names) Scheme() string { return scheme }

// Build implements resolver.Builder.
func (n names) Build(_ resolver.Target, conn resolver.ClientConn, _ resolver.BuildOptions) (resolver.Resolver, error) {
	ctx, stop := context.WithCancel(context.Background()) //nolint:forbidigo // it ends with Close
	w := &watch{names: n, conn: conn, last: map[string][]string{}, now: make(chan struct{}, 1), stop: stop}
	w.running.Go(func() { w.run(ctx) })
	return w, nil
}

// watch keeps a connection's addresses up to date until it is closed.
type watch struct {
	names

	conn    resolver.ClientConn
	last    map[string][]string // what each address last stood for
	known   []resolver.Address  // all of them, as the connection has been told
	now     chan struct{}
	stop    context.CancelFunc
	running sync.WaitGroup
}

// ResolveNow implements resolver.Resolver: a connection was lost.
func (w *watch) ResolveNow(resolver.ResolveNowOptions) {
	select {
	case w.now <- struct{}{}:
	default:
	}
}

// Close implements resolver.Resolver.
func (w *watch) Close() {
	w.stop()
	w.running.Wait()
}

func (w *watch) run(ctx context.Context) {
	pause := lookAgain
	for {
		err := w.look(ctx)
		if !sleep(ctx, jitter(pause)) {
			return
		}
		if err != nil {
			pause = min(2*pause, lookEvery)
			continue
		}
		pause = lookAgain
		next := time.NewTimer(jitter(lookEvery))
		select {
		case <-ctx.Done():
		case <-w.now:
		case <-next.C:
		}
		next.Stop()
	}
}

// look finds out the addresses. A name that cannot be looked up keeps those it had: connections tell better than names
// which of them are alive.
func (w *watch) look(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	var found []resolver.Address
	var failed error
	for _, address := range w.addresses {
		all, err := w.resolve(ctx, address)
		if err != nil {
			failed = errors.Join(failed, err)
		} else {
			w.last[address] = all
		}
		host, _, _ := net.SplitHostPort(address) // split has seen that it can be
		for _, one := range w.last[address] {
			found = append(found, resolver.Address{Addr: one, ServerName: host})
		}
	}
	if len(found) == 0 {
		if failed == nil {
			failed = fmt.Errorf("%s has no address", strings.Join(w.addresses, ", "))
		}
		w.conn.ReportError(failed)
		return failed
	}
	slices.SortFunc(found, func(a, b resolver.Address) int { return strings.Compare(a.Addr, b.Addr) })
	if slices.EqualFunc(found, w.known, resolver.Address.Equal) {
		return failed
	}
	if err := w.conn.UpdateState(resolver.State{Addresses: found}); err != nil {
		return errors.Join(failed, err)
	}
	w.log.DebugContext(ctx, "addresses have changed", slog.Any("of", w.addresses), slog.Int("addresses", len(found)))
	w.known = found
	return failed
}

// sleep waits, or says that ctx ended.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// jitter keeps many from doing the same at the same time: 80 to 120 % of d.
func jitter(d time.Duration) time.Duration {
	return d*4/5 + rand.N(d*2/5+1) //nolint:gosec // nobody gains by guessing it
}
