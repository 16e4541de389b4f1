package task

import (
	"encoding/json"
	"fmt"
	"time"
)

// Record is an event in the form of a log's entry, field by field, so that a reader of the log turns one into
// the other by a conversion: task.Record(entry).Event(). The stream is the project, the subject the task.
type Record struct {
	Stream  string
	Seq     int64
	ID      string
	Type    string
	Subject string
	Actor   string
	At      time.Time
	Changes json.RawMessage // []Change
	Body    json.RawMessage // what follows of an Event: a JSON object
}

// body is the part of an event that the log has no column for.
type body struct {
	TaskVersion int    `json:"taskVersion,omitempty"`
	CommentID   string `json:"commentId,omitempty"`
	UserID      string `json:"userId,omitempty"`
	Facts       Facts  `json:"facts"`
}

// Record is the event as a log keeps it.
func (e Event) Record() (Record, error) {
	r := Record{
		Stream: e.ProjectID, Seq: e.Seq, ID: e.ID, Type: string(e.Type), Subject: e.TaskID, Actor: e.ActorID, At: e.At,
		Changes: json.RawMessage("[]"),
	}
	var err error
	if len(e.Changes) > 0 {
		if r.Changes, err = json.Marshal(e.Changes); err != nil {
			return Record{}, fmt.Errorf("changes of event %s: %w", e.ID, err)
		}
	}
	r.Body, err = json.Marshal(body{e.TaskVersion, e.CommentID, e.UserID, e.Facts})
	if err != nil {
		return Record{}, fmt.Errorf("body of event %s: %w", e.ID, err)
	}
	return r, nil
}

// Event reads what Event.Record made. The entries of a purged task have lost their changes and their body.
func (r Record) Event() (Event, error) {
	e := Event{
		ID: r.ID, ProjectID: r.Stream, Seq: r.Seq, Type: EventType(r.Type), TaskID: r.Subject, ActorID: r.Actor, At: r.At.UTC(),
	}
	if len(r.Changes) > 0 {
		if err := json.Unmarshal(r.Changes, &e.Changes); err != nil {
			return Event{}, fmt.Errorf("changes of event %s: %w", r.ID, err)
		}
		if len(e.Changes) == 0 {
			e.Changes = nil
		}
	}
	if len(r.Body) > 0 {
		var b body
		if err := json.Unmarshal(r.Body, &b); err != nil {
			return Event{}, fmt.Errorf("body of event %s: %w", r.ID, err)
		}
		e.TaskVersion, e.CommentID, e.UserID, e.Facts = b.TaskVersion, b.CommentID, b.UserID, b.Facts
	}
	return e, nil
}
