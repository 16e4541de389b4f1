package kafka_test

import (
	"fmt"
	"testing"
	"time"

	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
)

func TestQ3_TheLogDrainsWhenKafkaIsThere(t *testing.T) {
	const streams, entries = 5, 100
	onOwn(t, func(w world, b *kafkatest.Broker) {
		// There is no Kafka and no topic: what is done is acknowledged all the same, and the position lags.
		looked, h := &lookout{}, &eventlogtest.Recorder{As: "handler"}
		p := w.publisher(kafka.WithObserver(looked))
		eventlogtest.Start(w.T, p)
		eventlogtest.Start(w.T, w.reader(h))
		for i := range streams {
			w.append(fmt.Sprint("s", i), entries)
			p.Nudge(fmt.Sprint("s", i))
		}
		looked.until(w.T, "it says how much waits", func() bool { return looked.waiting == streams*entries && looked.age > 0 })

		b.Start(w.T)
		kafkatest.CreateTopics(w.T, w.c, topic)
		began := time.Now()
		for i := range streams {
			w.untilPublished(fmt.Sprint("s", i), entries)
			untilPosition(w, h, fmt.Sprint("s", i), entries)
		}
		if took := time.Since(began); took > 30*time.Second {
			w.Errorf("it took %v", took)
		}
		seqs := w.published()
		for i := range streams {
			w.wantWhole(seqs[fmt.Sprint("s", i)], entries)
			eventlogtest.WantEffects(w.T, w.db, h, fmt.Sprint("s", i), entries)
		}
		looked.until(w.T, "nothing waits", func() bool { return looked.waiting == 0 })
	})
}

func TestQ27_AKafkaThatIsKilledAndComesBackMissesNothing(t *testing.T) {
	const before, during, streams = 50, 40, 40 // more streams and entries than a load has
	onOwn(t, func(w world, b *kafkatest.Broker) {
		b.Start(w.T)
		kafkatest.CreateTopics(w.T, w.c, topic)
		looked, h := &lookout{}, &eventlogtest.Recorder{As: "handler"}
		p := w.publisher(kafka.WithObserver(looked))
		eventlogtest.Start(w.T, p)
		eventlogtest.Start(w.T, w.reader(h))
		w.append("s", before)
		p.Nudge("s")
		untilPosition(w, h, "s", 1)
		b.Kill(w.T) // perhaps with a load on its way

		for i := range streams {
			w.append(fmt.Sprint("s", i), during)
			p.Nudge(fmt.Sprint("s", i))
		}
		looked.until(w.T, "it says how much waits", func() bool { return looked.waiting >= streams*during && looked.age > 0 })
		if n := p.Buffered(); n == 0 || n > kafka.MostBuffered {
			w.Errorf("%d records wait in memory, where a load of at most %d waits for Kafka", n, kafka.MostBuffered)
		}

		b.Start(w.T)
		began := time.Now()
		for i := range streams {
			w.untilPublished(fmt.Sprint("s", i), during)
			untilPosition(w, h, fmt.Sprint("s", i), during)
		}
		if took := time.Since(began); took > 30*time.Second {
			w.Errorf("it took %v", took)
		}
		seqs := w.published()
		w.wantWhole(seqs["s"], before)
		eventlogtest.WantEffects(w.T, w.db, h, "s", before)
		for i := range streams {
			w.wantWhole(seqs[fmt.Sprint("s", i)], during)
			eventlogtest.WantEffects(w.T, w.db, h, fmt.Sprint("s", i), during)
		}
	})
}

func TestWithoutKafkaEverythingStopsInTime(t *testing.T) {
	onOwn(t, func(w world, b *kafkatest.Broker) {
		b.Start(w.T)
		kafkatest.CreateTopics(w.T, w.c, topic)
		h, looked := &eventlogtest.Recorder{As: "handler"}, &lookout{}
		p := w.publisher(kafka.WithObserver(looked))
		stops := map[string]func(){
			"the publisher": eventlogtest.Start(w.T, p),
			"the reader":    eventlogtest.Start(w.T, w.reader(h)),
			"the tap":       eventlogtest.Start(w.T, tap{kafka.NewTap(w.c, "tap", []string{topic}, (&seen{}).show)}),
		}
		w.append("s", 10)
		p.Nudge("s")
		untilPosition(w, h, "s", 10)
		looked.until(w.T, "the publisher knows it too", func() bool { return looked.handled == 10 }) // who reads a topic may be told first
		b.Kill(w.T)
		w.append("s", 1)
		p.Nudge("s")
		looked.until(w.T, "something waits", func() bool { return looked.waiting == 1 })
		for name, stop := range stops {
			began := time.Now()
			stop()
			if took := time.Since(began); took > 6*time.Second {
				w.Errorf("%s took %v to stop", name, took)
			}
		}
	})
}
