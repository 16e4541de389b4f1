package tasktest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/null"
	"tasklane/platform/page"
)

func historyCases() cases {
	return cases{
		"Q8 a client that was away gets exactly what it missed":       replay,
		"Q8 a place that is not in the log asks for a new beginning":  foreignPlace,
		"Q8 a place too far back asks for a new beginning":            distantPlace,
		"the history is paged both ways":                              pagedHistory,
		"the heads of many logs":                                      heads,
		"every object is found by its id":                             nodes,
		"open boards and notifications hear of each change, in order": heard,
		"what many do at once is told in the order of the log":        toldInOrder,
	}
}

// rename makes n events.
func (w *World) rename(t *testing.T, who Person, p task.Project, n int) {
	t.Helper()
	for i := range n {
		if _, err := w.UpdateProject(who.Ctx, task.UpdateProject{ID: p.ID, Name: null.Value(fmt.Sprint("Name ", i, NewKey()))}); err != nil {
			t.Fatal(err)
		}
	}
}

func replay(t *testing.T, w *World) {
	ada, bob := w.Person(t, "Ada"), w.Person(t, "Bob")
	p := w.NewProject(t, ada)
	w.Join(t, ada, p, bob, task.Viewer)
	place := w.Last(t, ada, p.ID).Cursor()
	w.rename(t, ada, p, 50)
	want := w.Events(t, ada, p.ID)[place.Seq:]
	var got []task.Event
	for at := place; ; {
		events, err := w.Replay(bob.Ctx, at, 20)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) == 0 {
			break
		}
		got = append(got, events...)
		at = events[len(events)-1].Cursor()
	}
	if len(got) != 50 {
		t.Fatalf("%d events were replayed", len(got))
	}
	for i := range got {
		if got[i].ID != want[i].ID || got[i].Seq != place.Seq+int64(i)+1 || *got[i].Changes[0].To != *want[i].Changes[0].To {
			t.Errorf("event %d is %+v, want %+v", i, got[i], want[i])
		}
	}
	audience, err := w.Replay(As(t, identity.OfAudience(p.ID)), place, 500)
	if err != nil || len(audience) != 50 {
		t.Errorf("the audience got %d, %v", len(audience), err)
	}
	for _, limit := range []int{0, -1, 501} {
		_, err := w.Replay(ada.Ctx, place, limit)
		WantField(t, "the limit", err, "limit")
	}
}

func foreignPlace(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p, other := w.NewProject(t, ada), w.NewProject(t, ada)
	w.rename(t, ada, p, 3)
	place := w.Last(t, ada, p.ID).Cursor()
	for what, at := range map[string]task.Cursor{
		"another entry's id":      {ProjectID: p.ID, Seq: place.Seq, EntryID: NewID()},
		"an older entry's number": {ProjectID: p.ID, Seq: place.Seq - 1, EntryID: place.EntryID},
		"behind the end":          {ProjectID: p.ID, Seq: place.Seq + 1, EntryID: place.EntryID},
		"another project's entry": {ProjectID: other.ID, Seq: 1, EntryID: p.Cursor.EntryID},
	} {
		_, err := w.Replay(ada.Ctx, at, 10)
		WantKind(t, what, err, fault.ResyncRequired)
	}
	_, err := w.Replay(w.Person(t, "Eve").Ctx, place, 10)
	WantKind(t, "a stranger", err, fault.NotFound)
}

