package tasktest

import (
	"context"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

func moreRightsCases() cases {
	return cases{
		"Q68 only editors delete labels":                   labelRights,
		"Q68 everybody may leave, and nobody twice":        leaveRights,
		"Q64 an audience has its project and nothing else": audienceRights,
		"nobody may do nothing":                            nobodyRights,
	}
}

func labelRights(t *testing.T, w *World) {
	c := w.Cast(t)
	deleting := act{need: task.Editor, do: func(ctx context.Context, w *World, to target) error {
		return w.DeleteLabel(ctx, to.label)
	}}
	for who, caller := range c.callers(t) {
		l := w.label(t, c.Owner, c.Project, NewKey())
		err := deleting.do(caller.ctx, w, target{label: l.ID})
		ok, kind := deleting.wants(caller)
		if ok && err != nil {
			t.Errorf("%s: %v", who, err)
		}
		if !ok {
			WantKind(t, who, err, kind)
			if n, err := w.Node(c.Owner.Ctx, l.ID); err != nil || n.Label == nil {
				t.Errorf("%s was refused, and the label is gone: %v", who, err)
			}
		}
	}
}

func leaveRights(t *testing.T, w *World) {
	c := w.Cast(t)
	for _, who := range []Person{c.Editor, c.Commenter, c.Viewer} {
		if err := w.RemoveMember(who.Ctx, c.Project.ID, who.ID); err != nil {
			t.Errorf("%s leaves: %v", who.Name, err)
		}
		_, unknown := w.Project(who.Ctx, NewID(), "")
		WantSame(t, who.Name+" leaves again", w.RemoveMember(who.Ctx, c.Project.ID, who.ID), unknown)
	}
}

func audienceRights(t *testing.T, w *World) {
	c := w.Cast(t)
	audience := As(t, identity.OfAudience(c.Project.ID))
	found, err := w.ProjectsByID(audience, []string{c.Project.ID, c.Other.ID})
	if err != nil || len(found) != 1 || found[c.Project.ID].ViewerRole != task.Viewer {
		t.Errorf("it sees %+v, %v", found, err)
	}
	heads, err := w.Heads(audience, []string{c.Project.ID, c.Other.ID})
	if err != nil || len(heads) != 1 {
		t.Errorf("it sees the heads %+v, %v", heads, err)
	}
	_, err = w.ListProjects(audience, task.ProjectList{})
	WantKind(t, "listing projects", err, fault.Forbidden)
	_, err = w.SharesProject(audience, []string{c.Owner.ID})
	WantKind(t, "asking who shares a project", err, fault.Forbidden)
	_, err = w.CreateProject(audience, task.NewProject{Key: NewKey(), Name: "x"})
	WantKind(t, "making a project", err, fault.Forbidden)
	WantKind(t, "leaving", w.RemoveMember(audience, c.Project.ID, c.Viewer.ID), fault.Forbidden)
	if err := w.DeleteProject(c.Owner.Ctx, c.Project.ID); err != nil {
		t.Fatal(err)
	}
	_, err = w.Project(audience, c.Project.ID, "")
	WantKind(t, "a project in the trash", err, fault.NotFound)
}

func nobodyRights(t *testing.T, w *World) {
	nobody := t.Context()
	for what, err := range map[string]error{
		"CreateProject": second(w.CreateProject(nobody, task.NewProject{Key: NewKey(), Name: "x"})),
		"ListProjects":  second(w.ListProjects(nobody, task.ProjectList{})),
		"by key":        second(w.Project(nobody, "", "WEB")),
		"SharesProject": second(w.SharesProject(nobody, nil)),
		"Heads":         second(w.Heads(nobody, nil)),
		"Node":          second(w.Node(nobody, "x")),
		"a task's log":  second(w.ListEvents(nobody, task.History{TaskID: NewID()})),
	} {
		WantKind(t, what, err, fault.Unauthenticated)
	}
	_, err := w.Roles(nobody, nil)
	WantKind(t, "Roles", err, fault.Forbidden)
}

// second is the error of a call whose answer does not matter.
func second[T any](_ T, err error) error { return err }
