package app

import (
	"slices"
	"time"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/mention"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

const (
	maxTitle = 500
	// mostTaskLabels is how many labels a task may have, and how many ids a list of labels.
	mostTaskLabels = 100
	// mostMentions is how many people one text tells.
	mostMentions = 100
)

// patch is what a change wants of a task: the same for a new one, for an update, and for a bulk update. It was
// checked as far as that is possible without the database.
type patch struct {
	title, description, status, assignee, parent null.Of[string]
	priority                                     null.Of[task.Priority]
	labels                                       null.Of[[]string]
	addLabels, removeLabels                      []string
	startOn, dueOn                               null.Of[task.Date]
	startAt, dueAt                               null.Of[time.Time]
	// mentions are whom the new description mentions.
	mentions []string
	// people are the names of those whom the change is about.
	people map[string]string
}

func (p patch) checked() (patch, error) {
	var err error
	if p.title.Cleared() {
		return p, fault.Invalidf("input.title", "A task needs a title.")
	}
	if p.title.Given() {
		if p.title.Value, err = line("input.title", p.title.Value, maxTitle); err != nil {
			return p, err
		}
	}
	if p.description.Set {
		p.description = null.Value(p.description.Or(""))
		if _, err = text("input.description", p.description.Value); err != nil {
			return p, err
		}
		p.mentions = mentionsIn(p.description.Value)
	}
	if p.status.Cleared() {
		return p, fault.Invalidf("input.status", "A task needs a status.")
	}
	if err := checkPriority(p.priority); err != nil {
		return p, err
	}
	if p.assignee.Given() && !isID(p.assignee.Value) {
		return p, notMember()
	}
	if p.parent.Given() && !isID(p.parent.Value) {
		return p, noParent()
	}
	if err := p.checkLabels(); err != nil {
		return p, err
	}
	return p.checkDates()
}

func checkPriority(p null.Of[task.Priority]) error {
	switch {
	case p.Cleared():
		return fault.Invalidf("input.priority", "A priority is NONE, LOW, MEDIUM, HIGH or URGENT.")
	case !p.Given(), slices.Contains(priorities, p.Value):
		return nil
	default:
		return fault.Invalidf("input.priority", "A priority is NONE, LOW, MEDIUM, HIGH or URGENT.")
	}
}

var priorities = []task.Priority{task.NoPriority, task.Low, task.Medium, task.High, task.Urgent}

func (p patch) checkLabels() error {
	for field, ids := range map[string][]string{
		"input.labelIds": p.labels.Value, "input.addLabelIds": p.addLabels, "input.removeLabelIds": p.removeLabels,
	} {
		if len(ids) > mostTaskLabels {
			return fault.Invalidf(field, "A task has at most %d labels.", mostTaskLabels)
		}
		if slices.ContainsFunc(ids, func(id string) bool { return !isID(id) }) {
			return noLabel(field)
		}
	}
	return nil
}

func (p patch) checkDates() (patch, error) {
	if p.startOn.Given() && p.startAt.Given() {
		return p, fault.Invalidf("input.startAt", "Give startOn or startAt, not both.")
	}
	if p.dueOn.Given() && p.dueAt.Given() {
		return p, fault.Invalidf("input.dueAt", "Give dueOn or dueAt, not both.")
	}
	for field, day := range map[string]null.Of[task.Date]{"input.startOn": p.startOn, "input.dueOn": p.dueOn} {
		if err := checkDay(field, day); err != nil {
			return p, err
		}
	}
	var err error
	if p.startAt, err = checkInstant("input.startAt", p.startAt); err != nil {
		return p, err
	}
	p.dueAt, err = checkInstant("input.dueAt", p.dueAt)
	return p, err
}

// The years that dates may have: what lies outside is a slip of the pen, and breaks what computes with dates.
const firstYear, lastYear = 1900, 2999

func checkDay(field string, day null.Of[task.Date]) error {
	if !day.Given() {
		return nil
	}
	t, err := time.Parse(time.DateOnly, string(day.Value))
	if err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return fault.Invalidf(field, "A day is written 2026-11-23 and lies in the years %d to %d.", firstYear, lastYear)
	}
	return nil
}

// checkInstant cuts a time to the precision that is stored.
func checkInstant(field string, at null.Of[time.Time]) (null.Of[time.Time], error) {
	if !at.Given() {
		return at, nil
	}
	t := database.At(at.Value).Time
	if t.Year() < firstYear || t.Year() > lastYear {
		return at, fault.Invalidf(field, "A time lies in the years %d to %d.", firstYear, lastYear)
	}
	return null.Value(t), nil
}

func mentionsIn(text string) []string {
	ids := mention.Find(text)
	return ids[:min(len(ids), mostMentions)]
}

func notMember() error {
	return fault.Invalidf("input.assignedUserId", "Assign the task to a member of the project.")
}

func noLabel(field string) error {
	return fault.Invalidf(field, "Use labels of the task's project.")
}

func tooManyLabels() error {
	return fault.Invalidf("input.labelIds", "A task has at most %d labels.", mostTaskLabels)
}

func noParent() error {
	return fault.Invalidf("input.parentId", "Choose a task of the same project that is not in the trash.")
}

func noColumn() error {
	return fault.Invalidf("input.status", "The project has no column with this key.")
}
