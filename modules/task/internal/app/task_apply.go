package app

import (
	"context"
	"slices"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/null"
)

// apply changes the draft as the patch wants it, and notes what is different. Nothing is written but the task's labels.
func (b *bench) apply(ctx context.Context, d *draft, p patch) error {
	t := &d.task
	if p.title.Given() && t.Title != p.title.Value {
		d.sayText("title", t.Title, p.title.Value)
		t.Title = p.title.Value
	}
	if p.priority.Given() && t.Priority != p.priority.Value {
		d.say("priority", priorityValue(t.Priority), priorityValue(p.priority.Value))
		t.Priority = p.priority.Value
	}
	for _, step := range []func(context.Context, *draft, patch) error{
		b.describe, b.assign, b.enter, b.label, b.adopt,
	} {
		if err := step(ctx, d, p); err != nil {
			return err
		}
	}
	applyDates("start", d, &t.StartOn, &t.StartAt, p.startOn, p.startAt)
	applyDates("due", d, &t.DueOn, &t.DueAt, p.dueOn, p.dueAt)
	return nil
}

// describe sets the description and finds the members whom it newly mentions.
func (b *bench) describe(ctx context.Context, d *draft, p patch) error {
	if !p.description.Given() || d.task.Description == p.description.Value {
		return nil
	}
	d.sayText("description", d.task.Description, p.description.Value)
	var err error
	d.mentioned, err = b.newlyMentioned(ctx, b.project.ID, d.task.Description, p.mentions)
	d.task.Description = p.description.Value
	return err
}

// newlyMentioned are those of the mentioned people who are members and whom the old text did not mention.
func (j *journal) newlyMentioned(ctx context.Context, projectID, before string, mentions []string) ([]string, error) {
	old := mentionsIn(before)
	fresh := slices.DeleteFunc(slices.Clone(mentions), func(id string) bool { return slices.Contains(old, id) })
	return j.membersAmong(ctx, projectID, fresh)
}

// membersAmong are those of the people who are members of the project, in the order given.
func (j *journal) membersAmong(ctx context.Context, projectID string, people []string) ([]string, error) {
	if len(people) == 0 {
		return nil, nil
	}
	seats, err := j.s.store.Seats(ctx, j.tx, []string{projectID}, people)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(people), func(id string) bool {
		return !slices.ContainsFunc(seats, func(m task.Member) bool { return m.UserID == id })
	}), nil
}

func (b *bench) assign(ctx context.Context, d *draft, p patch) error {
	wanted := p.assignee.Or("")
	if !p.assignee.Set || d.task.AssignedUserID == wanted {
		return nil
	}
	if wanted != "" {
		members, err := b.membersAmong(ctx, b.project.ID, []string{wanted})
		if err != nil {
			return err
		}
		if len(members) == 0 {
			return notMember()
		}
	}
	before := d.task.AssignedUserID
	d.say("assignedUser", value{p.people[before], before}, value{p.people[wanted], wanted})
	d.previousAssignee, d.reassigned = before, true
	d.task.AssignedUserID = wanted
	return nil
}

// enter puts the task at the end of another column.
func (b *bench) enter(ctx context.Context, d *draft, p patch) error {
	if !p.status.Given() || d.task.Status.Key == p.status.Value {
		return nil
	}
	i := b.columns.find(p.status.Value)
	if i < 0 {
		return noColumn()
	}
	place, err := b.endOf(ctx, b.columns[i])
	if err != nil {
		return err
	}
	b.into(d, b.columns[i])
	d.task.Position = place
	return nil
}

// into notes the change of column, and with it of completion.
func (b *bench) into(d *draft, to task.Status) {
	d.say("status", columnValue(d.task.Status), columnValue(to))
	d.task.Status = to
	d.settle(b.now)
}

// settle completes a task in a column of finished ones and reopens it elsewhere.
func (d *draft) settle(now time.Time) {
	if !completes(d.task.Status.Category) {
		d.task.CompletedAt = nil
	} else if d.task.CompletedAt == nil {
		d.task.CompletedAt = &now
	}
}

// label replaces the task's labels, then adds, then removes.
func (b *bench) label(ctx context.Context, d *draft, p patch) error {
	if !p.labels.Set && len(p.addLabels) == 0 && len(p.removeLabels) == 0 {
		return nil
	}
	all, err := b.s.store.Labels(ctx, b.tx, []string{b.project.ID})
	if err != nil {
		return err
	}
	have := d.task.Labels
	wanted, err := wantedLabels(all, have, p)
	if err != nil || slices.Equal(have, wanted) {
		return err
	}
	d.say("labels", labelsValue(have), labelsValue(wanted))
	d.task.Labels = wanted
	if gone := without(have, wanted); len(gone) > 0 {
		if err := b.s.store.TakeLabels(ctx, b.tx, d.task.ID, gone); err != nil {
			return err
		}
	}
	if fresh := without(wanted, have); len(fresh) > 0 && d.stored.ID != "" {
		return b.s.store.PutLabels(ctx, b.tx, d.task.ID, fresh)
	}
	return nil
}

func wantedLabels(all, have []task.Label, p patch) ([]task.Label, error) {
	wanted := slices.Clone(have)
	if p.labels.Set {
		wanted = nil
	}
	find := func(id string) func(task.Label) bool { return func(l task.Label) bool { return l.ID == id } }
	for _, list := range []struct {
		field string
		ids   []string
	}{{"input.labelIds", p.labels.Value}, {"input.addLabelIds", p.addLabels}} {
		for _, id := range list.ids {
			i := slices.IndexFunc(all, find(id))
			if i < 0 {
				return nil, noLabel(list.field)
			}
			if !slices.ContainsFunc(wanted, find(id)) {
				wanted = append(wanted, all[i])
			}
		}
	}
	for _, id := range p.removeLabels {
		if !slices.ContainsFunc(all, find(id)) {
			return nil, noLabel("input.removeLabelIds")
		}
		wanted = slices.DeleteFunc(wanted, find(id))
	}
	if len(wanted) > mostTaskLabels {
		return nil, tooManyLabels()
	}
	sortLabels(wanted)
	return wanted, nil
}

// without gives the ids of the labels that are not among the others.
func without(labels, others []task.Label) []string {
	var ids []string
	for _, l := range labels {
		if !slices.ContainsFunc(others, func(o task.Label) bool { return o.ID == l.ID }) {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

// applyDates sets a day or an instant; the one clears the other.
func applyDates(name string, d *draft, on **task.Date, at **time.Time, day null.Of[task.Date], instant null.Of[time.Time]) {
	newOn, newAt := *on, *at
	if day.Set {
		newOn = day.Pointer()
	}
	if instant.Set {
		newAt = instant.Pointer()
	}
	if day.Given() {
		newAt = nil
	}
	if instant.Given() {
		newOn = nil
	}
	if from, to := dayValue(*on), dayValue(newOn); from != to {
		d.say(name+"On", from, to)
	}
	if from, to := instantValue(*at), instantValue(newAt); from != to {
		d.say(name+"At", from, to)
	}
	*on, *at = newOn, newAt
}
