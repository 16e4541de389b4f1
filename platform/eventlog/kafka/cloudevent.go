package kafka

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"tasklane/platform/eventlog"
)

const (
	// contentType is what CloudEvents calls an event that is JSON as a whole.
	contentType = "application/cloudevents+json; charset=UTF-8"
	specVersion = "1.0"
	// formVersion is of the form of our data. It grows when a reader of the one before would misunderstand; what is
	// only added needs no new one.
	formVersion = "1"
	// maxValue is how many bytes of a record are worth decoding: more than fits in any batch that we send.
	maxValue = 1 << 20
	// maxStream is more bytes than the name of a stream has; beyond it no index would take it.
	maxStream = 200
)

// cloudEvent is an entry in the JSON format of CloudEvents 1.0. Stream, seq and actor are extension attributes.
type cloudEvent struct {
	SpecVersion     string    `json:"specversion"`
	ID              string    `json:"id"`
	Source          string    `json:"source"`
	Type            string    `json:"type"`
	Subject         string    `json:"subject,omitempty"`
	Time            time.Time `json:"time"`
	DataContentType string    `json:"datacontenttype"`
	DataSchema      string    `json:"dataschema"`
	Stream          string    `json:"stream"`
	Seq             int64     `json:"seq"`
	Actor           string    `json:"actor,omitempty"`
	Data            struct {
		Changes json.RawMessage `json:"changes"`
		Body    json.RawMessage `json:"body"`
	} `json:"data"`
}

// Encode is the value of an entry's record: source says whose log it is from, schema names the form of the topic's
// data. It fails when the entry's parts are not JSON.
func Encode(module, topic string, e eventlog.Entry) ([]byte, error) {
	c := cloudEvent{
		SpecVersion: specVersion, ID: e.ID, Source: "/tasklane/" + module, Type: e.Type, Subject: e.Subject, Time: e.At.UTC(),
		DataContentType: "application/json", DataSchema: "urn:tasklane:" + topic + ":" + formVersion,
		Stream: e.Stream, Seq: e.Seq, Actor: e.Actor,
	}
	c.Data.Changes, c.Data.Body = e.Changes, e.Body
	var value bytes.Buffer
	encoder := json.NewEncoder(&value)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(c); err != nil {
		return nil, fmt.Errorf("entry %d of %s as a CloudEvent: %w", e.Seq, e.Stream, err)
	}
	return bytes.TrimSuffix(value.Bytes(), []byte("\n")), nil
}

// Decode reads what Encode has made, and what later versions will: attributes and fields that it does not know are
// passed over, and the type is its reader's business. An error says why the record is none of ours.
func Decode(value []byte) (eventlog.Entry, error) {
	if len(value) > maxValue {
		return eventlog.Entry{}, fmt.Errorf("the record has %d bytes", len(value))
	}
	var c cloudEvent
	if err := json.Unmarshal(value, &c); err != nil {
		return eventlog.Entry{}, fmt.Errorf("the record is no CloudEvent: %w", err)
	}
	if err := c.check(); err != nil {
		return eventlog.Entry{}, err
	}
	e := eventlog.Entry{
		Stream: c.Stream, Seq: c.Seq, ID: c.ID, Type: c.Type, Subject: c.Subject, Actor: c.Actor, At: c.Time.UTC(),
		Changes: c.Data.Changes, Body: c.Data.Body,
	}
	if len(e.Changes) == 0 {
		e.Changes = json.RawMessage("[]")
	}
	if len(e.Body) == 0 {
		e.Body = json.RawMessage("{}")
	}
	return e, nil
}

func (c cloudEvent) check() error {
	version := c.DataSchema[strings.LastIndexByte(c.DataSchema, ':')+1:]
	switch {
	case c.SpecVersion != specVersion:
		return fmt.Errorf("the record is a CloudEvent of the version %q, not %s", c.SpecVersion, specVersion)
	case version != formVersion:
		return fmt.Errorf("the record's data is of the version %q, not %s", version, formVersion)
	case c.ID == "" || c.Type == "" || c.Time.IsZero():
		return errors.New("the record lacks an id, a type or a time")
	case c.Seq < 1:
		return fmt.Errorf("the record's seq is %d", c.Seq)
	case c.Stream == "" || len(c.Stream) > maxStream || strings.ContainsRune(c.Stream, 0):
		return errors.New("the record has no stream, or one that nobody can keep")
	}
	return nil
}
