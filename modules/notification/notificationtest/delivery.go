package notificationtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/platform/eventlog"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

var delivery = []behaviour{
	{"Q4_AnEventThatComesTwiceIsToldOnce", duplicates},
	{"Q4_AReplayOfTheWholeLogChangesNothing", replay},
	{"Q6_TwoReadersTellOnce", twoReaders},
	{"Q5_PoisonIsSetAsideAndTheRestFlows", poison},
	{"ADeadLetterKeepsItsReasonAndGoesWithItsTask", deadLetter},
	{"APushIsTakenOnlyWhenItIsNext", pushes},
	{"Q4_WhatIsPushedTogetherIsTakenUpToTheGap", pushedTogether},
	{"Q73_OnlyTheTaskModulePushesAndAsksHowFarTheLogIsRead", taskModuleOnly},
	{"HowFarTheLogIsReadIsTold", caughtUp},
	{"AnArrivalIsBroadcastWithItsCount", arrivals},
	{"FiveHundredWatchersAreToldAtOnce", crowd},
	{"APurgedEntryTellsNobody", blanked},
}

// event reads an entry back as the task module would push it.
func event(t *testing.T, e eventlog.Entry) task.Event {
	t.Helper()
	out, err := task.Record(e).Event()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (w World) push(t *testing.T, entries ...eventlog.Entry) {
	t.Helper()
	events := make([]task.Event, len(entries))
	for i, e := range entries {
		events[i] = event(t, e)
	}
	if err := w.PushAll(taskModule(t), events); err != nil {
		t.Errorf("pushing: %v", err)
	}
}

func duplicates(t *testing.T, w World) {
	written := w.happen(t, base(task.TaskCreated), edit(base(task.CommentAdded), func(e *task.Event) { e.Facts.Excerpt = "hello" }))
	before := w.inbox(t, bob)
	for range 3 {
		for _, e := range written {
			w.push(t, e)
			w.Nudge(e.Stream)
		}
	}
	w.happen(t, base(task.ProjectUpdated)) // behind everything that could still be on its way
	if after := w.inbox(t, bob); len(after) != 2 || after[0].ID != before[0].ID || after[1].ID != before[1].ID {
		t.Errorf("the inbox was %v and is %v", before, after)
	}
	w.unread(t, bob, 2)
}

func replay(t *testing.T, w World) {
	written := w.happen(t, base(task.TaskCreated), edit(base(task.TaskUpdated), func(e *task.Event) { e.Changes = changes("title") }),
		base(task.CommentAdded), base(task.TaskDeleted))
	if _, err := w.MarkRead(as(t, bob), []string{w.inbox(t, bob)[1].ID}); err != nil {
		t.Fatal(err)
	}
	before := w.inbox(t, bob)
	w.Rewind(t)
	w.settle(t, written)
	after := w.inbox(t, bob)
	same := slices.EqualFunc(before, after, func(x, y notification.Notification) bool {
		return x.ID == y.ID && x.Message == y.Message && (x.ReadAt == nil) == (y.ReadAt == nil)
	})
	if len(before) != 4 || !same {
		t.Errorf("the inbox was %+v and is %+v", before, after)
	}
	w.unread(t, bob, 3)
}

func twoReaders(t *testing.T, w World) {
	w.Another(t)
	var written []eventlog.Entry
	var all sync.WaitGroup
	for i := range 40 {
		e := edit(base(task.TaskCreated), func(e *task.Event) {
			e.ProjectID, e.TaskID = named(fmt.Sprint("project", i%4)), named(fmt.Sprint("task", i))
		})
		one := w.Append(t, entry(t, e))[0]
		written = append(written, one)
		w.Nudge(one.Stream)
		all.Go(func() { w.push(t, one) })
	}
	all.Wait()
	w.settle(t, written)
	if n := len(w.inbox(t, bob)); n != 40 {
		t.Errorf("%d were told of 40", n)
	}
	w.unread(t, bob, 40)
}

func poison(t *testing.T, w World) {
	bad := []eventlog.Entry{
		entry(t, base("SOMETHING_NEW")),
		edited(entry(t, base(task.TaskCreated)), func(e *eventlog.Entry) { e.Body = json.RawMessage(`{"facts": "none"}`) }),
		edited(entry(t, base(task.TaskUpdated)), func(e *eventlog.Entry) { e.Changes = json.RawMessage(`{"not": "a list"}`) }),
		edited(entry(t, base(task.CommentAdded)), func(e *eventlog.Entry) {
			e.Body = json.RawMessage(`{"facts": {"excerpt": "` + strings.Repeat("x", 5<<20) + `"}}`)
		}),
	}
	w.log(t, append(bad[:2:2], entry(t, base(task.TaskCreated)))...)
	w.log(t, append(bad[2:], entry(t, base(task.TaskDeleted)))...)
	w.expect(t, bob, "UPDATED: Ada moved WEB-12 “Fix the login” to the trash", "ASSIGNED: Ada assigned WEB-12 “Fix the login” to you")
	eventually(t, "each of the bad ones is a dead letter", func() bool { return w.deadLetters(t) == len(bad) })
}

func (w World) deadLetters(t *testing.T) (n int) {
	t.Helper()
	for _, consumer := range w.Consumers {
		some, err := consumer.CountDeadLetters(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		n += int(some)
	}
	return n
}

func edited(e eventlog.Entry, change func(e *eventlog.Entry)) eventlog.Entry {
	change(&e)
	return e
}

func deadLetter(t *testing.T, w World) {
	w.log(t, entry(t, base("SOMETHING_NEW")))
	consumer := w.Consumers[0]
	letters, err := consumer.DeadLetters(t.Context(), "", 10)
	if err != nil || len(letters) != 1 || !strings.Contains(letters[0].Reason, "SOMETHING_NEW") {
		t.Fatalf("the letters are %+v, %v", letters, err)
	}
	if err := consumer.Retry(t.Context(), letters[0].ID); err == nil {
		t.Error("what is unknown was handled")
	}
	// A purge takes what is in the dead letters too.
	w.happen(t, base(task.TaskPurged))
	if n := w.deadLetters(t); n != 0 {
		t.Errorf("%d dead letters of a purged task", n)
	}
}

func pushes(t *testing.T, w World) {
	w.happen(t, base(task.ProjectCreated))
	written := w.Append(t, entry(t, base(task.TaskCreated)), entry(t, base(task.TaskDeleted)))
	w.push(t, written[1]) // not the next one: the log brings it
	w.push(t, written[0])
	w.settle(t, written)
	w.expect(t, bob, "UPDATED: Ada moved WEB-12 “Fix the login” to the trash", "ASSIGNED: Ada assigned WEB-12 “Fix the login” to you")
	w.unread(t, bob, 2)
}

// pushedTogether are several at once: new ones, one of another project whose number would be next, and is not there either, one that was taken
// before, and one behind a gap.
func pushedTogether(t *testing.T, w World) {
	w.happen(t, base(task.ProjectCreated))
	elsewhere := edit(base(task.TaskCreated), func(e *task.Event) { e.ProjectID = named("another project") })
	written := w.Append(t, entry(t, base(task.TaskCreated)), entry(t, base(task.TaskDeleted)), entry(t, base(task.TaskRestored)), entry(t, base(task.TaskDeleted)))
	other := w.Append(t, entry(t, elsewhere), entry(t, elsewhere), entry(t, elsewhere))
	w.push(t, other[0])
	w.push(t, written[0], other[2])
	w.push(t, written[0], written[1], written[3])
	w.settle(t, written)
	w.settle(t, other)
	w.unread(t, bob, 7)
}

func taskModuleOnly(t *testing.T, w World) {
	e := w.Append(t, entry(t, base(task.TaskCreated)))[0]
	for _, caller := range []identity.Identity{{}, identity.OfUser(ada, "s", true), identity.OfModule("gateway"), identity.OfAudience(web)} {
		if err := w.PushAll(identity.With(t.Context(), caller), []task.Event{event(t, e)}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%+v pushes: %v", caller, err)
		}
		if _, err := w.CaughtUp(identity.With(t.Context(), caller), web, 0); !fault.Is(err, fault.Forbidden) {
			t.Errorf("%+v asks: %v", caller, err)
		}
	}
}

func caughtUp(t *testing.T, w World) {
	end := w.happen(t, base(task.ProjectCreated), base(task.TaskCreated))[1].Seq
	for seq, want := range map[int64]bool{end - 1: true, end: true, end + 1: false} {
		if got, err := w.CaughtUp(taskModule(t), web, seq); err != nil || got != want {
			t.Errorf("read up to %d of %d: %v, %v", seq, end, got, err)
		}
	}
	for seq, want := range map[int64]bool{0: true, 1: false} {
		if got, err := w.CaughtUp(taskModule(t), named("another project"), seq); err != nil || got != want {
			t.Errorf("a project without a log, up to %d: %v, %v", seq, got, err)
		}
	}
}

func arrivals(t *testing.T, w World) {
	heard := w.heard(t, bob)
	w.happen(t, base(task.TaskCreated))
	w.happen(t, base(task.CommentAdded))
	for i, kind := range []string{"ASSIGNED", "COMMENTED"} {
		m := next(t, heard, notification.ArrivedType)
		n, _ := m["notification"].(map[string]any)
		if m["unread"] != float64(i+1) || n["kind"] != kind || n["userId"] != bob || n["taskId"] != login {
			t.Errorf("broadcast %v", m)
		}
	}
}

func crowd(t *testing.T, w World) {
	var people []string
	for i := range 500 {
		people = append(people, named(fmt.Sprint("person", i)))
	}
	w.happen(t, edit(base(task.CommentAdded), func(e *task.Event) { e.Facts.WatcherIDs = people }))
	for _, id := range people {
		w.unread(t, id, 1)
	}
}

func blanked(t *testing.T, w World) {
	w.log(t, edited(entry(t, base(task.TaskCreated)), func(e *eventlog.Entry) {
		e.Changes, e.Body = json.RawMessage(`[]`), json.RawMessage(`{}`)
	}))
	w.expect(t, bob)
	if n := w.deadLetters(t); n != 0 {
		t.Errorf("%d dead letters", n)
	}
}
