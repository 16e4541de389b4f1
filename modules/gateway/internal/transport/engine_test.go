package transport_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/graph-gophers/graphql-go"

	"tasklane/modules/gateway/internal/document"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/telemetry"
)

// sdl is the schema of a tiny engine that has one field for each thing a transport must get right.
const sdl = `
schema { query: Query mutation: Mutation subscription: Subscription }
type Query {
  me: String
  client: String
  echo(text: String): String
  fail(kind: String!): String
  wait: String
  pages(first: Int): [Page!]
}
type Page { pages(first: Int): [Page!] n: Int! }
type Mutation {
  add(text: String!): String
  wait: String
  login(name: String!): String
  logout: Boolean
}
type Subscription {
  count(to: Int!, after: String): Int!
  feed(size: Int): String!
  fail(kind: String!): String
  wait: String
}
`

type page struct{}

func (page) N() int32                              { return 1 }
func (page) Pages(struct{ First *int32 }) *[]*page { return nil }

// root resolves the tiny schema.
type root struct{ engine *engine }

func (root) Me(ctx context.Context) *string {
	id := identity.From(ctx)
	if id.Kind != identity.User {
		return nil
	}
	return &id.UserID
}

func (root) Client(ctx context.Context) *string {
	client := identity.From(ctx).Client
	return &client
}

func (root) Echo(args struct{ Text *string }) *string { return args.Text }

func (root) Fail(args struct{ Kind string }) (*string, error) { return nil, failureOf(args.Kind) }

func (root) Pages(struct{ First *int32 }) *[]*page { return &[]*page{{}} }

func (r root) Wait(ctx context.Context) (*string, error) {
	r.engine.waiting <- struct{}{}
	select {
	case <-r.engine.release:
		done := "done"
		return &done, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (root) Add(args struct{ Text string }) *string { return &args.Text }

func (root) Login(ctx context.Context, args struct{ Name string }) *string {
	transport.InfoFrom(ctx).SetCookie(&sessionCookie)
	return &args.Name
}

func (root) Logout(ctx context.Context) (*bool, error) {
	if _, ok := transport.InfoFrom(ctx).Cookie(sessionCookie.Name); !ok {
		return nil, fault.SignInNeeded()
	}
	ok := true
	return &ok, transport.InfoFrom(ctx).CookieAllowed()
}

// secret stands for what must not leave the process.
const secret = "password=hunter2 at /var/lib/secret"

func failureOf(kind string) error {
	switch kind {
	case "panic":
		panic(secret)
	case "internal":
		return errors.New(secret)
	case "invalid":
		return fmt.Errorf("wrapped: %w", fault.Invalidf("input.title", "Give it a title."))
	case "stale":
		return fault.Stale(7)
	case "throttled":
		return fault.TooMany(1500*time.Millisecond, "Too often.")
	case "down":
		return fault.Down(0, true, "The database cannot be reached.")
	case "resync":
		return fault.New(fault.ResyncRequired, "Read the board again.")
	case "end":
		return io.EOF
	}
	return fault.SignInNeeded()
}

// engine executes the tiny schema.
type engine struct {
	schema  *graphql.Schema
	waiting chan struct{}
	release chan struct{}

	mu   sync.Mutex
	open int // streams
	feed chan []byte
}

func newEngine(log *slog.Logger) *engine {
	e := &engine{waiting: make(chan struct{}, 100), release: make(chan struct{}), feed: make(chan []byte)}
	panics := transport.Panics{Log: log}
	// The executor has no resolver for subscriptions: the engine runs them itself.
	executed := strings.Replace(sdl, " subscription: Subscription", "", 1)
	e.schema = graphql.MustParseSchema(executed, &root{e}, graphql.PanicHandler(panics), graphql.Logger(panics))
	return e
}

func (e *engine) Execute(ctx context.Context, op *document.Operation, variables map[string]any) *graphql.Response {
	if op.Fields[0] == "echo" && variables["text"] == "panic outside of resolvers" {
		panic(secret)
	}
	return e.schema.Exec(ctx, op.Executable(variables), op.Name, op.Variables(variables))
}

func (e *engine) Subscribe(ctx context.Context, op *document.Operation, variables map[string]any) (transport.Stream, error) {
	arguments, err := op.Arguments(variables)
	if err != nil {
		return nil, err
	}
	s := &stream{engine: e, name: op.Fields[0]}
	switch s.name {
	case "fail":
		return nil, failureOf(arguments["kind"].(string))
	case "wait": // as long as the query of that name, and then it is a feed
		if _, err := (root{e}).Wait(ctx); err != nil {
			return nil, err
		}
	case "count":
		s.to = number(arguments["to"])
	case "feed":
		s.size = number(arguments["size"])
	}
	e.mu.Lock()
	e.open++
	e.mu.Unlock()
	return s, nil
}

func number(v any) int {
	switch n := v.(type) {
	case int64:
		return int(n)
	case float64:
		return int(n)
	}
	return 0
}

func (e *engine) streams() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.open
}

// stream counts to a number, or gives what the test feeds, or (with a size) as much as is taken.
type stream struct {
	engine       *engine
	name         string
	at, to, size int
}

func (s *stream) Next(ctx context.Context) ([]byte, error) {
	_, span := telemetry.Statement(ctx, "sqlite", "SELECT", "events") // as the resolvers of an event do
	defer span.End("")
	if s.name == "count" {
		if s.at == s.to {
			return nil, io.EOF
		}
		s.at++
		return fmt.Appendf(nil, `{"data":{"count":%d}}`, s.at), nil
	}
	if s.size > 0 {
		return fmt.Appendf(nil, `{"data":{"feed":%q}}`, strings.Repeat("x", s.size)), ctx.Err()
	}
	select {
	case text := <-s.engine.feed:
		switch string(text) {
		case "panic", "resync", "internal", "end":
			return nil, failureOf(string(text))
		}
		return fmt.Appendf(nil, `{"data":{"feed":%q}}`, text), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (s *stream) Close() {
	s.engine.mu.Lock()
	defer s.engine.mu.Unlock()
	s.engine.open--
}
