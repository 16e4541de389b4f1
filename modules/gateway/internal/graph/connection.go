package graph

import (
	"tasklane/platform/page"
)

// pageArgs are the arguments of every connection.
type pageArgs struct {
	First, Last   *int32
	After, Before *string
}

func (a pageArgs) of(sel selection) page.Args {
	return page.Args{
		First: size(a.First), Last: size(a.Last),
		After: value(a.After), Before: value(a.Before),
		Count: sel.wants("totalCount"),
	}
}

// forward are the arguments of a connection that is read in one direction.
type forward struct {
	First *int32
	After *string
}

func (a forward) of(sel selection) page.Args {
	return pageArgs{First: a.First, After: a.After}.of(sel)
}

type pageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

type edge[T any] struct {
	Cursor string
	Node   *T
}

// connection is a page of a list as Relay has it.
type connection[T any] struct {
	Nodes      []*T
	Edges      []*edge[T]
	PageInfo   *pageInfo
	TotalCount int32
}

// connect makes a connection of a page and the views of its items.
func connect[T, V any](p page.Page[T], views []*V) *connection[V] {
	c := &connection[V]{
		Nodes:      views,
		Edges:      make([]*edge[V], len(views)),
		PageInfo:   &pageInfo{HasNextPage: p.HasNext, HasPreviousPage: p.HasPrev},
		TotalCount: int32(p.Total),
	}
	for i, view := range views {
		c.Edges[i] = &edge[V]{Cursor: p.Cursors[i], Node: view}
	}
	if n := len(p.Cursors); n > 0 {
		c.PageInfo.StartCursor, c.PageInfo.EndCursor = &p.Cursors[0], &p.Cursors[n-1]
	}
	return c
}

func size(n *int32) *int {
	if n == nil {
		return nil
	}
	i := int(*n)
	return &i
}

// value is what a pointer points to, or the zero value.
func value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
