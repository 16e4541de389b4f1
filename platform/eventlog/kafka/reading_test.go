package kafka_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
	"tasklane/platform/eventlog/local"
)

// reader makes one that does not run.
func (w world) reader(h eventlog.Handler, options ...kafka.Option) *kafka.Reader {
	return kafka.NewReader(w.c, topic, eventlog.NewConsumer(w.db, eventlogtest.Module, h), append([]kafka.Option{
		kafka.WithPoll(20 * time.Millisecond), kafka.Handling(local.WithTries(5, time.Millisecond)),
	}, options...)...)
}

// entry is one that no log has.
func entry(stream string, seq int64) eventlog.Entry {
	return eventlog.Entry{Stream: stream, Seq: seq, ID: fmt.Sprint(stream, seq), Type: "HAPPENED", At: time.Now()}
}

// record is what a publisher would write of an entry.
func record(t *testing.T, e eventlog.Entry) *kgo.Record {
	t.Helper()
	value, err := kafka.Encode("test", topic, e)
	if err != nil {
		t.Fatal(err)
	}
	return &kgo.Record{Key: []byte(e.Stream), Value: value}
}

func (w world) produce(entries ...eventlog.Entry) {
	w.Helper()
	var records []*kgo.Record
	for _, e := range entries {
		records = append(records, record(w.T, e))
	}
	kafkatest.Produce(w.T, w.c, topic, records...)
}

// effects are the numbers of the entries of a stream that have had an effect, in order.
func (w world) effects(h eventlog.Handler, stream string) []int64 {
	w.Helper()
	var seqs []int64
	err := w.db.Read().Select(w.Context(), &seqs, "SELECT seq FROM test_effects WHERE consumer = $1 AND stream = $2 ORDER BY before, seq", h.Name(), stream)
	if err != nil {
		w.Fatal(err)
	}
	return seqs
}

func (w world) wantEffects(h eventlog.Handler, stream string, want ...int64) {
	w.Helper()
	if got := w.effects(h, stream); !slices.Equal(got, want) {
		w.Errorf("effects of %s: %v, want %v", stream, got, want)
	}
}

func TestQ4_ARecordThatComesTwiceHasOneEffect(t *testing.T) {
	each(t, func(w world) {
		h, looked := &eventlogtest.Recorder{As: "handler"}, &lookout{}
		w.produce(entry("s", 1), entry("s", 2), entry("s", 2), entry("s", 1), entry("s", 3), entry("s", 2), entry("s", 4))
		stop := eventlogtest.Start(w.T, w.reader(h, kafka.WithObserver(looked)))
		untilPosition(w, h, "s", 4)
		looked.until(w.T, "the repeats are counted", func() bool { return looked.repeated == 3 && looked.handled == 4 })
		stop()
		kafkatest.Rewind(w.T, w.c, "handler")
		w.produce(entry("s", 5))
		eventlogtest.Start(w.T, w.reader(h, kafka.WithObserver(looked)))
		untilPosition(w, h, "s", 5)
		w.wantEffects(h, "s", 1, 2, 3, 4, 5)
	})
}

func TestNumbersThatNeverComeArePassedAndCounted(t *testing.T) {
	each(t, func(w world) {
		h, looked := &eventlogtest.Recorder{As: "handler"}, &lookout{}
		eventlogtest.Start(w.T, w.reader(h, kafka.WithObserver(looked)))
		w.produce(entry("s", 57), entry("s", 58)) // the first that comes is the start
		untilPosition(w, h, "s", 58)
		w.produce(entry("s", 61), entry("s", 62), entry("s", 60))
		untilPosition(w, h, "s", 62)
		looked.until(w.T, "the missing ones are counted", func() bool { return looked.skipped == 2 && looked.handled == 4 })
		w.wantEffects(h, "s", 57, 58, 61, 62)
	})
}

