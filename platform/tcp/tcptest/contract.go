package tcptest

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"tasklane/platform/tcp"
)

// Contract is a module's interface with both ways over the wire.
type Contract[S any] struct {
	// Module is the first part of its methods' names.
	Module string
	// Serve registers the methods; Remote calls them.
	Serve  func(*tcp.Server, S)
	Remote func(*tcp.Peer) S
	// Hollow implements the interface and does nothing: struct{ S }{}.
	Hollow S
	// Reads are the methods that change nothing, by their names in the interface. All others do.
	Reads []string
}

// Run shows that nothing was forgotten: every method of the interface is served and called, under its own name, which
// stays for ever; reads are marked as such and nothing else is; whatever goes over the wire arrives whole, and looks as
// testdata/wire.txt has it.
func (c Contract[S]) Run(t *testing.T) {
	t.Run("EveryMethodIsCalledAndServed", c.called)
	t.Run("TheWireFormStaysAsItIs", c.fixed)
}

// arrivals counts what a server was asked.
type arrivals struct {
	tcp.Unobserved

	mu    sync.Mutex
	count map[string]int
}

// Served implements tcp.Observer.
func (a *arrivals) Served(method, _ string, _ time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.count[method]++
}

// called calls each method once. The server has nothing behind it, so that each answer is an incident; but a read comes
// twice, and a method that is not served does not come at all.
func (c Contract[S]) called(t *testing.T) {
	t.Parallel()
	seen := &arrivals{count: map[string]int{}}
	addr := Serve(t, tcp.ServerOptions{Observer: seen}, func(s *tcp.Server) { c.Serve(s, c.Hollow) })
	remote := reflect.ValueOf(c.Remote(Peer(t, tcp.PeerOptions{Name: c.Module, Addr: addr.String(), Twice: true})))
	contract := reflect.TypeFor[S]()
	want := map[string]int{}
	for method := range contract.Methods() {
		args := []reflect.Value{reflect.ValueOf(t.Context())}
		for arg := 1; arg < method.Type.NumIn(); arg++ {
			args = append(args, Filled(t, method.Type.In(arg)))
		}
		if method.Type.In(0) != reflect.TypeFor[context.Context]() {
			t.Fatalf("%s takes no context", method.Name)
		}
		results := remote.MethodByName(method.Name).Call(args)
		if results[len(results)-1].IsNil() {
			t.Errorf("%s was answered by nobody", method.Name)
		}
		if want[c.Module+"."+method.Name] = 1; slices.Contains(c.Reads, method.Name) {
			want[c.Module+"."+method.Name] = 2
		}
	}
	for _, name := range c.Reads {
		if _, ok := contract.MethodByName(name); !ok {
			t.Errorf("there is no method %s", name)
		}
	}
	seen.mu.Lock()
	defer seen.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if seen.count[name] != want[name] {
			t.Errorf("%s came %d times, want %d: once, and twice for a read", name, seen.count[name], want[name])
		}
		delete(seen.count, name)
	}
	if len(seen.count) > 0 {
		t.Errorf("also called: %v", seen.count)
	}
}

// fixed sends a request and an answer of each method through their wire form.
func (c Contract[S]) fixed(t *testing.T) {
	t.Parallel()
	server, err := tcp.NewServer(tcp.ServerOptions{Addr: "127.0.0.1:0", Keys: Keys(t)})
	if err != nil {
		t.Fatal(err)
	}
	c.Serve(server, c.Hollow)
	var lines []string
	for _, m := range server.Methods() {
		for _, side := range []struct {
			name string
			of   reflect.Type
		}{{"takes", m.In}, {"gives", m.Out}} {
			what := fmt.Sprintf("%s %s", m.Name, side.name)
			value := Filled(t, side.of)
			raw, err := tcp.Encode(value.Interface())
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			back := reflect.New(side.of)
			if err := tcp.Decode(raw, back.Interface()); err != nil || !reflect.DeepEqual(back.Elem().Interface(), value.Interface()) {
				t.Errorf("%s %+v, and there arrives %+v, %v", what, value, back.Elem(), err)
			}
			said, err := cbor.Diagnose(raw)
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			lines = append(lines, what+" "+said)
		}
	}
	Fixture(t, "testdata/wire.txt", lines)
}
