package transport_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tasklane/modules/gateway/internal/document"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/telemetry"
)

var sessionCookie = http.Cookie{Name: "session", Value: "kept", HttpOnly: true, SameSite: http.SameSiteStrictMode}

// sessions is an Authenticator for which a token is a user's name; "expired" and "down" are what they say,
// "broken" panics and "fragile" does so once signed in.
type sessions struct {
	mu      sync.Mutex
	ended   map[string]bool
	asked   map[string]int // by token
	watcher map[int]watch
	next    int
}

type watch struct {
	user  string
	ended func(error)
}

func (s *sessions) Bearer(_ context.Context, token string) (identity.Identity, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[token]++
	switch {
	case token == "broken":
		panic(secret)
	case token == "down":
		return identity.Identity{}, fault.Down(2*time.Second, false, "The session store cannot be reached.")
	case token == "expired" || s.ended[token]:
		return identity.Identity{}, fault.New(fault.Unauthenticated, "The token has expired.")
	}
	return identity.OfUser(token, "session of "+token, false), nil
}

func (s *sessions) Current(ctx context.Context, id identity.Identity) (identity.Identity, error) {
	if id.UserID == "fragile" {
		panic(secret)
	}
	return s.Bearer(ctx, id.UserID)
}

func (s *sessions) Watch(id identity.Identity, ended func(error)) func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended[id.UserID] {
		ended(fault.SignInNeeded())
	}
	number := s.next
	s.next++
	s.watcher[number] = watch{id.UserID, ended}
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watcher, number)
	}
}

// times says how often a token was looked at.
func (s *sessions) times(token string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[token]
}

// end ends a user's session; quietly, nobody is told.
func (s *sessions) end(user string, quietly bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended[user] = true
	for _, w := range s.watcher {
		if w.user == user && !quietly {
			w.ended(fault.SignInNeeded())
		}
	}
}

// lose has nobody's session looked up any more.
func (s *sessions) lose() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.watcher {
		w.ended(fault.Down(time.Second, false, "The session store cannot be reached."))
	}
}

// gauges is an Observer that counts.
type gauges struct {
	mu                         sync.Mutex
	connections, subscriptions int
	delivered                  int
	codes                      map[string]int
}

func (g *gauges) Connections(_ transport.Via, change int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.connections += change
}

func (g *gauges) Subscriptions(change int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.subscriptions += change
}

func (g *gauges) Delivered() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.delivered++
}

func (g *gauges) Operation(_ transport.Via, _ document.Kind, code string, _ time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.codes[code]++
}

func (g *gauges) now() (connections, subscriptions int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.connections, g.subscriptions
}

// logBook is a log that may be read while it is written.
type logBook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logBook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// house is a running transport with everything behind it.
type house struct {
	*httptest.Server
	transport *transport.Transport
	engine    *engine
	sessions  *sessions
	gauges    *gauges
	log       *logBook
}

func open(t *testing.T, options transport.Options) *house {
	t.Helper()
	catalog, err := document.NewCatalog(sdl, document.Limits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{
		sessions: &sessions{ended: map[string]bool{}, asked: map[string]int{}, watcher: map[int]watch{}},
		gauges:   &gauges{codes: map[string]int{}}, log: &logBook{},
	}
	log := telemetry.NewLogger(h.log, "text", "info")
	h.engine = newEngine(log)
	h.transport = transport.New(options, catalog, h.engine, h.sessions, log, h.gauges)
	h.Server = httptest.NewServer(h.transport)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
		defer cancel()
		h.transport.Drain(ctx)
		h.CloseClientConnections()
		h.Close()
	})
	return h
}

// answer is a response as a client sees it.
type answer struct {
	Status int
	Header http.Header
	Text   string
	Data   map[string]any
	Errors []struct {
		Message    string
		Extensions map[string]any
	}
}

func (a answer) code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	code, _ := a.Errors[0].Extensions["code"].(string)
	return code
}

func (h *house) do(t *testing.T, r *http.Request) answer {
	t.Helper()
	response, err := h.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{Status: response.StatusCode, Header: response.Header, Text: string(text)}
	if strings.Contains(response.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(text, &a); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
	}
	return a
}

// request makes a POST; headers come in pairs.
func (h *house) request(t *testing.T, body string, headers ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.URL, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// query asks by POST.
func (h *house) query(t *testing.T, document string, headers ...string) answer {
	t.Helper()
	return h.do(t, h.request(t, body(t, document, nil), headers...))
}

func body(t *testing.T, document string, variables map[string]any) string {
	t.Helper()
	text, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// eventually waits for a condition, for at most five seconds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.NewTimer(5 * time.Second)
	defer deadline.Stop()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-deadline.C:
			t.Fatalf("not in time: %s", what)
		case <-tick.C:
		}
	}
}
