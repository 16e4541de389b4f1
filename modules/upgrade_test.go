package modules_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tasklane/modules"
	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/modules/user"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/null"
	"tasklane/platform/page"
)

// TestQ18_WhatEarlierVersionsWroteIsFound loads the database of each earlier milestone, upgrades it by a start, and
// finds what scripts/milestone told there.
func TestQ18_WhatEarlierVersionsWroteIsFound(t *testing.T) {
	t.Parallel()
	const suffix = "-sqlite.sql"
	files, err := filepath.Glob("../migrations/testdata/*" + suffix)
	if err != nil || len(files) == 0 {
		t.Fatalf("there is no milestone: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), suffix), func(t *testing.T) {
			databasetest.EachURL(t, func(t *testing.T, url string) {
				dump := file
				if !strings.HasPrefix(url, "sqlite:") {
					dump = strings.TrimSuffix(file, suffix) + "-postgres.sql"
				}
				text, err := os.ReadFile(dump)
				if err != nil {
					t.Fatal(err)
				}
				databasetest.Load(t, url, string(text))
				site, _ := startSite(t, url)
				f := &found{T: t, site: site}
				f.ada, f.ben = f.signIn("ada"), f.signIn("ben")
				f.people()
				f.board()
				f.tasks()
				f.inbox()
				f.goesOn()
			})
		})
	}
}

// found is what is looked for, by two of the story's people.
type found struct {
	*testing.T
	site     *modules.Site
	ada, ben context.Context
}

func (f *found) signIn(account string) context.Context {
	f.Helper()
	grant, err := f.site.Users.Login(f.Context(), user.Login{
		Email: account + "@example.org", Password: "a long sentence of " + account, Device: user.Device{IP: "192.0.2.1"},
	})
	if err != nil {
		f.Fatalf("signing in as %s: %v", account, err)
	}
	return identity.With(f.Context(), identity.OfUser(grant.User.ID, grant.SessionID, grant.User.Role == user.Admin))
}

func get[T any](f *found, value T, err error) T {
	f.Helper()
	if err != nil {
		f.Fatal(err)
	}
	return value
}

func (f *found) people() {
	_, err := f.site.Users.Login(f.Context(), user.Login{Email: "cleo@example.org", Password: "a long sentence of cleo"})
	if !fault.Is(err, fault.Unauthenticated) {
		f.Errorf("Cleo, who is disabled: %v", err)
	}
	all, err := f.site.Users.Find(f.ada, user.Find{IncludeDisabled: true})
	if err != nil || len(all.Items) != 3 || !identity.From(f.ada).Admin || identity.From(f.ben).Admin {
		f.Errorf("people: %+v, %v", all.Items, err)
	}
	if state, err := f.site.Users.Setup(f.Context()); err != nil || state.NeedsSetup {
		f.Errorf("the site is as if new: %+v, %v", state, err)
	}
}

func (f *found) project(key string) task.Project {
	f.Helper()
	p, err := f.site.Tasks.Project(f.ada, "", key)
	return get(f, p, err)
}

func (f *found) task(ref string) task.Task {
	f.Helper()
	t, err := f.site.Tasks.Task(f.ben, "", ref)
	return get(f, t, err)
}

func (f *found) board() {
	web := f.project("WEB")
	if web.Name != "Website 🚀" || f.project("OLD").ArchivedAt == nil {
		f.Errorf("the project is %+v", web)
	}
	columns, err := f.site.Tasks.Statuses(f.ben, []string{web.ID})
	var keys []string
	for _, c := range get(f, columns, err)[web.ID] {
		keys = append(keys, c.Key)
		if c.Key == "blocked" && (c.WIPLimit == nil || *c.WIPLimit != 3 || c.Category != task.InProgress) {
			f.Errorf("the column is %+v", c)
		}
	}
	if want := []string{"backlog", "todo", "in_progress", "blocked", "in_review", "done", "canceled"}; !slices.Equal(keys, want) {
		f.Errorf("columns %v, want %v", keys, want)
	}
	members, err := f.site.Tasks.ListMembers(f.ben, task.MemberList{ProjectID: web.ID})
	if len(get(f, members, err).Items) != 3 {
		f.Errorf("members: %+v", members.Items)
	}
}

