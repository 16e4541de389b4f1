package graph

import (
	"context"

	graphql "github.com/graph-gophers/graphql-go"
)

// selection is what a query wants below a field. Resolvers fetch everything that is wanted below them in
// one call for each kind of thing, so that the children are plain values: a child that fetched for itself
// would do so once for each item of a list, and would make the whole list several times slower.
type selection struct {
	ctx      context.Context
	prefixes []string
}

// selected is the selection of the field that ctx belongs to.
func selected(ctx context.Context) selection {
	return selection{ctx: ctx, prefixes: []string{""}}
}

// wants says whether any of the fields is selected. A field may be a path: "author.email".
func (s selection) wants(fields ...string) bool {
	for _, prefix := range s.prefixes {
		for _, field := range fields {
			if graphql.HasSelectedField(s.ctx, prefix+field) {
				return true
			}
		}
	}
	return false
}

// in is the selection below any of the fields, taken together.
func (s selection) in(fields ...string) selection {
	below := selection{ctx: s.ctx, prefixes: make([]string, 0, len(s.prefixes)*len(fields))}
	for _, prefix := range s.prefixes {
		for _, field := range fields {
			below.prefixes = append(below.prefixes, prefix+field+".")
		}
	}
	return below
}

// items is the selection of a connection's items.
func (s selection) items() selection { return s.in("nodes", "edges.node") }
