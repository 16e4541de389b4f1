// Package page is keyset pagination: first/after and last/before, with cursors that name a place in
// one list and are refused by every other.
package page

import (
	"tasklane/platform/fault"
)

// Sizes of a page. Default is used when neither first nor last is given.
const (
	Default = 50
	Max     = 100
)

// Args asks for a page: the First items behind After, or the Last before Before. A nil size and an
// empty cursor are absent.
type Args struct {
	First, Last   *int
	After, Before string
	// Count asks for Page.Total, which costs a query.
	Count bool
}

// Page is what was asked for, in the list's order.
type Page[T any] struct {
	Items []T
	// Cursors has the cursor of each item.
	Cursors          []string
	HasNext, HasPrev bool
	// Total counts the whole list when Args.Count was set: exact to 10,000, and 10,000 beyond.
	Total int
}

// CountLimit is where counting stops.
const CountLimit = 10_000

// Window is Args after its check: how many, from where, in which direction.
type Window struct {
	// Limit is the size of the page, 1 to Max.
	Limit int
	// Backward reads from the end of the list: last/before.
	Backward bool
	// Key holds the sort values of the item that the page starts behind (or ends before), as the list encoded
	// them; empty at the list's start or end.
	Key []string
}

// Check refuses sizes outside of 1 to Max, first together with last, and cursors that are not of the
// list that is named. list is anything that identifies the list and its order, e.g. "tasks:POSITION:ASC";
// keys is how many sort values a cursor of it has.
func (a Args) Check(list string, keys int) (Window, error) {
	w := Window{Limit: Default}
	if a.First != nil && a.Last != nil {
		return w, fault.Invalidf("last", "Ask for first or for last, not for both.")
	}
	if a.After != "" && a.Before != "" {
		return w, fault.Invalidf("before", "Use after with first, or before with last, not both.")
	}
	size, field := a.First, "first"
	if a.Last != nil {
		size, field = a.Last, "last"
	}
	w.Backward = a.Last != nil || (a.First == nil && a.Before != "")
	if size != nil {
		if *size < 1 || *size > Max {
			return w, fault.Invalidf(field, "A page has 1 to %d items.", Max)
		}
		w.Limit = *size
	}
	cursor := a.After
	if w.Backward {
		if a.After != "" {
			return w, fault.Invalidf("after", "Use after with first.")
		}
		cursor = a.Before
	} else if a.Before != "" {
		return w, fault.Invalidf("before", "Use before with last.")
	}
	if cursor == "" {
		return w, nil
	}
	key, err := decode(list, cursor)
	if err != nil || len(key) != keys {
		return w, w.NotOfThisList()
	}
	w.Key = key
	return w, nil
}

// NotOfThisList refuses the cursor: it is of another list, or its values are none of this one's.
func (w Window) NotOfThisList() error {
	field := "after"
	if w.Backward {
		field = "before"
	}
	return fault.Invalidf(field, "This is not a cursor of this list; use one that it returned.")
}

// Cut makes the page of rows that were read one past the window's limit, in the direction of reading.
// cursor gives the sort values of an item.
func Cut[T any](list string, w Window, rows []T, cursor func(T) []string) Page[T] {
	more := len(rows) > w.Limit
	if more {
		rows = rows[:w.Limit]
	}
	p := Page[T]{Items: rows, Cursors: make([]string, len(rows))}
	if w.Backward {
		for i, j := 0, len(rows)-1; i < j; i, j = i+1, j-1 {
			rows[i], rows[j] = rows[j], rows[i]
		}
		p.HasPrev, p.HasNext = more, len(w.Key) > 0
	} else {
		p.HasNext, p.HasPrev = more, len(w.Key) > 0
	}
	of := fingerprint(list)
	for i, row := range rows {
		p.Cursors[i] = encode(of, cursor(row))
	}
	return p
}