func (f *found) tasks() {
	launch, text, fix, moved := f.task("WEB-1"), f.task("WEB-2"), f.task("WEB-3"), f.task("WEB-4")
	if launch.ID != "7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b" || launch.Priority != task.Urgent || launch.DueOn == nil || *launch.DueOn != "2027-01-31" ||
		launch.AssignedUserID != identity.From(f.ben).UserID || len(launch.Labels) != 1 || launch.CommentCount != 1 || !strings.Contains(launch.Description, "Žofie") {
		f.Errorf("WEB-1 is %+v", launch)
	}
	if text.ParentID != launch.ID || text.Status.Key != "in_review" || text.Version != 2 || text.DueAt == nil ||
		!text.DueAt.Equal(time.Date(2026, 12, 24, 17, 30, 0, 0, time.UTC)) {
		f.Errorf("WEB-2 is %+v", text)
	}
	if moved.Ref != "OPS-1" || moved.CompletedAt == nil {
		f.Errorf("WEB-4 is %+v", moved)
	}
	ties, err := f.site.Tasks.Relations(f.ben, []string{launch.ID})
	if all := get(f, ties, err)[launch.ID]; len(all) != 1 || all[0].Kind != task.BlockedBy || all[0].Task.ID != fix.ID {
		f.Errorf("relations: %+v", all)
	}
	watchers, err := f.site.Tasks.Watchers(f.ben, []string{fix.ID})
	if len(get(f, watchers, err)[fix.ID]) != 2 {
		f.Errorf("watchers: %v", watchers)
	}
	for name, c := range map[string]struct {
		filter task.Filter
		want   int
	}{
		"words of a comment": {task.Filter{Text: "zeppelin"}, 1}, "words without marks": {task.Filter{Text: "zofie pict"}, 1},
		"what is purged": {task.Filter{Text: "confidential"}, 0}, "the trash": {task.Filter{Deleted: true}, 1}, "everything": {task.Filter{}, 4},
	} {
		list, err := f.site.Tasks.ListTasks(f.ben, task.List{Filter: c.filter})
		if len(get(f, list, err).Items) != c.want {
			f.Errorf("%s: %d tasks, want %d", name, len(list.Items), c.want)
		}
	}
	comments, err := f.site.Tasks.ListComments(f.ben, task.CommentList{TaskID: launch.ID})
	if all := get(f, comments, err).Items; len(all) != 1 || !strings.Contains(all[0].Body, "🙂") || all[0].EditedAt == nil {
		f.Errorf("comments: %+v", all)
	}
}

func (f *found) inbox() {
	inbox, err := f.site.Notifications.ListNotifications(f.ben, notification.List{Page: page.Args{Count: true}})
	unread, failed := f.site.Notifications.UnreadCount(f.ben)
	if get(f, inbox, err).Total < 3 || get(f, unread, failed) != inbox.Total-1 {
		f.Errorf("%d notifications, %d unread", inbox.Total, unread)
	}
	if !slices.ContainsFunc(inbox.Items, func(n notification.Notification) bool { return n.Kind == notification.Mentioned }) {
		f.Errorf("no mention among %+v", inbox.Items)
	}
	letters, err := f.site.DeadLetters(f.Context())
	if len(get(f, letters, err)) != 1 || letters[0].Tries != 5 {
		f.Errorf("dead letters: %+v", letters)
	}
}

// goesOn works on with what is there: numbers, seq and the inbox continue where they were.
func (f *found) goesOn() {
	web := f.project("WEB")
	before, err := f.site.Tasks.Heads(f.ben, []string{web.ID})
	end := get(f, before, err)[web.ID].Seq
	events, err := f.site.Tasks.ListEvents(f.ben, task.History{ProjectID: web.ID, Page: page.Args{First: new(100)}})
	for i, e := range get(f, events, err).Items {
		if e.Seq != int64(i+1) {
			f.Fatalf("event %d of the log has seq %d", i+1, e.Seq)
		}
	}
	if int64(len(events.Items)) != end || events.Items[0].Type != task.ProjectCreated {
		f.Errorf("%d events of %d", len(events.Items), end)
	}
	unread, err := f.site.Notifications.UnreadCount(f.ben)
	was := get(f, unread, err)
	made, err := f.site.Tasks.CreateTask(f.ada, task.NewTask{ProjectID: web.ID, Title: "After the upgrade", AssignedUserID: identity.From(f.ben).UserID})
	if get(f, made, err).Ref != "WEB-7" {
		f.Errorf("the next task is %s", made.Ref)
	}
	changed, err := f.site.Tasks.UpdateTask(f.ben, task.UpdateTask{ID: f.task("WEB-1").ID, Title: null.Value("Launched")})
	if get(f, changed, err).Title != "Launched" {
		f.Errorf("WEB-1 is %+v", changed)
	}
	after, err := f.site.Tasks.Heads(f.ben, []string{web.ID})
	if got := get(f, after, err)[web.ID].Seq; got != end+2 {
		f.Errorf("the log goes from %d to %d", end, got)
	}
	deadline := time.After(20 * time.Second)
	poll := time.NewTicker(20 * time.Millisecond)
	defer poll.Stop()
	for {
		unread, err := f.site.Notifications.UnreadCount(f.ben)
		if get(f, unread, err) == was+1 {
			return
		}
		select {
		case <-poll.C:
		case <-deadline:
			f.Fatalf("Ben has %d unread notifications, before the task it was %d", unread, was)
		}
	}
}