func TestQ5_ARecordThatCannotBeReadGoesToTheDeadOnes(t *testing.T) {
	each(t, func(w world) {
		kafkatest.Set(w.T, w.c, topic, "max.message.bytes", "20000000")
		altered := func(from, to string) *kgo.Record {
			r := record(w.T, entry("s", 2))
			r.Value = []byte(strings.Replace(string(r.Value), from, to, 1))
			return r
		}
		bad := map[string]*kgo.Record{
			"no CloudEvent":     {Key: []byte("s"), Value: []byte(`{"specversion": "1.0", `)},
			"unexpected end":    {Key: []byte("s")},
			`version "2.0"`:     altered(`"specversion":"1.0"`, `"specversion":"2.0"`),
			`version "9"`:       altered(topic+":1", topic+":9"),
			"seq is 0":          altered(`"seq":2`, `"seq":0`),
			"lacks an id":       altered(`"id":"s2"`, `"id":""`),
			"nobody can keep":   altered(`"stream":"s"`, `"stream":"s\u0000"`),
			"not its stream":    altered(`"stream":"s"`, `"stream":"t"`),
			"has 5242881 bytes": {Key: []byte("s"), Value: []byte(`"` + strings.Repeat("x", 5<<20-1) + `"`)},
		}
		h, looked := &eventlogtest.Recorder{As: "handler"}, &lookout{}
		w.produce(entry("s", 1))
		for _, r := range bad {
			kafkatest.Produce(w.T, w.c, topic, r)
		}
		began := time.Now()
		w.produce(entry("s", 2))
		eventlogtest.Start(w.T, w.reader(h, kafka.WithObserver(looked)))
		untilPosition(w, h, "s", 2)
		if took := time.Since(began); took > 5*time.Second {
			w.Errorf("what came after them was held up for %v", took)
		}
		dead := kafkatest.Records(w.T, w.c, topic+".dead")
		for reason, r := range bad {
			found := slices.ContainsFunc(dead, func(d *kgo.Record) bool {
				header := headers(d)
				cut := len(r.Value) > 1<<20 && header["bytes"] != ""
				return strings.Contains(header["reason"], reason) && header["topic"] == w.c.Prefix+topic && header["group"] == w.c.Prefix+"handler" &&
					header["offset"] == fmt.Sprint(r.Offset) && header["partition"] == fmt.Sprint(r.Partition) && string(d.Key) == "s" &&
					(cut || string(d.Value) == string(r.Value))
			})
			if !found {
				w.Errorf("no dead record says %q", reason)
			}
		}
		if len(dead) != len(bad) {
			w.Errorf("%d dead records, want %d", len(dead), len(bad))
		}
		looked.until(w.T, "they are counted", func() bool { return looked.dead == int64(len(bad)) })
		eventlogtest.Eventually(w.T, "they are committed", func() bool {
			return kafkatest.Committed(w.T, w.c, "handler", topic) == int64(len(bad)+2)
		})
		w.wantEffects(h, "s", 1, 2)
	})
}

func headers(r *kgo.Record) map[string]string {
	found := map[string]string{}
	for _, h := range r.Headers {
		found[h.Key] = string(h.Value)
	}
	return found
}

func TestQ5_WithoutATopicForDeadRecordsTheRestFlows(t *testing.T) {
	each(t, func(w world) {
		kafkatest.Remove(w.T, w.c, topic+".dead")
		kafkatest.Produce(w.T, w.c, topic, &kgo.Record{Key: []byte("s"), Value: []byte("no JSON")})
		w.produce(entry("s", 1))
		h := &eventlogtest.Recorder{As: "handler"}
		eventlogtest.Start(w.T, w.reader(h))
		untilPosition(w, h, "s", 1)
	})
}

