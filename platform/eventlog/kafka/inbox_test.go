package kafka

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/platform/eventlog"
)

// desk is an inbox that writes down what it tells.
type desk struct {
	*inbox

	committed []string // partition/offset
	repeats   int64
}

func newDesk() *desk {
	d := &desk{}
	d.inbox = newInbox(
		func(partition int32, last account) {
			d.committed = append(d.committed, fmt.Sprint(partition, "/", last.offset))
		},
		func(n int64) { d.repeats += n },
	)
	return d
}

// come has an entry come in a record of partition 0, unless it is said otherwise.
func (d *desk) come(stream string, seq, offset int64, partition ...int32) {
	l := letter{Entry: eventlog.Entry{Stream: stream, Seq: seq}, offset: offset, bytes: 100}
	for _, p := range partition {
		l.partition = p
	}
	d.begin(l.partition, offset, 0, time.Time{})
	d.add(l)
}

func (d *desk) want(t *testing.T, committed ...string) {
	t.Helper()
	if !slices.Equal(d.committed, committed) {
		t.Errorf("may be committed: %v, want %v", d.committed, committed)
	}
}

func (d *desk) next(t *testing.T, stream string, seq int64) (seqs []int64) {
	t.Helper()
	entries, err := d.Next(t.Context(), stream, seq, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		seqs = append(seqs, e.Seq)
	}
	return seqs
}

func TestAnOffsetIsCommittedWhenAllBeforeItIsDone(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.come("a", 1, 10)
	d.come("b", 1, 11)
	d.come("a", 2, 14) // offsets may have holes
	d.come("b", 2, 15, 1)
	d.passed("b", 2)
	d.want(t, "1/15") // of partition 0 the first is not done
	d.passed("a", 1)
	d.want(t, "1/15", "0/11")
	d.passed("a", 7)
	d.want(t, "1/15", "0/11", "0/14")
	d.passed("a", 8)
	d.want(t, "1/15", "0/11", "0/14")
}

func TestWhatHasComeBeforeIsDoneWithAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.come("s", 5, 0)
	d.come("s", 6, 1)
	d.come("s", 5, 2) // behind what waits
	if got := d.next(t, "s", 4); !slices.Equal(got, []int64{5, 6}) || d.repeats != 1 {
		t.Errorf("waiting are %v, %d repeats", got, d.repeats)
	}
	if got := d.next(t, "s", 5); !slices.Equal(got, []int64{6}) || d.repeats != 2 { // somebody else has moved the position
		t.Errorf("waiting are %v, %d repeats", got, d.repeats)
	}
	d.want(t, "0/0")
	d.passed("s", 6)
	d.want(t, "0/0", "0/2")
	if ends, err := d.Ends(t.Context()); len(ends) != 0 || err != nil || d.bytes != 0 {
		t.Errorf("left are %v, %d bytes, %v", ends, d.bytes, err)
	}
}

func TestWhatBelongsToAnotherMemberIsForgotten(t *testing.T) {
	t.Parallel()
	d := newDesk()
	d.come("mine", 1, 0, 0)
	d.come("other's", 1, 0, 1)
	d.drop([]int32{1, 2})
	d.passed("other's", 1) // a transaction that was under way
	d.want(t)
	if ends, err := d.Ends(t.Context()); len(ends) != 1 || ends["mine"] != 1 || err != nil || d.bytes != 100 {
		t.Errorf("left are %v, %d bytes, %v", ends, d.bytes, err)
	}
	d.passed("mine", 1)
	d.want(t, "0/0")
}

func TestAFullInboxFetchesNoMore(t *testing.T) {
	t.Parallel()
	for name, free := range map[string]func(*desk){
		"until something is done with":     func(d *desk) { d.passed("a", 1) },
		"until a partition goes elsewhere": func(d *desk) { d.drop([]int32{0}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := newDesk()
				d.come("a", 1, 0)
				d.come("b", 1, 0, 1)
				d.streams["a"][0].bytes += inboxBytes
				d.bytes += inboxBytes
				room := false
				go func() { room = d.room(t.Context()) }()
				synctest.Wait()
				if room {
					t.Fatal("there is room in a full inbox")
				}
				free(d)
				synctest.Wait()
				if !room {
					t.Error("there is no room when something was freed")
				}
			})
		})
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if newDesk().room(ended) {
		t.Error("there is room after the end")
	}
}

func TestTheLagCountsWhatWaitsHereAndInTheTopic(t *testing.T) {
	t.Parallel()
	d := newDesk()
	want := func(records int64) {
		t.Helper()
		if got, _ := d.behind(); got != records {
			t.Errorf("behind by %d, want %d", got, records)
		}
	}
	d.reaches(0, 30)
	d.come("s", 1, 10)
	d.come("s", 2, 11)
	want(20)
	d.passed("s", 1)
	want(19)
	d.passed("s", 2)
	want(18)
	d.reaches(0, 12) // a topic that was made anew
	want(0)
}
