package gatewaytest

import "testing"

// A notification arrives at its owner's open tabs and at nobody else's, with the count; another device's reading
// changes the count here.
func inboxLive(t *testing.T, h *house) {
	olga, edgar, viktor := h.person(t, "Olga"), h.person(t, "Edgar"), h.person(t, "Viktor")
	project := olga.newProject(t, "Inbox")
	olga.admit(t, project, viktor, "VIEWER")
	viktor.notified(t, "ADDED_TO_PROJECT")
	const received = `subscription { notificationReceived { id kind message readAt createdAt actor { id } project { id } task { id } } }`
	const unread = `subscription { unreadCount }`
	var arrivals, counts []follower
	for _, follow := range ways {
		arrivals = append(arrivals, follow(edgar, t, received, nil))
	}
	listening(t, olga, edgar, arrivals)
	for _, follow := range ways {
		counts = append(counts, follow(edgar, t, unread, nil))
	}
	others := ways["SSE"](viktor, t, received, nil)
	for _, f := range counts {
		if got, _ := f.next(t); got.at("unreadCount") != 0.0 {
			t.Errorf("the count begins with %s", got.Raw)
		}
	}
	counted := func(what string, want int) {
		t.Helper()
		for i, f := range counts {
			eventually(t, what, func() bool {
				got, ended := f.next(t)
				if ended {
					t.Fatalf("%s: stream %d ended: %s", what, i, got.Raw)
				}
				return got.number("unreadCount") == want
			})
		}
	}

	olga.admit(t, project, edgar, "EDITOR")
	olga.newTask(t, project, "for you", vars{"assignedUserId": edgar.ID})
	ids := []string{}
	for _, f := range arrivals {
		ids = ids[:0]
		// Either may be told first: two processes may have made them.
		kinds := map[string]bool{"ADDED_TO_PROJECT": true, "ASSIGNED": true}
		for range len(kinds) {
			got := f.received(t, project)
			kind := got.text("notificationReceived", "kind")
			if !kinds[kind] || got.text("notificationReceived", "actor", "id") != olga.ID || got.at("notificationReceived", "readAt") != nil {
				t.Errorf("want one of %v, got %s", kinds, got.Raw)
			}
			delete(kinds, kind)
			ids = append(ids, got.text("notificationReceived", "id"))
		}
	}
	counted("two are unread", 2)
	phone := edgar.login(t)
	got := phone.must(t, `mutation($ids: [ID!]!) { markNotificationsRead(ids: $ids) { unreadCount } }`, vars{"ids": ids[:1]})
	if got.number("markNotificationsRead", "unreadCount") != 1 {
		t.Errorf("after reading one of two: %s", got.Raw)
	}
	counted("one is unread", 1)
	phone.must(t, `mutation { markAllNotificationsRead { unreadCount } }`, nil)
	counted("none is unread", 0)
	for i, f := range arrivals {
		if n := f.more(); n > 0 {
			t.Errorf("%d more notifications arrived at tab %d", n, i)
		}
	}
	if n := others.more(); n > 0 {
		t.Errorf("another person heard %d of them", n)
	}
}

// listening waits until subscriptions to somebody's notifications stand, and until all that was made for that is read.
func listening(t *testing.T, by, who *person, followers []follower) {
	t.Helper()
	knocks := 0
	for _, f := range followers {
		eventually(t, "a subscription to notifications stands", func() bool {
			by.admit(t, by.newProject(t, "Knock"), who, "VIEWER")
			knocks++
			return f.more() > 0
		})
	}
	eventually(t, "all knocks have arrived", func() bool { return unread(t, who) == knocks })
	who.must(t, `mutation { markAllNotificationsRead { unreadCount } }`, nil)
}

// received waits for the next notification about a project. Those about others may come in between: order is kept
// within a project.
func (f follower) received(t *testing.T, project string) answer {
	t.Helper()
	for {
		if got := f.must(t); got.text("notificationReceived", "project", "id") == project {
			return got
		}
	}
}