func TestOffsetsAreCommittedBehindTheEffects(t *testing.T) {
	each(t, func(w world) {
		looked, entered, leave := &lookout{}, make(chan struct{}), make(chan struct{})
		h := &eventlogtest.Recorder{As: "handler", After: func(ctx context.Context, e eventlog.Entry) error {
			if e.Seq != 2 {
				return nil
			}
			close(entered)
			select {
			case <-leave:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}}
		r := kafka.NewReader(w.c, topic, eventlog.NewConsumer(w.db, eventlogtest.Module, h, eventlog.WithTimeout(time.Minute)),
			kafka.WithPoll(20*time.Millisecond), kafka.WithObserver(looked), kafka.Handling(local.WithBatch(1)))
		w.produce(entry("s", 1), entry("s", 2), entry("s", 3))
		eventlogtest.Start(w.T, r)
		<-entered
		eventlogtest.Eventually(w.T, "the first is committed", func() bool { return kafkatest.Committed(w.T, w.c, "handler", topic) == 1 })
		close(leave)
		eventlogtest.Eventually(w.T, "all are committed", func() bool { return kafkatest.Committed(w.T, w.c, "handler", topic) == 3 })
		looked.note(func() {
			if looked.handled != 3 || looked.repeated != 0 {
				w.Errorf("%d were handled and %d repeated", looked.handled, looked.repeated)
			}
		})
		w.wantEffects(h, "s", 1, 2, 3)
	})
}

func TestQ6_MembersThatComeAndGoMakeEachEffectOnce(t *testing.T) {
	each(t, func(w world) {
		const streams, entries = 6, 60
		h := &eventlogtest.Recorder{As: "handler"}
		publishers := []*kafka.Publisher{w.publisher(), w.publisher()}
		for _, p := range publishers {
			eventlogtest.Start(w.T, p)
		}
		stopFirst := eventlogtest.Start(w.T, w.reader(h))
		var writers sync.WaitGroup
		half := make(chan struct{})
		for i := range streams {
			writers.Go(func() {
				for n := range entries {
					if n == entries/2 {
						<-half
					}
					w.append(fmt.Sprint("s", i), 1)
					for _, p := range publishers {
						p.Nudge(fmt.Sprint("s", i))
					}
				}
			})
		}
		untilPosition(w, h, "s0", 1)
		eventlogtest.Start(w.T, w.reader(h))
		eventlogtest.Eventually(w.T, "both have partitions", func() bool { return kafkatest.Members(w.T, w.c, "handler") == 2 })
		close(half)
		stopFirst()
		writers.Wait()
		for i := range streams {
			untilPosition(w, h, fmt.Sprint("s", i), entries)
			eventlogtest.WantEffects(w.T, w.db, h, fmt.Sprint("s", i), entries)
		}
	})
}

func TestAnOfferIsTakenAndItsRecordIsARepeat(t *testing.T) {
	each(t, func(w world) {
		h, looked := &eventlogtest.Recorder{As: "handler"}, &lookout{}
		r := w.reader(h, kafka.WithObserver(looked))
		if taken, err := r.Offer(w.Context(), entry("s", 1)); taken || err != nil {
			w.Errorf("before it runs: %v, %v", taken, err)
		}
		eventlogtest.Start(w.T, r)
		eventlogtest.Eventually(w.T, "an offer is taken", func() bool {
			taken, err := r.Offer(w.Context(), entry("s", 1))
			return taken && err == nil
		})
		if taken, err := r.Offer(w.Context(), entry("s", 3)); taken || err != nil {
			w.Errorf("one that is not next: %v, %v", taken, err)
		}
		w.produce(entry("s", 1), entry("s", 2), entry("s", 3))
		untilPosition(w, h, "s", 3)
		looked.until(w.T, "its record is a repeat", func() bool { return looked.repeated == 1 })
		w.wantEffects(h, "s", 1, 2, 3)
	})
}

func TestTheReaderTellsHowFarItIsBehind(t *testing.T) {
	each(t, func(w world) {
		h, looked := &eventlogtest.Recorder{As: "handler", After: func(_ context.Context, e eventlog.Entry) error {
			if e.Seq == 1 {
				return errors.New("not yet")
			}
			return nil
		}}, &lookout{}
		old := entry("s", 1)
		old.At = time.Now().Add(-time.Hour)
		w.produce(old, entry("s", 2), entry("s", 3))
		eventlogtest.Start(w.T, w.reader(h, kafka.WithObserver(looked), kafka.Handling(local.WithTries(5, time.Second))))
		looked.until(w.T, "three wait, one for an hour", func() bool { return looked.waiting == 3 && looked.age >= time.Hour })
		untilPosition(w, h, "s", 3)
		looked.until(w.T, "nothing waits", func() bool { return looked.waiting == 0 && looked.age == 0 })
	})
}
