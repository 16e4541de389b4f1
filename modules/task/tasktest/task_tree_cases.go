package tasktest

import (
	"fmt"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

func taskTreeCases() cases {
	return cases{
		"subtasks are listed oldest first":            subtasks,
		"subtasks nest at most five deep":             treeDepth,
		"a task never hangs below itself":             treeCycle,
		"Q65 Q66 a parent is of the same project":     treeForeign,
		"two who would close a circle do not":         treeRace,
		"a tree has at most 200 tasks":                treeSize,
		"below what lies in the trash nothing is put": treeTrash,
	}
}

// chain makes tasks each below the one before.
func (w *World) chain(t *testing.T, who Person, p task.Project, n int) []task.Task {
	t.Helper()
	var chain []task.Task
	for i := range n {
		in := task.NewTask{ProjectID: p.ID, Title: fmt.Sprint("Level ", i)}
		if i > 0 {
			in.ParentID = chain[i-1].ID
		}
		chain = append(chain, w.add(t, who, in))
	}
	return chain
}

func subtasks(t *testing.T, w *World) {
	c := w.Cast(t)
	parent := w.NewTask(t, c.Editor, c.Project, "P")
	for _, title := range []string{"A", "B", "C"} {
		w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: title, ParentID: parent.ID})
	}
	theirs := w.NewTask(t, c.Stranger, c.Other, "Theirs")
	w.add(t, c.Stranger, task.NewTask{ProjectID: c.Other.ID, Title: "D", ParentID: theirs.ID})
	found, err := w.Subtasks(c.Viewer.Ctx, []string{parent.ID, theirs.ID, NewID()})
	if err != nil || len(found) != 1 || fmt.Sprint(titles(found[parent.ID])) != "[A B C]" {
		t.Errorf("found %v, %v", found, err)
	}
	if err := w.DeleteTask(c.Editor.Ctx, found[parent.ID][1].ID); err != nil {
		t.Fatal(err)
	}
	found, err = w.Subtasks(c.Viewer.Ctx, []string{parent.ID})
	if err != nil || fmt.Sprint(titles(found[parent.ID])) != "[A C]" {
		t.Errorf("found %v, %v", found, err)
	}
}

func treeDepth(t *testing.T, w *World) {
	c := w.Cast(t)
	chain := w.chain(t, c.Editor, c.Project, 6) // a task, and five below each other
	_, err := w.CreateTask(c.Editor.Ctx, task.NewTask{ProjectID: c.Project.ID, Title: "Six", ParentID: chain[5].ID})
	WantField(t, "a sixth level", err, "input.parentId")
	pair := w.chain(t, c.Editor, c.Project, 2)
	_, err = w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: pair[0].ID, ParentID: value(chain[4].ID)})
	WantField(t, "a pair below the fifth", err, "input.parentId")
	if _, err = w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: pair[0].ID, ParentID: value(chain[3].ID)}); err != nil {
		t.Errorf("a pair below the fourth: %v", err)
	}
}

func treeCycle(t *testing.T, w *World) {
	c := w.Cast(t)
	chain := w.chain(t, c.Editor, c.Project, 3)
	for i := range chain {
		_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: chain[0].ID, ParentID: value(chain[i].ID)})
		WantField(t, fmt.Sprint("below level ", i), err, "input.parentId")
	}
	if _, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: chain[1].ID, ParentID: null.Null[string]()}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: chain[0].ID, ParentID: value(chain[2].ID)}); err != nil {
		t.Errorf("once it hangs there no more: %v", err)
	}
}

func treeForeign(t *testing.T, w *World) {
	c := w.Cast(t)
	mine, theirs := w.NewTask(t, c.Editor, c.Project, "Mine"), w.NewTask(t, c.Stranger, c.Other, "Theirs")
	_, unknown := w.CreateTask(c.Editor.Ctx, task.NewTask{ProjectID: c.Project.ID, Title: "T", ParentID: NewID()})
	WantField(t, "an unknown parent", unknown, "input.parentId")
	_, err := w.CreateTask(c.Editor.Ctx, task.NewTask{ProjectID: c.Project.ID, Title: "T", ParentID: theirs.ID})
	WantSame(t, "another's parent", err, unknown)
	_, err = w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: mine.ID, ParentID: value(theirs.ID)})
	WantSame(t, "put below another's", err, unknown)
	own := w.NewProject(t, c.Editor)
	second := w.NewTask(t, c.Editor, own, "Also mine")
	_, err = w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: mine.ID, ParentID: value(second.ID)})
	WantSame(t, "put below one's own of another project", err, unknown)
}

func treeRace(t *testing.T, w *World) {
	c := w.Cast(t)
	for range 10 {
		a, b := w.NewTask(t, c.Editor, c.Project, "A"), w.NewTask(t, c.Editor, c.Project, "B")
		failed := make(chan error, 2)
		for _, pair := range [][2]string{{a.ID, b.ID}, {b.ID, a.ID}} {
			go func() {
				_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: pair[0], ParentID: value(pair[1])})
				failed <- err
			}()
		}
		one, other := <-failed, <-failed
		if (one == nil) == (other == nil) {
			t.Fatalf("exactly one may be done: %v, %v", one, other)
		}
	}
}

func treeSize(t *testing.T, w *World) {
	c := w.Cast(t)
	root := w.NewTask(t, c.Editor, c.Project, "Root")
	for i := range 199 {
		w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: fmt.Sprint("Leaf ", i), ParentID: root.ID})
	}
	_, err := w.CreateTask(c.Editor.Ctx, task.NewTask{ProjectID: c.Project.ID, Title: "Too many", ParentID: root.ID})
	WantField(t, "the 201st", err, "input.parentId")
	if err := w.DeleteTask(c.Editor.Ctx, root.ID); err != nil {
		t.Fatal(err)
	}
	if left := w.listAll(t, c.Viewer, task.List{Filter: task.Filter{ProjectIDs: []string{c.Project.ID}}}); len(left) != 0 {
		t.Errorf("%d tasks are left of the tree", len(left))
	}
	if err := w.PurgeTask(c.Owner.Ctx, root.ID); err != nil {
		t.Fatal(err)
	}
	if left := w.listAll(t, c.Viewer, task.List{Filter: task.Filter{ProjectIDs: []string{c.Project.ID}, Deleted: true}}); len(left) != 0 {
		t.Errorf("%d tasks are left in the trash", len(left))
	}
}

func treeTrash(t *testing.T, w *World) {
	c := w.Cast(t)
	gone, live := w.NewTask(t, c.Editor, c.Project, "Gone"), w.NewTask(t, c.Editor, c.Project, "Live")
	if err := w.DeleteTask(c.Editor.Ctx, gone.ID); err != nil {
		t.Fatal(err)
	}
	_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: live.ID, ParentID: value(gone.ID)})
	WantField(t, "below what is in the trash", err, "input.parentId")
	_, err = w.Task(c.Editor.Ctx, live.ID, "")
	if fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}
