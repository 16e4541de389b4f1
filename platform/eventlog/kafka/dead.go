package kafka

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"tasklane/platform/eventlog"
	"tasklane/platform/telemetry"
)

const (
	// maxDead is how much of a dead record's value is kept: enough to see what it was, and it fits into any topic.
	maxDead = 256 << 10
	// buryWithin is how long one try to keep a dead record may take.
	buryWithin = 10 * time.Second
)

// decode reads a record's entry.
func decode(record *kgo.Record) (eventlog.Entry, error) {
	e, err := Decode(record.Value)
	if err == nil && string(record.Key) != e.Stream {
		err = fmt.Errorf("the record's key is not its stream, %q", e.Stream)
	}
	return e, err
}

// traceparent is the place in a trace that came with a record; empty for none.
func traceparent(record *kgo.Record) string {
	for _, h := range record.Headers {
		if h.Key == telemetry.TraceparentKey {
			return string(h.Value)
		}
	}
	return ""
}

// bury puts a record that cannot be read into the topic of the dead ones. It tries for as long as Kafka is away. Where
// it is there and refuses, the log's line has to do: what matters is that the rest flows. False is the end of ctx.
func (r *Reader) bury(ctx context.Context, client *kgo.Client, record *kgo.Record, reason error) bool {
	dead := deadRecord(r.topic, r.group, record, reason)
	for {
		within, cancel := context.WithTimeout(ctx, buryWithin)
		err := client.ProduceSync(within, dead).FirstErr()
		cancel()
		if ctx.Err() != nil && err != nil {
			return false
		}
		if errors.Is(err, context.DeadlineExceeded) {
			r.complain(ctx, "cannot keep a dead record yet", err)
			continue
		}
		r.observer.DeadLettered(r.name)
		r.logger.ErrorContext(ctx, "a record cannot be read and was passed over", "partition", record.Partition, "offset", record.Offset,
			"error", reason, "kept", err == nil)
		if err != nil {
			r.complain(ctx, "the topic of dead records does not take one", err)
		}
		return true
	}
}

func deadRecord(topic, group string, record *kgo.Record, reason error) *kgo.Record {
	headers := []kgo.RecordHeader{
		{Key: "reason", Value: []byte(reason.Error())},
		{Key: "topic", Value: []byte(topic)},
		{Key: "partition", Value: []byte(strconv.Itoa(int(record.Partition)))},
		{Key: "offset", Value: []byte(strconv.FormatInt(record.Offset, 10))},
		{Key: "group", Value: []byte(group)},
	}
	value := record.Value
	if len(value) > maxDead {
		headers = append(headers, kgo.RecordHeader{Key: "bytes", Value: []byte(strconv.Itoa(len(value)))})
		value = value[:maxDead]
	}
	key := record.Key[:min(len(record.Key), maxStream)]
	return &kgo.Record{Topic: topic + deadSuffix, Key: key, Value: value, Headers: headers}
}
