package tasktest

import (
	"context"
	"fmt"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/null"
)

func rightsCases() cases {
	return cases{
		"Q64 Q68 who may do what in a project":        projectRights,
		"Q64 another's object is as an unknown one":   unseenObjects,
		"Q65 a label of another project is not there": foreignLabel,
		"Q67 nobody raises their own role":            ownRole,
	}
}

// target is what an act is done to.
type target struct{ project, label, column, member, task string }

// act is something that a caller may or may not do.
type act struct {
	// need is the role from which on it is possible; with Viewer and reads the project's audience may as well.
	need  task.Role
	reads bool
	do    func(ctx context.Context, w *World, to target) error
	// undo puts back what is needed for the next one.
	undo func(ctx context.Context, w *World, to target) error
}

// callers are everybody who may try an act, with their role.
func (c Cast) callers(t *testing.T) map[string]caller {
	return map[string]caller{
		"owner":              {c.Owner.Ctx, task.Owner, identity.User},
		"editor":             {c.Editor.Ctx, task.Editor, identity.User},
		"commenter":          {c.Commenter.Ctx, task.Commenter, identity.User},
		"viewer":             {c.Viewer.Ctx, task.Viewer, identity.User},
		"former member":      {c.Former.Ctx, task.None, identity.User},
		"stranger":           {c.Stranger.Ctx, task.None, identity.User},
		"admin":              {c.Admin.Ctx, task.None, identity.User},
		"nobody":             {t.Context(), task.None, identity.Nobody},
		"audience":           {As(t, identity.OfAudience(c.Project.ID)), task.Viewer, identity.Audience},
		"another's audience": {As(t, identity.OfAudience(c.Other.ID)), task.None, identity.Audience},
		"module":             {As(t, identity.OfModule("notification")), task.None, identity.Module},
	}
}

type caller struct {
	ctx  context.Context
	role task.Role
	kind identity.Kind
}

// wants is how an act ends for a caller; ok when it is done.
func (a act) wants(c caller) (ok bool, kind fault.Kind) {
	switch {
	case c.kind == identity.Nobody:
		return false, fault.Unauthenticated
	case a.reads || (c.kind == identity.User && c.role == task.None):
		return c.role.AtLeast(a.need), fault.NotFound
	case c.kind == identity.User:
		return c.role.AtLeast(a.need), fault.Forbidden
	default:
		return false, fault.Forbidden
	}
}

func projectRights(t *testing.T, w *World) {
	c := w.Cast(t)
	for name, a := range projectActs() {
		to := target{project: c.Project.ID, column: "todo", member: c.Commenter.ID}
		to.label = w.label(t, c.Owner, c.Project, "l"+NewKey()).ID
		w.tryAll(t, c, name, a, to)
	}
}

// tryAll has every caller try an act. One who may not leaves no event.
func (w *World) tryAll(t *testing.T, c Cast, name string, a act, to target) {
	t.Helper()
	for who, caller := range c.callers(t) {
		before := w.Last(t, c.Owner, c.Project.ID)
		err := a.do(caller.ctx, w, to)
		ok, kind := a.wants(caller)
		if !ok {
			WantKind(t, name+" by "+who, err, kind)
			if after := w.Last(t, c.Owner, c.Project.ID); after.ID != before.ID {
				t.Errorf("%s by %s made the event %+v", name, who, after)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s by %s: %v", name, who, err)
		}
		if a.undo == nil {
			continue
		}
		if err := a.undo(c.Owner.Ctx, w, to); err != nil {
			t.Fatalf("after %s by %s: %v", name, who, err)
		}
	}
}

func unseenObjects(t *testing.T, w *World) {
	c := w.Cast(t)
	seen := target{
		project: c.Project.ID, column: "todo", member: c.Commenter.ID, label: w.label(t, c.Owner, c.Project, "bug").ID,
	}
	for name, a := range projectActs() {
		w.hides(t, c, name, a, seen, target{project: NewID(), column: "todo", member: NewID(), label: NewID()})
	}
}

// hides says whether who is no member gets the same answer for what is there as for what is not.
func (w *World) hides(t *testing.T, c Cast, name string, a act, seen, unknown target) {
	t.Helper()
	for who, ctx := range map[string]context.Context{
		"a stranger": c.Stranger.Ctx, "a former member": c.Former.Ctx, "an admin": c.Admin.Ctx,
	} {
		WantSame(t, name+" by "+who, a.do(ctx, w, seen), a.do(ctx, w, unknown))
	}
}

func foreignLabel(t *testing.T, w *World) {
	c := w.Cast(t)
	theirs := w.label(t, c.Stranger, c.Other, "bug")
	_, err := w.UpdateLabel(c.Owner.Ctx, task.UpdateLabel{ID: theirs.ID, Name: null.Value("x")})
	WantKind(t, "changing it", err, fault.NotFound)
	WantKind(t, "deleting it", w.DeleteLabel(c.Owner.Ctx, theirs.ID), fault.NotFound)
}

func ownRole(t *testing.T, w *World) {
	c := w.Cast(t)
	for _, who := range []Person{c.Editor, c.Commenter, c.Viewer} {
		_, err := w.SetMember(who.Ctx, task.SetMember{ProjectID: c.Project.ID, UserID: who.ID, Role: task.Owner})
		WantKind(t, fmt.Sprint("raising oneself as ", who.Name), err, fault.Forbidden)
	}
	_, err := w.SetMember(c.Admin.Ctx, task.SetMember{ProjectID: c.Project.ID, UserID: c.Admin.ID, Role: task.Owner})
	WantKind(t, "an admin, where an owner is", err, fault.NotFound)
}
