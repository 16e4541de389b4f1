package chaos

import (
	"crypto/rand"
	"net"
	"slices"
	"testing"
	"time"

	"tasklane/platform/identity"
	"tasklane/platform/tcp"
	"tasklane/platform/token"
)

func TestQ32_ABadNetworkBetweenTheModulesMakesItSlowAndNotWorse(t *testing.T) {
	exercise(t, apart, badNetwork)
}
func TestQ38_NoiseAtTheModulePortsHurtsNobody(t *testing.T) { exercise(t, apart, noise) }

// badNetwork has everything between the processes take 200 ms, more or less, and a connection break now and then.
func badNetwork(d *drill) {
	l := d.loads[0]
	asked := func() (calls, repeats float64) {
		for _, p := range d.split.processes {
			calls += p.metric(d, "tasklane_calls_total", `side="caller"`)
			repeats += p.metric(d, "tasklane_calls_repeated_total")
		}
		return calls, repeats
	}
	calls, repeats := asked()
	d.outage("a bad network between the modules", func() {
		var between []*proxy
		for _, p := range d.split.processes { // in their order, which the seed needs
			if before := d.split.before[p]; before != nil {
				defer before.poison(delay(100, 50), delay(100, 50))()
				between = append(between, before)
			}
		}
		done := l.ledger.acknowledged()
		for range 8 {
			wait(d.Context(), time.Second)
			one := between[d.random.IntN(len(between))]
			one.cut()
			one.open(d)
		}
		if l.ledger.acknowledged() < done+20 {
			d.Errorf("%d operations were acknowledged meanwhile", l.ledger.acknowledged()-done)
		}
	})
	callsNow, repeatsNow := asked()
	if repeatsNow-repeats > callsNow-calls {
		d.Errorf("%v calls were repeated %v times", callsNow-calls, repeatsNow-repeats)
	}
}

// noise sends to the modules' ports what is no call.
func noise(d *drill) {
	before := d.resources()
	d.unnoticed("noise at the module ports", func() {
		for range 5 {
			for _, p := range slices.Concat(d.split.users, d.split.tasks, d.split.notifications) {
				for _, text := range noises(d) {
					shout(d, p, text)
				}
			}
		}
		for _, p := range d.split.processes {
			if now := resident(p.cmd.Process.Pid); float64(now) > before[p].memory+slackMemory {
				d.Errorf("noise has brought the %s from %v to %d bytes", p.name, before[p].memory, now)
			}
		}
	})
	d.nothingLeaks(before)
}

// noises are random bytes, the beginning of HTTP/2 with a frame that is cut off, and one that announces 16 MiB.
func noises(d *drill) [][]byte {
	random := make([]byte, 4096)
	for i := range random {
		random[i] = byte(d.random.IntN(256))
	}
	const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
	settings := "\x00\x00\x00\x04\x00\x00\x00\x00\x00"
	return [][]byte{
		random, []byte("GET / HTTP/1.1\r\n\r\n"), []byte(preface),
		[]byte(preface + settings + "\x00\x00\x40\x01\x04\x00\x00\x00\x01cut"),
		[]byte(preface + settings + "\xff\xff\xff\x00\x00\x00\x00\x00\x01"),
	}
}

// shout sends the bytes and waits for the answer or the end.
func shout(d *drill, p *process, text []byte) {
	d.Helper()
	conn, err := net.Dial("tcp", p.tcp)
	if err != nil {
		d.Fatalf("the port of %s: %v", p.name, err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(100 * time.Millisecond))
	_, _ = conn.Write(text) // it may have been closed already
	_, _ = conn.Read(make([]byte, 1024))
}

// TestQ73_AModulePortAnswersNobodyWithoutTheSecret calls with and without it.
func TestQ73_AModulePortAnswersNobodyWithoutTheSecret(t *testing.T) {
	w := where(t, apart)
	another := make([]byte, 32)
	_, _ = rand.Read(another) // it cannot fail
	for _, p := range slices.Concat(w.split.users, w.split.tasks, w.split.notifications) {
		if err := call(t, p.tcp, []byte(secret)); err != nil {
			t.Errorf("%s does not answer who has the secret: %v", p.name, err)
		}
		if err := call(t, p.tcp, another); err == nil {
			t.Errorf("%s answers who has another secret", p.name)
		}
	}
}

func call(t *testing.T, address string, secret []byte) error {
	t.Helper()
	keys, err := token.New([][]byte{secret})
	if err != nil {
		t.Fatal(err)
	}
	peer, err := tcp.NewPeer(tcp.PeerOptions{Name: "chaos", Addr: address, Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	defer peer.Close()
	return peer.Ping(identity.With(t.Context(), identity.OfModule("gateway")))
}
