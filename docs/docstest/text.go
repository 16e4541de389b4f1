package docstest

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// words is what is read of a node: its text without marks.
func words(node ast.Node, source []byte) string {
	var all strings.Builder
	_ = ast.Walk(node, func(inner ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch inner := inner.(type) {
		case *ast.Text:
			all.Write(inner.Value(source))
		case *ast.String:
			all.Write(inner.Value)
		}
		return ast.WalkContinue, nil
	})
	return all.String()
}

// anchor is what GitHub makes of a heading: lower case, hyphens for spaces, no punctuation.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

// rows are a table's rows below its heading, cell by cell.
func rows(table *east.Table, source []byte) (heading string, cells [][]string) {
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		var line []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			line = append(line, words(cell, source))
		}
		if _, first := row.(*east.TableHeader); first {
			heading = strings.Join(line, " | ")
		} else {
			cells = append(cells, line)
		}
	}
	return heading, cells
}
