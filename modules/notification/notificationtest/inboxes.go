package notificationtest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"

	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/page"
)

var inboxes = []behaviour{
	{"Q44_PagesGoBothWaysWithoutGapOrRepeat", pages},
	{"ReadingMarksAndCounts", marking},
	{"Q64_AnInboxIsItsOwners", owners},
	{"Q77_OddArgumentsAreRefusedOrPassedOver", odd},
}

// fill gives Bob n notifications and returns them as listed.
func (w World) fill(t *testing.T, n int) []notification.Notification {
	t.Helper()
	var events []task.Event
	for i := range n {
		events = append(events, edit(base(task.TaskCreated), func(e *task.Event) {
			e.TaskID, e.Facts.TaskTitle, e.Facts.WatcherIDs = named(fmt.Sprint(i)), fmt.Sprint("task ", i), nil
		}))
	}
	w.happen(t, events...)
	return w.inbox(t, bob)
}

func pages(t *testing.T, w World) {
	all := w.fill(t, 23)
	if len(all) != 23 || !slices.IsSortedFunc(all, func(a, b notification.Notification) int { return b.CreatedAt.Compare(a.CreatedAt) }) {
		t.Fatalf("%d in all", len(all))
	}
	if _, err := w.MarkRead(as(t, bob), []string{all[3].ID, all[20].ID}); err != nil {
		t.Fatal(err)
	}
	for unreadOnly, total := range map[bool]int{false: 23, true: 21} {
		var forward, backward []string
		args := page.Args{First: new(5), Count: true}
		for {
			p, err := w.ListNotifications(as(t, bob), notification.List{UnreadOnly: unreadOnly, Page: args})
			if err != nil || p.Total != total {
				t.Fatal(p.Total, err)
			}
			for _, n := range p.Items {
				forward = append(forward, n.ID)
			}
			if !p.HasNext {
				break
			}
			args.After = p.Cursors[len(p.Cursors)-1]
		}
		args = page.Args{Last: new(5)}
		for {
			p, err := w.ListNotifications(as(t, bob), notification.List{UnreadOnly: unreadOnly, Page: args})
			if err != nil {
				t.Fatal(err)
			}
			for i := range p.Items {
				backward = append(backward, p.Items[len(p.Items)-1-i].ID)
			}
			if !p.HasPrev {
				break
			}
			args.Before = p.Cursors[0]
		}
		var want []string
		for i, n := range all {
			if !unreadOnly || (i != 3 && i != 20) {
				want = append(want, n.ID)
			}
		}
		slices.Reverse(backward)
		if !slices.Equal(forward, want) || !slices.Equal(backward, want) {
			t.Errorf("unread only %v: the pages are not the list", unreadOnly)
		}
	}
}

func marking(t *testing.T, w World) {
	all := w.fill(t, 5)
	heard := w.heard(t, bob)
	left, err := w.MarkRead(as(t, bob), []string{all[0].ID, all[2].ID, all[2].ID})
	if err != nil || left != 3 {
		t.Errorf("%d are left, %v", left, err)
	}
	if m := next(t, heard, notification.CountType); m["unread"] != 3.0 {
		t.Errorf("broadcast %v", m)
	}
	n, err := w.Notification(as(t, bob), all[0].ID)
	if err != nil || n.ReadAt == nil {
		t.Fatalf("read it is %+v, %v", n, err)
	}
	if left, err := w.MarkRead(as(t, bob), []string{all[0].ID}); err != nil || left != 3 {
		t.Errorf("marked again, %d are left, %v", left, err)
	}
	if again, err := w.Notification(as(t, bob), all[0].ID); err != nil || !again.ReadAt.Equal(*n.ReadAt) {
		t.Errorf("it was read at %v, then at %v, %v", n.ReadAt, again.ReadAt, err)
	}
	if left, err := w.MarkAllRead(as(t, bob)); err != nil || left != 0 {
		t.Errorf("all marked, %d are left, %v", left, err)
	}
	if m := next(t, heard, notification.CountType); m["unread"] != 0.0 { // marking what is read already was not worth a message
		t.Errorf("broadcast %v", m)
	}
	w.unread(t, bob, 0)
	if p, err := w.ListNotifications(as(t, bob), notification.List{UnreadOnly: true}); err != nil || len(p.Items) != 0 {
		t.Errorf("unread: %d, %v", len(p.Items), err)
	}
}

func owners(t *testing.T, w World) {
	all := w.fill(t, 2)
	_, theirs := w.Notification(as(t, eve), all[0].ID)
	_, unknown := w.Notification(as(t, eve), uuid.NewString())
	if !fault.Is(theirs, fault.NotFound) || unknown == nil || theirs.Error() != unknown.Error() {
		t.Errorf("another's: %v, an unknown one: %v", theirs, unknown)
	}
	if left, err := w.MarkRead(as(t, eve), []string{all[0].ID}); err != nil || left != 0 {
		t.Errorf("eve has %d left, %v", left, err)
	}
	if _, err := w.MarkAllRead(as(t, eve)); err != nil {
		t.Error(err)
	}
	w.expect(t, eve)
	w.unread(t, bob, 2)
	for name, caller := range map[string]identity.Identity{"nobody": {}, "an audience": identity.OfAudience(web), "a module": identity.OfModule("task")} {
		ctx := identity.With(t.Context(), caller)
		_, err1 := w.ListNotifications(ctx, notification.List{})
		_, err2 := w.Notification(ctx, all[0].ID)
		_, err3 := w.UnreadCount(ctx)
		_, err4 := w.MarkRead(ctx, []string{all[0].ID})
		_, err5 := w.MarkAllRead(ctx)
		for _, err := range []error{err1, err2, err3, err4, err5} {
			if !fault.Is(err, fault.Unauthenticated) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func odd(t *testing.T, w World) {
	w.fill(t, 2)
	for _, id := range []string{"", "x", "\x00", "' OR 1=1 --"} {
		if _, err := w.Notification(as(t, bob), id); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", id, err)
		}
		if left, err := w.MarkRead(as(t, bob), []string{id}); err != nil || left != 2 {
			t.Errorf("%q: %d, %v", id, left, err)
		}
	}
	if left, err := w.MarkRead(as(t, bob), nil); err != nil || left != 2 {
		t.Errorf("marking none: %d, %v", left, err)
	}
	if _, err := w.MarkRead(as(t, bob), make([]string, 101)); fault.From(err).Field != "ids" {
		t.Errorf("101 ids: %v", err)
	}
	for field, args := range map[string]page.Args{"first": {First: new(0)}, "last": {Last: new(101)}, "after": {After: "x"}, "before": {Before: "x"}} {
		if _, err := w.ListNotifications(as(t, bob), notification.List{Page: args}); !fault.Is(err, fault.Invalid) || fault.From(err).Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	// Cursors of this list's form that it has never given.
	for _, key := range [][]string{{"many", uuid.NewString()}, {"5", "x"}, {"5", "\x00"}} {
		bad := page.Cut("notifications", page.Window{Limit: 1}, []int{1}, func(int) []string { return key }).Cursors[0]
		if _, err := w.ListNotifications(as(t, bob), notification.List{Page: page.Args{Before: bad}}); fault.From(err).Field != "before" {
			t.Errorf("%q: %v", key, err)
		}
	}
}
