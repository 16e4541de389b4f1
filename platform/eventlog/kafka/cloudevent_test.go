package kafka

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	cloudevents "github.com/cloudevents/sdk-go/v2/event"

	"tasklane/platform/eventlog"
)

func whole() eventlog.Entry {
	return eventlog.Entry{
		Stream: "project", Seq: 7, ID: "0190a0b0-0000-7000-8000-000000000001", Type: "TASK_CREATED", Subject: "task", Actor: "ada",
		At:      time.Date(2026, 11, 23, 6, 32, 16, 123456000, time.UTC),
		Changes: json.RawMessage(`[{"field":"title","to":"<b>"}]`), Body: json.RawMessage(`{"facts":{"taskRef":"WEB-1"}}`),
	}
}

func bare() eventlog.Entry {
	return eventlog.Entry{
		Stream: "project", Seq: 1, ID: "e", Type: "PROJECT_CREATED", At: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		Changes: json.RawMessage(`[]`), Body: json.RawMessage(`{}`),
	}
}

func encode(t *testing.T, e eventlog.Entry) []byte {
	t.Helper()
	value, err := Encode("task", "task-events", e)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestARecordIsReadAsTheEntryThatItWas(t *testing.T) {
	t.Parallel()
	for _, e := range []eventlog.Entry{whole(), bare()} {
		if back, err := Decode(encode(t, e)); err != nil || !reflect.DeepEqual(back, e) {
			t.Errorf("%+v, %v, want %+v", back, err, e)
		}
	}
}

// The format is the CloudEvents project's own, not what we take for it.
func TestQ7_TheirLibraryReadsWhatWeWrite(t *testing.T) {
	t.Parallel()
	for _, e := range []eventlog.Entry{whole(), bare()} {
		var got cloudevents.Event
		if err := json.Unmarshal(encode(t, e), &got); err != nil {
			t.Fatal(err)
		}
		if err := got.Validate(); err != nil {
			t.Error(err)
		}
		extensions := got.Extensions()
		if got.SpecVersion() != "1.0" || got.ID() != e.ID || got.Type() != e.Type || got.Source() != "/tasklane/task" || got.Subject() != e.Subject ||
			!got.Time().Equal(e.At) || got.DataContentType() != "application/json" || got.DataSchema() != "urn:tasklane:task-events:1" ||
			extensions["stream"] != e.Stream || extensions["seq"] != int32(e.Seq) || (e.Actor != "" && extensions["actor"] != e.Actor) {
			t.Errorf("their library reads %v", got)
		}
		var data struct {
			Changes, Body json.RawMessage
		}
		if err := got.DataAs(&data); err != nil || string(data.Changes) != string(e.Changes) || string(data.Body) != string(e.Body) {
			t.Errorf("the data is %s %s, %v", data.Changes, data.Body, err)
		}
	}
}

// What their library writes with attributes, fields and an order of its own is read too.
func TestQ7_UnknownAttributesAndFieldsArePassedOver(t *testing.T) {
	t.Parallel()
	e := whole()
	theirs := cloudevents.New()
	if err := json.Unmarshal(encode(t, e), &theirs); err != nil {
		t.Fatal(err)
	}
	theirs.SetExtension("traceparent", "00-0-0-00")
	if err := theirs.SetData("application/json", map[string]any{"changes": e.Changes, "body": e.Body, "more": []int{1}}); err != nil {
		t.Fatal(err)
	}
	value, err := json.Marshal(theirs)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := Decode(value); err != nil || back.ID != e.ID || back.Seq != e.Seq || string(back.Body) != string(e.Body) {
		t.Errorf("%+v, %v", back, err)
	}
}

func TestWhatHasNoJSONHasNoRecord(t *testing.T) {
	t.Parallel()
	e := whole()
	e.Body = json.RawMessage(`{"broken`)
	if _, err := Encode("task", "task-events", e); err == nil || !strings.Contains(err.Error(), "entry 7") {
		t.Errorf("Encode: %v", err)
	}
}

func FuzzDecode(f *testing.F) {
	for _, e := range []eventlog.Entry{whole(), bare()} {
		value, err := Encode("task", "task-events", e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(value)
	}
	f.Add([]byte(`{"specversion":"1.0","id":"x","type":"X","time":"2026-01-01T00:00:00Z","dataschema":":1","stream":"s","seq":1,"data":null}`))
	f.Fuzz(func(t *testing.T, value []byte) {
		e, err := Decode(value)
		if err != nil {
			return
		}
		if e.Stream == "" || e.Seq < 1 || e.ID == "" || e.Type == "" || !json.Valid(e.Changes) || !json.Valid(e.Body) {
			t.Fatalf("%q is %+v", value, e)
		}
		again, err := Encode("task", "task-events", e)
		if err != nil {
			t.Fatalf("%q is %+v: %v", value, e, err)
		}
		if back, err := Decode(again); err != nil || !back.At.Equal(e.At) || back.Stream != e.Stream || back.Seq != e.Seq {
			t.Fatalf("%q is %+v, then %+v, %v", value, e, back, err)
		}
	})
}
