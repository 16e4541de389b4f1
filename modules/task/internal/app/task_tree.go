package app

import (
	"context"
	"slices"

	"tasklane/platform/fault"
)

const (
	// mostDeep is how deep subtasks nest below a task without a parent, mostInTree how many tasks hang together.
	mostDeep   = 5
	mostInTree = 200
)

// adopt puts the task below another one, or below none.
func (b *bench) adopt(ctx context.Context, d *draft, p patch) error {
	wanted := p.parent.Or("")
	if !p.parent.Set || d.task.ParentID == wanted {
		return nil
	}
	to := value{}
	if wanted != "" {
		parent, err := b.parent(ctx, d, wanted)
		if err != nil {
			return err
		}
		to = value{refOf(b.project, parent.Number), parent.ID}
	}
	from := value{}
	if d.task.ParentID != "" {
		parent, err := b.s.store.StoredTask(ctx, b.tx, d.task.ParentID)
		if err != nil {
			return err
		}
		from = value{refOf(b.project, parent.Number), parent.ID}
	}
	d.say("parent", from, to)
	d.task.ParentID = wanted
	return nil
}

// parent reads the task that another one shall hang below, and checks that the tree stays a tree, and small.
func (b *bench) parent(ctx context.Context, d *draft, id string) (StoredTask, error) {
	parent, err := ignoreNoRows(b.s.store.StoredTask(ctx, b.tx, id))
	if err != nil {
		return parent, err
	}
	if parent.ProjectID != b.project.ID || parent.DeletedAt != nil {
		return parent, noParent()
	}
	own := []Branch{{ID: d.task.ID}}
	if d.stored.ID != "" {
		if own, err = b.s.store.Tree(ctx, b.tx, d.task.ID, mostInTree+1); err != nil {
			return parent, err
		}
	}
	if slices.ContainsFunc(own, func(t Branch) bool { return t.ID == id }) {
		return parent, fault.Invalidf("input.parentId", "A task cannot be below itself.")
	}
	line, err := b.s.store.AncestorsOf(ctx, b.tx, id, mostDeep+1)
	if err != nil {
		return parent, err
	}
	if len(line)+1+own[len(own)-1].Depth > mostDeep {
		return parent, fault.Invalidf("input.parentId", "Subtasks nest at most %d deep.", mostDeep)
	}
	root := id
	if len(line) > 0 {
		root = line[len(line)-1]
	}
	whole, err := b.s.store.Tree(ctx, b.tx, root, mostInTree+1)
	if err != nil {
		return parent, err
	}
	size := len(whole)
	if !slices.ContainsFunc(whole, func(t Branch) bool { return t.ID == d.task.ID }) {
		size += len(own)
	}
	if size > mostInTree {
		return parent, fault.Invalidf("input.parentId", "At most %d tasks hang together.", mostInTree)
	}
	return parent, nil
}

// tree reads a task with everything below it as drafts, each before its children.
func (b *bench) tree(ctx context.Context, rootID string) ([]*draft, error) {
	branches, err := b.s.store.Tree(ctx, b.tx, rootID, mostInTree)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(branches))
	for i, t := range branches {
		ids[i] = t.ID
	}
	whole, err := b.s.store.WholeTasks(ctx, b.tx, ids)
	if err != nil {
		return nil, err
	}
	order := make(map[string]int, len(ids))
	for i, id := range ids {
		order[id] = i
	}
	slices.SortFunc(whole, func(x, y WholeTask) int { return order[x.ID] - order[y.ID] })
	if len(whole) == 0 {
		return nil, fault.Missing("task")
	}
	return b.drafts(whole)
}
