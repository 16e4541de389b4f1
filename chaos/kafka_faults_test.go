package chaos

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tasklane/platform/eventlog/kafka/kafkatest"
)

func TestQ3_Q27_WithoutKafkaNothingStopsAndAfterwardsAllFlows(t *testing.T) {
	exercise(t, apart, func(d *drill) {
		killKafka(d)
		d.loads[0].rest()
		d.loads[0].isPublished(t, d.broker)
	})
}
func TestQ28_ASlowKafkaSlowsNobody(t *testing.T)           { exercise(t, apart, slowKafka) }
func TestQ4_WhatKafkaSaysAgainIsNotToldAgain(t *testing.T) { exercise(t, apart, rewindKafka) }

// killKafka has it away while hundreds of operations are acknowledged, and those end who wait for it with what they have not
// got rid of.
func killKafka(d *drill) {
	l, before := d.loads[0], d.resources()
	lag := func() (total float64) {
		for _, p := range d.split.tasks {
			total = max(total, p.metric(d, "tasklane_events_lag"))
		}
		return total
	}
	d.unnoticed("Kafka is killed", func() {
		d.broker.kill()
		done := l.ledger.acknowledged()
		must(d, time.Minute, "500 operations without Kafka", func() bool { return l.ledger.acknowledged() >= done+500 })
		for _, p := range slices.Concat(d.split.tasks, d.split.notifications) {
			must(d, normalWithin, p.name+" says that it works without Kafka", func() bool { return p.lacks("kafka", true) })
		}
		if !eventually(normalWithin, func() bool { return lag() >= 400 }) {
			d.Errorf("500 operations wait for Kafka, and the metric of the lag says %v", lag())
		}
		for _, p := range d.split.tasks {
			p.roll(d)
		}
		d.broker.start(d)
	})
	if !eventually(30*time.Second, func() bool { return lag() < 50 }) {
		d.Errorf("30 s after Kafka is back, %v entries wait", lag())
	}
	d.nothingLeaks(before)
}

// isPublished demands that the topic has each event of the project's log, in its order.
func (l *load) isPublished(t *testing.T, b *broker) {
	t.Helper()
	history, err := l.history(t.Context(), l.deployment.reader, 0)
	if err != nil {
		t.Fatal(err)
	}
	var seen map[int]string
	inOrder := false
	if !eventually(30*time.Second, func() bool {
		seen, inOrder = l.published(t, b)
		return len(seen) >= len(history)
	}) {
		t.Errorf("of %d events %d are in the topic", len(history), len(seen))
	}
	for _, e := range history {
		if seen[e.Seq] != e.ID {
			t.Fatalf("event %d is %s, and %q in the topic", e.Seq, e.ID, seen[e.Seq])
		}
	}
	if !inOrder {
		t.Error("in the topic an event stands before an earlier one that had not been there yet")
	}
}

// published are the ids of the project's events in the topic, by their number, and whether each came first after the one
// before it.
func (l *load) published(t *testing.T, b *broker) (ids map[int]string, inOrder bool) {
	t.Helper()
	ids, inOrder = map[int]string{}, true
	for _, r := range kafkatest.Records(t, b.past, "task-events") {
		if string(r.Key) != l.project {
			continue
		}
		var e struct {
			ID  string
			Seq int
		}
		if err := json.Unmarshal(r.Value, &e); err != nil {
			t.Fatal(err)
		}
		if _, again := ids[e.Seq]; !again && e.Seq != len(ids)+1 {
			inOrder = false
		}
		ids[e.Seq] = e.ID
	}
	return ids, inOrder
}

// slowKafka makes its answers late and its line narrow. When writes are slower than usual meanwhile it looks again, twice: what
// a machine does beside this is over at some time, and a write that waits for Kafka waits each time.
func slowKafka(d *drill) {
	const looks, scatter = 3, 50 * time.Millisecond // of a few hundred requests the slowest scatter
	for range looks {
		usual, slow := d.writesBesideSlowKafka()
		d.Logf("99 of 100 writes take less than %s while Kafka is slow, and %s otherwise", slow, usual)
		if slow <= 2*usual+scatter {
			return
		}
	}
	d.Error("while Kafka is slow writes are")
}

// writesBesideSlowKafka is what 99 of 100 writes take at most, before Kafka becomes slow and then.
func (d *drill) writesBesideSlowKafka() (usual, slow time.Duration) {
	d.Helper()
	const long = 5 * time.Second
	l, began := d.loads[0], time.Now()
	wait(d.Context(), long)
	usual = l.slowest(began)
	d.unnoticed("Kafka is slow", func() {
		defer d.broker.proxy.poison(narrow(10), delay(2000, 0))()
		wait(d.Context(), time.Second)
		began = time.Now()
		wait(d.Context(), long)
		slow = l.slowest(began)
	})
	return usual, slow
}

// slowest is what 99 of 100 writes since then have taken at most.
func (l *load) slowest(since time.Time) time.Duration {
	var took []time.Duration
	for _, a := range l.ledger.since(since) {
		if a.write {
			took = append(took, a.took)
		}
	}
	slices.Sort(took)
	if len(took) == 0 {
		return 0
	}
	return took[len(took)*99/100]
}

// rewindKafka has the notification module's group begin again at the oldest record.
func rewindKafka(d *drill) {
	repeated := func() (total float64) {
		for _, p := range d.split.notifications {
			total += p.metric(d, "tasklane_events_total", `consumer="notification"`, `outcome="repeated"`)
		}
		return total
	}
	d.outage("Kafka says everything again", func() {
		for _, p := range d.split.notifications {
			p.leave(d, syscall.SIGTERM, 30*time.Second) // a group must have no members
		}
		kafkatest.Rewind(d.T, d.broker.past, "notification")
		for _, p := range d.split.notifications {
			p.start(d)
		}
	})
	if !eventually(normalWithin, func() bool { return repeated() > 0 }) {
		d.Error("nothing was said again: this has proven nothing")
	}
}

// TestQ5_PoisonInATopicStopsNothing writes what is no event of ours.
func TestQ5_PoisonInATopicStopsNothing(t *testing.T) {
	exercise(t, apart, func(d *drill) {
		dead := func() (total float64) {
			for _, p := range d.split.notifications {
				total += p.metric(d, "tasklane_events_total", `outcome="dead"`)
			}
			return total
		}
		before := dead()
		poisons := map[string]string{
			"no JSON":        `{"specversion": "1.0`,
			"no CloudEvent":  `{}`,
			"a type unknown": `{"specversion":"1.0","id":"018f0000-0000-7000-8000-000000000001","source":"/tasklane/task","type":"TASK_SUNG","time":"2026-01-01T00:00:00Z","datacontenttype":"application/json","dataschema":"urn:tasklane:task-events:1","stream":"018f0000-0000-7000-8000-000000000002","seq":1,"data":{"changes":[],"body":{}}}`,
			"5 MB":           `{"specversion":"1.0","id":"` + strings.Repeat("5", 5<<20) + `"}`,
		}
		d.unnoticed("poison in the topic", func() {
			kafkatest.Set(t, d.broker.past, "task-events", "max.message.bytes", "40000000")
			for _, name := range slices.Sorted(maps.Keys(poisons)) {
				kafkatest.Write(t, d.broker.past, "task-events", d.loads[0].project, poisons[name])
			}
			if !eventually(normalWithin, func() bool { return dead() >= before+float64(len(poisons)) }) {
				t.Errorf("of %d poisons %v are dead letters", len(poisons), dead()-before)
			}
		})
	})
}
