package nginx_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"tasklane/platform/database/databasetest"
)

// TestQ87_OnlyWhatIsSafeIsSentAgain lets every gateway hang up after it has taken a request whole.
func TestQ87_OnlyWhatIsSafeIsSentAgain(t *testing.T) {
	t.Parallel()
	for method, times := range map[string]int{http.MethodPost: 1, http.MethodGet: 3} {
		one, two := newStub(t, dies), newStub(t, dies)
		p := start(t, before(one, two))
		got := send(t, method, p.api, "/graphql", nil, strings.NewReader("{}"))
		if arrived := len(one.seen()) + len(two.seen()); arrived != times {
			t.Errorf("a %s was sent %d times, want %d", method, arrived, times)
		}
		if got.StatusCode != http.StatusServiceUnavailable || got.Header.Get("Retry-After") != "1" || code(t, got) != "UNAVAILABLE" ||
			!strings.Contains(got.body, `"mayHaveRun":true`) {
			t.Errorf("%s: %s %s", method, got.Status, got.body)
		}
	}
}

// TestQ87_WhatNoGatewayHasSeenGoesToAnother: a refused connection costs nobody a request, not even a POST.
func TestQ87_WhatNoGatewayHasSeenGoesToAnother(t *testing.T) {
	t.Parallel()
	gone := listen(t)
	there := newStub(t, greet)
	to := before(there)
	to.api = append(to.api, gone.Addr().String())
	_ = gone.Close()
	p := start(t, to)
	for n := range 20 {
		if got := send(t, http.MethodPost, p.api, "/graphql", nil, strings.NewReader("{}")); got.StatusCode != http.StatusOK {
			t.Errorf("request %d: %s", n, got.Status)
		}
	}
}

// TestQ87_SocketsAreSpreadByHowManyEachGatewayHolds: in turn would leave a gateway that is new without sockets for days.
func TestQ87_SocketsAreSpreadByHowManyEachGatewayHolds(t *testing.T) {
	t.Parallel()
	hold := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Accel-Buffering", "no")
		w.WriteHeader(http.StatusOK)
		_ = http.NewResponseController(w).Flush()
		if r.URL.Path == "/stream" {
			<-r.Context().Done()
		}
	}
	one, two := newStub(t, hold), newStub(t, hold)
	p := start(t, before(one, two))
	ctx, leave := context.WithCancel(t.Context())
	for n := range 20 {
		path := "/stream"
		if n%2 == 1 {
			path = "/short" // which would keep them in turn on one side
		}
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.web+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		if n%2 == 1 {
			_ = response.Body.Close()
		} else {
			defer response.Body.Close()
		}
	}
	held := func(s *stub) (n int) {
		for _, r := range s.seen() {
			if r.URL.Path == "/stream" {
				n++
			}
		}
		return n
	}
	if held(one) != 5 || held(two) != 5 {
		t.Errorf("of ten streams one gateway has %d and the other %d", held(one), held(two))
	}
	leave()
}

// TestQ20_Q21_Q87_AGatewayThatGoesCostsNobodyAnything kills, then asks to leave, two gateways in turns under load: what
// was acknowledged is there once, nothing is there twice, no GET fails, and whoever follows along misses nothing. One that
// is asked to leave costs not even a POST.
func TestQ20_Q21_Q87_AGatewayThatGoesCostsNobodyAnything(t *testing.T) {
	t.Parallel()
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		one, two := pair(t, databasetest.PostgresURL(t))
		load := work(t, start(t, behind(one, two)).api)
		for _, g := range []*process{one, two} {
			load.goesOn(t)
			g.kill()
			load.goesOn(t)
			g.start()
		}
		killed := load.unanswered()
		for _, g := range []*process{one, two} {
			load.goesOn(t)
			g.leave()
			load.goesOn(t)
			g.start()
		}
		load.stop()
		load.running.Wait()
		// A connection that NGINX keeps may be closed in the very moment in which it sends the next request there, and no
		// change is sent twice: such a write is refused, not lost, and its client repeats it.
		if refused := load.unanswered() - killed; refused*100 > load.acknowledged {
			t.Errorf("gateways that were asked to leave cost %d writes of %d", refused, load.acknowledged)
		}
		load.verify(t)
	})
}
