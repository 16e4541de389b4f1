package modules

import (
	"context"
	"maps"
	"slices"
	"strings"

	"tasklane/modules/task"
	"tasklane/platform/eventlog"
	"tasklane/platform/fault"
)

// Tail reads the log of one project, by its key, or of all, beginning with the last so many entries of each.
func (s *Site) Tail(ctx context.Context, projectKey string, last int) (*Tail, error) {
	t := &Tail{source: s.taskLog(), key: projectKey, seen: map[string]int64{}}
	ends, err := t.source.Ends(ctx)
	if err != nil {
		return nil, err
	}
	for stream, end := range ends {
		t.seen[stream] = max(0, end-int64(last))
	}
	return t, nil
}

// Tail goes along the log.
type Tail struct {
	source eventlog.Source
	key    string           // only this project's; empty: all
	seen   map[string]int64 // by stream: the last entry that was read
}

// tailPage is how many entries of a stream are read at once.
const tailPage = 500

// Next reads what came since: in order within a project, by time between them. None is the end for now.
func (t *Tail) Next(ctx context.Context) ([]task.Event, error) {
	for {
		entries, err := t.read(ctx)
		if err != nil || len(entries) == 0 {
			return nil, err
		}
		if found := t.events(entries); len(found) > 0 {
			return found, nil
		}
	}
}

func (t *Tail) read(ctx context.Context) ([]eventlog.Entry, error) {
	ends, err := t.source.Ends(ctx)
	if err != nil {
		return nil, err
	}
	var found []eventlog.Entry
	for _, stream := range slices.Sorted(maps.Keys(ends)) {
		if t.seen[stream] >= ends[stream] {
			continue
		}
		entries, err := t.source.Next(ctx, stream, t.seen[stream], tailPage)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			t.seen[stream] = e.Seq
		}
		found = append(found, entries...)
	}
	slices.SortStableFunc(found, func(a, b eventlog.Entry) int { return a.At.Compare(b.At) })
	return found, nil
}

// events leaves out what is not of the project that was asked for, and what is no event: the log of a newer version
// may hold what this one cannot read.
func (t *Tail) events(entries []eventlog.Entry) []task.Event {
	found := make([]task.Event, 0, len(entries))
	for _, entry := range entries {
		e, err := task.Record(entry).Event()
		if err == nil && (t.key == "" || e.Facts.ProjectKey == t.key) {
			found = append(found, e)
		}
	}
	return found
}

// DeadLetter is an entry that a consumer gave up on.
type DeadLetter struct {
	eventlog.DeadLetter
	Consumer string
}

// DeadLetters lists what the consumers of the log gave up on, the oldest first.
func (s *Site) DeadLetters(ctx context.Context) ([]DeadLetter, error) {
	var out []DeadLetter
	for _, consumer := range s.consumers() {
		for after, more := "", true; more; {
			letters, err := consumer.DeadLetters(ctx, after, tailPage)
			if err != nil {
				return nil, err
			}
			for _, l := range letters {
				out = append(out, DeadLetter{DeadLetter: l, Consumer: consumer.Name()})
				after = l.ID
			}
			more = len(letters) == tailPage
		}
	}
	slices.SortStableFunc(out, func(a, b DeadLetter) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// RetryDeadLetter hands one to its consumer again. NotFound.
func (s *Site) RetryDeadLetter(ctx context.Context, id string) error {
	for _, consumer := range s.consumers() {
		if err := consumer.Retry(ctx, id); !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return fault.Missing("dead letter")
}

// consumers are all that may have given up on an entry.
func (s *Site) consumers() []*eventlog.Consumer {
	return append(s.tasks.Consumers(), s.notifications.Consumers()...)
}