func distantPlace(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	log := eventlog.New(w.DB, "task")
	grow := func(n int) {
		err := w.DB.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			turn, err := log.Begin(ctx, tx, p.ID)
			if err != nil {
				return err
			}
			_, err = turn.Append(ctx, slices.Repeat([]eventlog.Entry{{Stream: p.ID, Type: "LATER_TYPE", At: time.Now()}}, n)...)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	grow(5000)
	if events, err := w.Replay(ada.Ctx, p.Cursor, 1); err != nil || len(events) != 1 {
		t.Errorf("5000 back: %d, %v", len(events), err)
	}
	grow(1)
	_, err := w.Replay(ada.Ctx, p.Cursor, 1)
	WantKind(t, "5001 back", err, fault.ResyncRequired)
}

func pagedHistory(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	w.rename(t, ada, p, 6)
	made := w.NewTask(t, ada, p, "Write")
	if _, err := w.UpdateTask(ada.Ctx, task.UpdateTask{ID: made.ID, Title: null.Value("Write it")}); err != nil {
		t.Fatal(err)
	}
	if all := w.Events(t, ada, p.ID); len(all) != 9 || all[0].Seq != 1 || all[8].Seq != 9 {
		t.Errorf("%d events", len(all))
	}
	last, err := w.ListEvents(ada.Ctx, task.History{ProjectID: p.ID, Page: page.Args{Last: new(2)}})
	if err != nil || len(last.Items) != 2 || last.Items[1].Seq != 9 || !last.HasPrev {
		t.Fatalf("the last two: %+v, %v", last, err)
	}
	before, err := w.ListEvents(ada.Ctx, task.History{ProjectID: p.ID, Page: page.Args{Last: new(2), Before: last.Cursors[0]}})
	if err != nil || before.Items[0].Seq != 6 || before.Items[1].Seq != 7 {
		t.Errorf("those before: %+v, %v", before, err)
	}
	of, err := w.ListEvents(ada.Ctx, task.History{TaskID: made.ID})
	if err != nil || len(of.Items) != 2 || of.Items[0].Type != task.TaskCreated || of.Items[1].TaskVersion != 2 {
		t.Errorf("the task's: %+v, %v", of, err)
	}
	_, err = w.ListEvents(ada.Ctx, task.History{TaskID: made.ID, Page: page.Args{After: last.Cursors[0]}})
	WantField(t, "a cursor of another list", err, "after")
}

func heads(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p, other := w.NewProject(t, ada), w.NewProject(t, w.Person(t, "Eve"))
	w.rename(t, ada, p, 2)
	want := w.Last(t, ada, p.ID)
	ids := []string{p.ID, other.ID, NewID(), "x"}
	all, err := w.Heads(As(t, identity.OfModule("gateway")), ids)
	if err != nil || len(all) != 2 || all[p.ID] != (task.Head{Seq: 3, EntryID: want.ID}) || all[other.ID].Seq != 1 {
		t.Errorf("the gateway sees %+v, %v", all, err)
	}
	own, err := w.Heads(ada.Ctx, ids)
	if err != nil || len(own) != 1 || own[p.ID].Seq != 3 {
		t.Errorf("a member sees %+v, %v", own, err)
	}
}

func nodes(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	status, label, made := w.column(t, ada, p, "todo"), w.label(t, ada, p, "bug"), w.NewTask(t, ada, p, "Write")
	comment, err := w.AddComment(ada.Ctx, task.NewComment{TaskID: made.ID, Body: "Hello"})
	if err != nil {
		t.Fatal(err)
	}
	event := w.Last(t, ada, p.ID)
	for what, c := range map[string]struct {
		id    string
		found func(task.Node) bool
	}{
		"a project": {p.ID, func(n task.Node) bool { return n.Project != nil && n.Project.Key == p.Key }},
		"a member": {p.ID + "." + ada.ID, func(n task.Node) bool {
			return n.Member != nil && n.Member.Role == task.Owner && n.Member.ID() == p.ID+"."+ada.ID
		}},
		"a column":  {status.ID, func(n task.Node) bool { return n.Status != nil && *n.Status == status }},
		"a label":   {label.ID, func(n task.Node) bool { return n.Label != nil && *n.Label == label }},
		"a task":    {made.ID, func(n task.Node) bool { return n.Task != nil && n.Task.Title == "Write" }},
		"a comment": {comment.ID, func(n task.Node) bool { return n.Comment != nil && n.Comment.Body == "Hello" }},
		"an event":  {event.ID, func(n task.Node) bool { return n.Event != nil && n.Event.Seq == event.Seq }},
	} {
		n, err := w.Node(ada.Ctx, c.id)
		if err != nil || !c.found(n) {
			t.Errorf("%s: %+v, %v", what, n, err)
		}
		if _, err := w.Node(As(t, identity.OfAudience(p.ID)), c.id); err != nil {
			t.Errorf("%s for the audience: %v", what, err)
		}
		_, hidden := w.Node(w.Person(t, "Eve").Ctx, c.id)
		_, unknown := w.Node(ada.Ctx, NewID())
		WantSame(t, what+" for a stranger", hidden, unknown)
	}
	for _, id := range []string{"", ".", "x", p.ID + ".", p.ID + "." + NewID(), "." + ada.ID, p.ID + "." + ada.ID + ".x"} {
		_, err := w.Node(ada.Ctx, id)
		WantKind(t, "the id "+id, err, fault.NotFound)
	}
}

func heard(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	Until(t, "the service tells of its changes", func() bool {
		probe := w.NewProject(t, ada)
		return len(w.Pushed.Of(probe.ID)) > 0
	})
	p := w.NewProject(t, ada)
	board := w.follow(t, p.ID, 1)
	w.rename(t, ada, p, 20)
	for _, want := range w.Events(t, ada, p.ID)[1:] {
		got := board.next(t)
		if got.ID != want.ID || got.Facts.ActorName != "Ada" || *got.Changes[0].To != *want.Changes[0].To {
			t.Fatalf("heard %+v, want %+v", got, want)
		}
	}
	w.wantPushedInOrder(t, p.ID)
}

// toldInOrder: however many work at once, each hears of the one's change before the next one's.
func toldInOrder(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	const writers, each = 8, 25
	board := w.follow(t, p.ID, 1)
	var writing sync.WaitGroup
	for range writers {
		writing.Go(func() { w.rename(t, ada, p, each) })
	}
	writing.Wait()
	for end := w.Last(t, ada, p.ID).Seq; board.after < end; {
		board.next(t)
	}
}
