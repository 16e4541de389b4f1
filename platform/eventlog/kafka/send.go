package kafka

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"

	"github.com/twmb/franz-go/pkg/kerr"
	"github.com/twmb/franz-go/pkg/kgo"

	"tasklane/platform/eventlog"
	"tasklane/platform/telemetry"
)

var (
	// errNoForm is of an entry that cannot be put into a record's form, now or ever.
	errNoForm = errors.New("the entry has no form as a record")
	// errUnanswered is of an entry of which nobody knows whether it is in the topic.
	errUnanswered = errors.New("no answer from Kafka yet")
)

// send publishes entries and waits until each is acknowledged or refused, for as long as ctx lasts: a Kafka that is
// away is waited for. It gives each entry's error, in their order.
func (p *Publisher) send(ctx context.Context, entries []eventlog.Entry) []error {
	var mu sync.Mutex
	errs := make([]error, len(entries))
	for i := range errs {
		errs[i] = errUnanswered
	}
	answer := func(i int, err error) {
		mu.Lock()
		defer mu.Unlock()
		errs[i] = err
	}
	for i, e := range entries {
		record, err := p.record(e)
		if err != nil {
			answer(i, err)
			continue
		}
		in, span := p.tracer.Publish(ctx, p.name, e.ID)
		if at := telemetry.Traceparent(in); at != "" {
			record.Headers = append(record.Headers, kgo.RecordHeader{Key: telemetry.TraceparentKey, Value: []byte(at)})
		}
		p.client.Produce(ctx, record, func(_ *kgo.Record, err error) {
			span.Fail(err)
			answer(i, err)
		})
	}
	if err := p.client.Flush(ctx); err != nil {
		p.complain(ctx, "cannot wait for Kafka any longer", err)
	}
	mu.Lock()
	defer mu.Unlock()
	return slices.Clone(errs) // an answer that comes too late finds the other one
}

func (p *Publisher) record(e eventlog.Entry) (*kgo.Record, error) {
	value, err := Encode(p.module, p.name, e)
	if err != nil {
		return nil, errors.Join(errNoForm, err)
	}
	return &kgo.Record{
		Key: []byte(e.Stream), Value: value,
		Headers: []kgo.RecordHeader{{Key: "content-type", Value: []byte(contentType)}},
	}, nil
}

// byStream gives the entries of each stream with their errors; both are in order, a stream after the other.
func byStream(entries []eventlog.Entry, errs []error) iter.Seq2[[]eventlog.Entry, []error] {
	return func(yield func([]eventlog.Entry, []error) bool) {
		for begin := 0; begin < len(entries); {
			end := begin + 1
			for end < len(entries) && entries[end].Stream == entries[begin].Stream {
				end++
			}
			if !yield(entries[begin:end], errs[begin:end]) {
				return
			}
			begin = end
		}
	}
}

// acknowledged counts the entries before the first that is not.
func acknowledged(errs []error) int {
	for i, err := range errs {
		if err != nil {
			return i
		}
	}
	return len(errs)
}

// forGood says whether another try would end the same way: the entry, or a batch that it was in, is too large for the topic or
// not fit for it.
func forGood(err error) bool {
	for _, reason := range []error{errNoForm, kerr.MessageTooLarge, kerr.RecordListTooLarge, kerr.InvalidRecord} {
		if errors.Is(err, reason) {
			return true
		}
	}
	return false
}

// oneByOne publishes entries of a stream of which one was refused, each alone: what Kafka refuses is a batch, and which
// of its entries is at fault shows only this way. That one goes to the dead letters.
func (p *Publisher) oneByOne(ctx context.Context, entries []eventlog.Entry) bool {
	for _, e := range entries {
		err := p.send(ctx, []eventlog.Entry{e})[0]
		switch {
		case err == nil:
			err = p.moved(ctx, []eventlog.Entry{e}, []eventlog.Move{{Stream: e.Stream, From: e.Seq - 1, To: e.Seq}})
		case forGood(err):
			err = p.bury(ctx, e, err)
		}
		if err != nil {
			p.complain(ctx, "cannot publish", err, "stream", e.Stream, "seq", e.Seq)
			return false
		}
	}
	return true
}

// bury puts an entry to the dead letters, unless another publisher has done so.
func (p *Publisher) bury(ctx context.Context, e eventlog.Entry, reason error) error {
	buried, err := p.outbox.Bury(ctx, e.Seq-1, e, 1, reason)
	if buried {
		p.observer.DeadLettered(p.name)
		p.logger.ErrorContext(ctx, "an entry was refused and went to the dead letters", "stream", e.Stream, "seq", e.Seq, "type", e.Type, "error", reason)
	}
	return err
}
