package chaos

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// guest is somebody who signs in on another device, opens a board there, and signs out again.
type guest struct {
	*person
	closed chan error
}

// visit signs in and opens a socket at each of the addresses.
func (d *drill) visit(ctx context.Context, l *load, addresses ...string) *guest {
	d.Helper()
	p, err := l.deployment.writers[1].again(ctx)
	if err != nil {
		d.Fatalf("signing in at %s: %v", l.deployment.name, err)
	}
	g := &guest{p, make(chan error, len(addresses))}
	for _, address := range addresses {
		heard := make(chan struct{}, 1)
		go func() {
			g.closed <- follow(ctx, address, p.access, `subscription($p: ID!) { taskEvents(projectId: $p) { seq } }`, vars{"p": l.project},
				func(struct{}) {
					select {
					case heard <- struct{}{}:
					default:
					}
				})
		}()
		select {
		case <-heard:
		case err := <-g.closed:
			d.Fatalf("the board of a guest at %s did not open: %v", address, err)
		case <-time.After(normalWithin):
			d.Fatalf("a guest at %s hears nothing", address)
		}
	}
	return g
}

// leaves signs out.
func (g *guest) leaves(t testing.TB) {
	t.Helper()
	g.must(t, `mutation { logout }`, nil, nil)
}

// isOut waits until the session's tokens are refused and its sockets are closed, for that reason, within the time.
func (g *guest) isOut(t testing.TB, within time.Duration) {
	t.Helper()
	deadline := time.After(within)
	if !eventually(within, func() bool { return g.isRefused(t) }) {
		t.Errorf("%s after its end a session still gets answers", within)
	}
	for range cap(g.closed) {
		select {
		case err := <-g.closed:
			if code := websocket.CloseStatus(err); code != 4403 {
				t.Errorf("the socket of an ended session was closed with %v, want 4403", err)
			}
		case <-deadline:
			t.Errorf("%s after its end a session's socket is still open", within)
			return
		}
	}
}

// isRefused says whether the access token and the refresh token are refused.
func (g *guest) isRefused(t testing.TB) bool {
	t.Helper()
	refused, _ := errors.AsType[*refusal](ask(t.Context(), g.at.door, g.access, `{ me { id } sessions { id } }`, nil, nil))
	rotated, _ := errors.AsType[*refusal](ask(t.Context(), g.at.door, "", `mutation($token: String) { refresh(refreshToken: $token) { accessToken } }`, vars{"token": g.refresh}, nil))
	return refused != nil && refused.Extensions.Code == "UNAUTHENTICATED" && rotated != nil && rotated.Extensions.Code == "UNAUTHENTICATED"
}
