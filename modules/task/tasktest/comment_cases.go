package tasktest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/page"
)

func commentCases() cases {
	return cases{
		"a comment is added, changed and deleted":       commentLife,
		"Q12 a comment sent twice is one":               commentTwice,
		"only members who are newly mentioned are told": commentMentions,
		"one changes one's own, owners delete any":      commentRights,
		"Q65 a comment goes with its task's project":    commentUnseen,
		"Q44 comments are paged both ways":              commentPages,
		"bad comments are refused":                      commentInput,
	}
}

func (w *World) comment(t *testing.T, who Person, taskID, body string) task.Comment {
	t.Helper()
	c, err := w.AddComment(who.Ctx, task.NewComment{TaskID: taskID, Body: body})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func commentLife(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	body := strings.Repeat("ä", 300)
	said := w.comment(t, c.Commenter, made.ID, body)
	if said.Body != body || said.AuthorID != c.Commenter.ID || said.TaskID != made.ID || said.ProjectID != c.Project.ID || said.EditedAt != nil {
		t.Errorf("added: %+v", said)
	}
	if is := w.read(t, c.Viewer, made.ID); is.CommentCount != 1 || is.Version != 1 {
		t.Errorf("the task: %d comments, version %d", is.CommentCount, is.Version)
	}
	changed, err := w.UpdateComment(c.Commenter.Ctx, said.ID, "shorter")
	if err != nil || changed.Body != "shorter" || changed.EditedAt == nil || !changed.CreatedAt.Equal(said.CreatedAt) {
		t.Errorf("changed: %+v, %v", changed, err)
	}
	if _, err := w.UpdateComment(c.Commenter.Ctx, said.ID, "shorter"); err != nil {
		t.Error(err)
	}
	found, err := w.CommentsByID(c.Viewer.Ctx, []string{said.ID, NewID()})
	if err != nil || len(found) != 1 || found[said.ID].Body != "shorter" {
		t.Errorf("read: %v, %v", found, err)
	}
	if err := w.DeleteComment(c.Commenter.Ctx, said.ID); err != nil {
		t.Fatal(err)
	}
	if is := w.read(t, c.Viewer, made.ID); is.CommentCount != 0 {
		t.Errorf("%d comments are counted", is.CommentCount)
	}
	WantKind(t, "again", w.DeleteComment(c.Commenter.Ctx, said.ID), fault.NotFound)
	events := w.since(t, c.Owner, c.Project.ID, seq)
	if len(events) != 3 {
		t.Fatalf("%d events", len(events))
	}
	for i, want := range []task.EventType{task.CommentAdded, task.CommentUpdated, task.CommentDeleted} {
		e := events[i]
		if e.Type != want || e.CommentID != said.ID || e.TaskID != made.ID || e.TaskVersion != 1 {
			t.Errorf("event %d: %+v", i, e)
		}
	}
	if got := events[0].Facts; got.Excerpt != strings.Repeat("ä", 200) || !slices.Contains(got.WatcherIDs, c.Commenter.ID) || got.TaskRef != made.Ref {
		t.Errorf("facts: %+v", got)
	}
}

func commentTwice(t *testing.T, w *World) {
	c := w.Cast(t)
	made, second := w.NewTask(t, c.Editor, c.Project, "T"), w.NewTask(t, c.Editor, c.Project, "U")
	in := task.NewComment{ID: NewID(), TaskID: made.ID, Body: "once"}
	first, err := w.AddComment(c.Commenter.Ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.AddComment(c.Commenter.Ctx, in)
	if err != nil || again != first {
		t.Errorf("again: %+v, %v, want %+v", again, err, first)
	}
	if is := w.read(t, c.Viewer, made.ID); is.CommentCount != 1 {
		t.Errorf("%d comments", is.CommentCount)
	}
	_, err = w.AddComment(c.Editor.Ctx, in)
	WantKind(t, "another's id", err, fault.Conflict)
	in.TaskID = second.ID
	_, err = w.AddComment(c.Commenter.Ctx, in)
	WantKind(t, "for another task", err, fault.Conflict)
}

func commentMentions(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	to := func(people ...Person) string {
		var out strings.Builder
		out.WriteString("Hello")
		for _, p := range people {
			fmt.Fprintf(&out, " [@%s](mention:%s)", p.Name, p.ID)
		}
		return out.String()
	}
	said := w.comment(t, c.Commenter, made.ID, to(c.Viewer, c.Stranger, c.Viewer, c.Former))
	if got := w.Last(t, c.Owner, c.Project.ID).Facts.MentionedIDs; !slices.Equal(got, []string{c.Viewer.ID}) {
		t.Errorf("mentioned %v", got)
	}
	if _, err := w.UpdateComment(c.Commenter.Ctx, said.ID, to(c.Owner, c.Viewer)); err != nil {
		t.Fatal(err)
	}
	if got := w.Last(t, c.Owner, c.Project.ID).Facts.MentionedIDs; !slices.Equal(got, []string{c.Owner.ID}) {
		t.Errorf("newly mentioned %v", got)
	}
	if got := w.watchers(t, c.Viewer, made.ID); len(got) != 4 {
		t.Errorf("watchers %v: author, commenter, and two mentioned", got)
	}
}

func commentRights(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	_, err := w.AddComment(c.Viewer.Ctx, task.NewComment{TaskID: made.ID, Body: "x"})
	WantKind(t, "a viewer's comment", err, fault.Forbidden)
	said := w.comment(t, c.Commenter, made.ID, "mine")
	for what, who := range map[string]Person{"an editor": c.Editor, "an owner": c.Owner, "a viewer": c.Viewer} {
		_, err := w.UpdateComment(who.Ctx, said.ID, "yours")
		WantKind(t, what+" changes it", err, fault.Forbidden)
	}
	for what, who := range map[string]Person{"an editor": c.Editor, "a viewer": c.Viewer} {
		WantKind(t, what+" deletes it", w.DeleteComment(who.Ctx, said.ID), fault.Forbidden)
	}
	w.Join(t, c.Owner, c.Project, c.Commenter, task.Viewer)
	_, err = w.UpdateComment(c.Commenter.Ctx, said.ID, "still mine")
	WantKind(t, "its author, who only views now", err, fault.Forbidden)
	WantKind(t, "its author, who only views now", w.DeleteComment(c.Commenter.Ctx, said.ID), fault.Forbidden)
	if err := w.DeleteComment(c.Owner.Ctx, said.ID); err != nil {
		t.Errorf("an owner: %v", err)
	}
}

func commentUnseen(t *testing.T, w *World) {
	c := w.Cast(t)
	theirs := w.comment(t, c.Stranger, w.NewTask(t, c.Stranger, c.Other, "T").ID, "theirs")
	if found, err := w.CommentsByID(c.Owner.Ctx, []string{theirs.ID}); err != nil || len(found) != 0 {
		t.Errorf("read: %v, %v", found, err)
	}
	_, unknown := w.UpdateComment(c.Owner.Ctx, NewID(), "x")
	WantKind(t, "an unknown comment", unknown, fault.NotFound)
	_, err := w.UpdateComment(c.Owner.Ctx, theirs.ID, "x")
	WantSame(t, "another's comment", err, unknown)
	WantSame(t, "deleting it", w.DeleteComment(c.Owner.Ctx, theirs.ID), unknown)
	_, unknown = w.AddComment(c.Owner.Ctx, task.NewComment{TaskID: NewID(), Body: "x"})
	_, err = w.AddComment(c.Owner.Ctx, task.NewComment{TaskID: theirs.TaskID, Body: "x"})
	WantSame(t, "commenting another's task", err, unknown)
	_, unknown = w.ListComments(c.Owner.Ctx, task.CommentList{TaskID: NewID()})
	_, err = w.ListComments(c.Owner.Ctx, task.CommentList{TaskID: theirs.TaskID})
	WantSame(t, "listing another's comments", err, unknown)
}

func commentPages(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	for i := range 7 {
		w.comment(t, c.Editor, made.ID, fmt.Sprint(i))
	}
	read := func(args page.Args) (string, page.Page[task.Comment]) {
		t.Helper()
		p, err := w.ListComments(c.Viewer.Ctx, task.CommentList{TaskID: made.ID, Page: args})
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, each := range p.Items {
			out.WriteString(each.Body)
		}
		return out.String(), p
	}
	got, first := read(page.Args{First: new(3), Count: true})
	if got != "012" || !first.HasNext || first.HasPrev || first.Total != 7 {
		t.Errorf("first: %s, %+v", got, first)
	}
	if got, p := read(page.Args{First: new(9), After: first.Cursors[2]}); got != "3456" || p.HasNext || !p.HasPrev {
		t.Errorf("after: %s, %+v", got, p)
	}
	got, last := read(page.Args{Last: new(2)})
	if got != "56" || !last.HasPrev || last.HasNext {
		t.Errorf("last: %s, %+v", got, last)
	}
	if got, _ := read(page.Args{Last: new(2), Before: last.Cursors[0]}); got != "34" {
		t.Errorf("before: %s", got)
	}
	other := w.NewTask(t, c.Editor, c.Project, "U")
	_, err := w.ListComments(c.Viewer.Ctx, task.CommentList{TaskID: other.ID, Page: page.Args{After: first.Cursors[0]}})
	WantField(t, "a cursor of another list", err, "after")
}

func commentInput(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	said := w.comment(t, c.Editor, made.ID, strings.Repeat("é", 100_000))
	for what, body := range map[string]string{
		"nothing": "", "blanks": " \n\t", "too long": strings.Repeat("é", 100_001), "NUL": "a\x00b", "a lone surrogate": "a\xed\xa0\x80b",
	} {
		_, err := w.AddComment(c.Editor.Ctx, task.NewComment{TaskID: made.ID, Body: body})
		WantField(t, what, err, "input.body")
		_, err = w.UpdateComment(c.Editor.Ctx, said.ID, body)
		WantField(t, what, err, "input.body")
	}
	_, err := w.AddComment(c.Editor.Ctx, task.NewComment{ID: "X", TaskID: made.ID, Body: "x"})
	WantField(t, "no id", err, "input.id")
}
