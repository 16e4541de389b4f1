package app

import (
	"slices"
	"strings"
	"time"

	"tasklane/modules/task"
)

// value is a side of a change: how it is called, and the id, key or instant that it is.
type value struct{ name, value string }

// say notes a change of a field. Empty names and values are none.
func (d *draft) say(field string, from, to value) {
	d.changes = append(d.changes, task.Change{
		Field: field, From: shown(from.name), To: shown(to.name), FromValue: shown(from.value), ToValue: shown(to.value),
	})
}

// sayText notes a change of what has no other name than itself.
func (d *draft) sayText(field, from, to string) {
	d.changes = append(d.changes, changed(field, from, to))
}

func columnValue(s task.Status) value { return value{s.Name, s.Key} }

func priorityValue(p task.Priority) value {
	if p == task.NoPriority {
		return value{"", string(p)}
	}
	return value{string(p[:1]) + strings.ToLower(string(p[1:])), string(p)}
}

func labelsValue(labels []task.Label) value {
	names, ids := make([]string, len(labels)), make([]string, len(labels))
	for i, l := range labels {
		names[i], ids[i] = l.Name, l.ID
	}
	return value{strings.Join(names, ", "), strings.Join(ids, ",")}
}

func dayValue(d *task.Date) value {
	if d == nil {
		return value{}
	}
	return value{string(*d), string(*d)}
}

func instantValue(t *time.Time) value {
	if t == nil {
		return value{}
	}
	s := *instant(t)
	return value{s, s}
}

// sortLabels puts labels into the order in which they are listed.
func sortLabels(labels []task.Label) {
	slices.SortFunc(labels, func(a, b task.Label) int {
		if c := strings.Compare(folded(a.Name), folded(b.Name)); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
}
