package tasktest

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/page"
)

func setCases() cases {
	return cases{
		"Q1 what four writers were told exists, exists once": fourWriters,
		"events of many writers have no holes":               noHoles,
	}
}

func fourWriters(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	const writers, each = 4, 500
	var wg sync.WaitGroup
	var mu sync.Mutex
	acknowledged := map[string]string{} // id by title
	for n := range writers {
		who := w.Person(t, fmt.Sprint("Writer", n))
		w.Join(t, ada, p, who, task.Editor)
		wg.Go(func() {
			for i := range each {
				made, err := w.CreateTask(who.Ctx, task.NewTask{ProjectID: p.ID, Title: fmt.Sprintf("set%dx%d", n, i)})
				if err != nil {
					t.Errorf("writer %d: %v", n, err)
					return
				}
				mu.Lock()
				acknowledged[made.Title] = made.ID
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(acknowledged) != writers*each {
		t.Fatalf("%d were acknowledged", len(acknowledged))
	}
	logged, listed, numbers := map[string]int{}, map[string]int{}, map[int]bool{}
	for i, e := range w.Events(t, ada, p.ID) {
		if e.Seq != int64(i)+1 {
			t.Fatalf("event %d has the number %d", i, e.Seq)
		}
		if e.Type == task.TaskCreated {
			logged[e.TaskID]++
		}
	}
	args := page.Args{First: new(100)}
	for {
		l, err := w.ListTasks(ada.Ctx, task.List{Filter: task.Filter{ProjectIDs: []string{p.ID}}, Page: args})
		if err != nil {
			t.Fatal(err)
		}
		for _, made := range l.Items {
			listed[made.ID]++
			numbers[made.Number] = true
			if acknowledged[made.Title] != made.ID {
				t.Errorf("%s was not acknowledged", made.Title)
			}
		}
		if !l.HasNext {
			break
		}
		args.After = l.Cursors[len(l.Cursors)-1]
	}
	for title, id := range acknowledged {
		if logged[id] != 1 || listed[id] != 1 {
			t.Errorf("%s is logged %d times and listed %d times", title, logged[id], listed[id])
		}
	}
	if len(listed) != writers*each || len(numbers) != writers*each {
		t.Errorf("%d tasks are listed with %d numbers", len(listed), len(numbers))
	}
	for _, title := range []string{"set0x0", "set3x499", "set2x250"} {
		found, err := w.ListTasks(ada.Ctx, task.List{Filter: task.Filter{ProjectIDs: []string{p.ID}, Text: title}})
		hit := func(found task.Task) bool { return found.ID == acknowledged[title] }
		if err != nil || !slices.ContainsFunc(found.Items, hit) {
			t.Errorf("searching %s: %+v, %v", title, found.Items, err)
		}
	}
}

func noHoles(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() { w.rename(t, ada, p, 25) })
		wg.Go(func() {
			for range 10 {
				// Refused under the lock, after others have begun to wait for it.
				_, _ = w.CreateLabel(ada.Ctx, task.NewLabel{ID: p.ID, ProjectID: p.ID, Name: "taken"})
			}
		})
	}
	wg.Wait()
	events := w.Events(t, ada, p.ID)
	for i, e := range events {
		if e.Seq != int64(i)+1 {
			t.Fatalf("event %d has the number %d", i, e.Seq)
		}
	}
	if len(events) != 101 {
		t.Errorf("%d events", len(events))
	}
}
