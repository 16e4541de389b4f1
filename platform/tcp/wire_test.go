package tcp_test

import (
	"encoding/hex"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/fxamacker/cbor/v2"

	"tasklane/platform/null"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

// The same request, before and after a version that added to it.
type (
	older struct {
		ID    string
		Title null.Of[string]
	}
	newer struct {
		ID    string
		Title null.Of[string]
		DueAt null.Of[time.Time]
		Tags  []string
		Owner *older
	}
)

// TestARolloutMixesVersions: fields are only added, unknown ones are ignored, and missing ones are absent.
func TestARolloutMixesVersions(t *testing.T) {
	t.Parallel()
	wide := newer{
		ID: "t1", Title: null.Value("x"), DueAt: null.Null[time.Time](), Tags: []string{"a"}, Owner: &older{ID: "u1"},
	}
	raw, err := tcp.Encode(wide)
	if err != nil {
		t.Fatal(err)
	}
	var narrow older
	if err := tcp.Decode(raw, &narrow); err != nil || !reflect.DeepEqual(narrow, older{ID: "t1", Title: null.Value("x")}) {
		t.Errorf("the older side reads %+v, %v", narrow, err)
	}
	if raw, err = tcp.Encode(older{ID: "t1", Title: null.Null[string]()}); err != nil {
		t.Fatal(err)
	}
	var got newer
	if err := tcp.Decode(raw, &got); err != nil || !reflect.DeepEqual(got, newer{ID: "t1", Title: null.Null[string]()}) {
		t.Errorf("the newer side reads %+v, %v", got, err)
	}
	// A kind of fault that is newer than this side is known by its code; see kindOf.
	if raw, err = tcp.Encode(map[string]any{"kind": "PAYMENT_NEEDED", "message": "Pay.", "price": 7}); err != nil {
		t.Fatal(err)
	}
	var fault tcp.WireFault
	if err := tcp.Decode(raw, &fault); err != nil || fault.Message != "Pay." {
		t.Errorf("a newer fault reads %+v, %v", fault, err)
	}
}

// TestTheWireFormStaysAsItIs holds the form of values against testdata/wire.txt, byte by byte: the process at the other
// end may be of the version before.
func TestTheWireFormStaysAsItIs(t *testing.T) {
	t.Parallel()
	seven := 7
	at := time.Date(2026, 11, 23, 6, 32, 16, 123456000, time.UTC)
	var lines []string
	for _, c := range []struct {
		what  string
		value any
	}{
		{"nothing", tcp.None{}},
		{"an update that touches nothing", newer{}},
		{"an update", newer{
			ID: "t1", Title: null.Value("Žofie 🙂"), DueAt: null.Null[time.Time](), Tags: []string{}, Owner: &older{Title: null.Value("")},
		}},
		{"a text that is none", word{"a\xff"}},
		{"an instant", map[string]*time.Time{"at": &at}},
		{"a number", &seven},
		{"a map by place", map[word]bool{{"a"}: true}},
		{"a fault", tcp.WireFault{
			Kind: "RATE_LIMITED", Message: "Wait.", Field: "input.title", CurrentVersion: 3, RetryAfter: int64(time.Second),
			MayHaveRun: true, Refused: true,
		}},
		{"an incident", tcp.WireFault{Kind: "INTERNAL", Incident: "1123-ABC"}},
	} {
		raw, err := tcp.Encode(c.value)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, c.what+": "+hex.EncodeToString(raw))
		back := reflect.New(reflect.TypeOf(c.value))
		if err := tcp.Decode(raw, back.Interface()); err != nil || !reflect.DeepEqual(back.Elem().Interface(), c.value) {
			t.Errorf("%s came back as %+v, %v", c.what, back.Elem().Interface(), err)
		}
	}
	tcptest.Fixture(t, "testdata/wire.txt", lines)
}

// FuzzQ82_Decode looks for a crash, for memory that nothing pays for, and for what does not come back as it was read.
func FuzzQ82_Decode(f *testing.F) {
	for _, v := range []any{full(), cargo{}, word{"x"}, tcp.WireFault{Kind: "INTERNAL"}} {
		raw, err := tcp.Encode(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
		f.Add(raw[:len(raw)/2])
	}
	for _, seed := range []string{"", "\x9a\x3b\x9a\xca\x00", "\xbf\xff", "\xc0\x60", "\xa1\x64Text\x7a\x3b\x9a\xca\x00", strings.Repeat("\x81", 100)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		before := allocated()
		var c cargo
		err := tcp.Decode(raw, &c)
		if grown := allocated() - before; grown > uint64(1<<20+1000*len(raw)) {
			t.Fatalf("%d bytes took %d", len(raw), grown)
		}
		if err != nil {
			return
		}
		again, err := tcp.Encode(c)
		if err != nil {
			return // an instant beyond the year 9999
		}
		var second cargo
		if err := tcp.Decode(again, &second); err != nil {
			said, _ := cbor.Diagnose(again)
			t.Fatalf("what was read cannot be read again: %v in %s", err, said)
		}
	})
}
