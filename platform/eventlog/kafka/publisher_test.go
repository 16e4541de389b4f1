package kafka_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
)

func TestTheWholeLogIsPublishedInOrder(t *testing.T) {
	each(t, func(w world) {
		w.append("long", 150) // more than a load takes of one stream
		w.append("short", 1)
		looked := &lookout{}
		p := w.publisher(kafka.WithObserver(looked))
		eventlogtest.Start(w.T, p)
		w.untilPublished("long", 150)
		w.untilPublished("short", 1)
		w.append("short", 2)
		p.Nudge("short")
		w.untilPublished("short", 3)
		seqs := w.published()
		if len(seqs["long"]) != 150 || len(seqs["short"]) != 3 {
			w.Errorf("%d and %d records, want each entry once", len(seqs["long"]), len(seqs["short"]))
		}
		w.wantWhole(seqs["long"], 150)
		w.wantWhole(seqs["short"], 3)
		looked.until(w.T, "it says that nothing waits", func() bool { return looked.handled == 153 && looked.waiting == 0 && looked.age == 0 })
	})
}

func TestQ6_TwoPublishersLoseNothingAndKeepTheOrder(t *testing.T) {
	each(t, func(w world) {
		const streams, entries = 4, 40
		publishers := []*kafka.Publisher{w.publisher(), w.publisher()}
		for _, p := range publishers {
			eventlogtest.Start(w.T, p)
		}
		var writers sync.WaitGroup
		for i := range streams {
			writers.Go(func() {
				stream := fmt.Sprint("s", i)
				for range entries {
					w.append(stream, 1)
					for _, p := range publishers {
						p.Nudge(stream)
					}
				}
			})
		}
		writers.Wait()
		for i := range streams {
			w.untilPublished(fmt.Sprint("s", i), entries)
		}
		seqs := w.published()
		for i := range streams {
			w.wantWhole(seqs[fmt.Sprint("s", i)], entries)
		}
	})
}

func TestQ3_APublisherThatDiedBetweenTheAckAndThePositionRepeats(t *testing.T) {
	each(t, func(w world) {
		w.append("s", 5)
		stop := eventlogtest.Start(w.T, w.publisher())
		w.untilPublished("s", 5)
		stop()
		rewind(w, "s", 3)
		w.append("s", 2)
		eventlogtest.Start(w.T, w.publisher())
		w.untilPublished("s", 7)
		seqs := w.published()["s"]
		if len(seqs) != 9 {
			w.Errorf("%d records, want the 7 entries and 2 of them again", len(seqs))
		}
		w.wantWhole(seqs, 7)
	})
}

// rewind puts the publisher's position back.
func rewind(w world, stream string, seq int64) {
	w.Helper()
	err := w.db.Write(w.Context(), func(ctx context.Context, tx *database.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE test_positions SET seq = $1 WHERE consumer = $2 AND stream = $3", seq, topic, stream)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
}

// appendSized writes an entry of about this many bytes, which no compression makes small.
func appendSized(w world, stream string, size int) {
	w.Helper()
	var noise strings.Builder
	for i := 0; noise.Len() < size; i++ {
		fmt.Fprintf(&noise, "%x", time.Now().UnixNano()*int64(i+1)*2654435761)
	}
	body, err := json.Marshal(map[string]string{"noise": noise.String()})
	if err != nil {
		w.Fatal(err)
	}
	err = w.db.Write(w.Context(), func(ctx context.Context, tx *database.Tx) error {
		turn, err := w.log.Begin(ctx, tx, stream)
		if err != nil {
			return err
		}
		_, err = turn.Append(ctx, eventlog.Entry{Stream: stream, Type: "HAPPENED", Body: body})
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
}

func TestQ5_AnEntryThatKafkaRefusesGoesToTheDeadLetters(t *testing.T) {
	for name, c := range map[string]struct {
		limit string
		size  int
	}{
		"by the client": {"1048588", 3 << 20},
		"by the broker": {"4000", 100_000},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(w world) {
				kafkatest.Set(w.T, w.c, topic, "max.message.bytes", c.limit)
				w.append("s", 2)
				appendSized(w, "s", c.size)
				w.append("s", 2)
				w.append("other", 2)
				looked := &lookout{}
				p := w.publisher(kafka.WithObserver(looked))
				eventlogtest.Start(w.T, p)
				w.untilPublished("s", 5)
				w.untilPublished("other", 2)
				seqs := w.published()
				w.wantWhole(seqs["s"], 5, 3)
				w.wantWhole(seqs["other"], 2)
				letters, err := p.Outbox().DeadLetters(w.Context(), "", 10)
				if err != nil || len(letters) != 1 || letters[0].Entry.Seq != 3 || !strings.Contains(letters[0].Reason, "MESSAGE_TOO_LARGE") {
					w.Errorf("%d dead letters, %+v, %v", len(letters), letters, err)
				}
				looked.until(w.T, "the observer hears of it", func() bool { return looked.dead == 1 })
			})
		})
	}
}

func TestADeadLetterIsPublishedWhenItIsRetried(t *testing.T) {
	each(t, func(w world) {
		kafkatest.Set(w.T, w.c, topic, "max.message.bytes", "4000")
		appendSized(w, "s", 100_000)
		p := w.publisher()
		eventlogtest.Start(w.T, p)
		w.untilPublished("s", 1)
		kafkatest.Set(w.T, w.c, topic, "max.message.bytes", "1048588")
		letters, err := p.Outbox().DeadLetters(w.Context(), "", 10)
		if err != nil || len(letters) != 1 {
			w.Fatalf("%d dead letters, %v", len(letters), err)
		}
		eventlogtest.Eventually(w.T, "it is published", func() bool { return p.Outbox().Retry(w.Context(), letters[0].ID) == nil })
		w.wantWhole(w.published()["s"], 1)
	})
}
