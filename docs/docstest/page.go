// Package docstest reads the pages that people read, for the tests that hold them against the product: whatever a page
// shows is run, or says what it needs.
package docstest

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Page is one Markdown file.
type Page struct {
	// Path is relative to the repository's root, with slashes.
	Path string
	// Blocks are its blocks of code, in order.
	Blocks []Block
	// Spans are the pieces of code inside its text.
	Spans []Span
	// Links are where its links and images lead.
	Links []Span
	// Anchors are what a link may have behind its #.
	Anchors map[string]bool
	// Tables are the rows of its tables by the name of their heading's cells, joined by " | ".
	Tables map[string][][]string
}

// Commands are the texts of the page's blocks of commands.
func (p Page) Commands() []Span {
	var all []Span
	for _, block := range p.Blocks {
		if block.Language == "sh" {
			all = append(all, Span{block.Line, block.Text})
		}
	}
	return all
}

// Block is a block of code.
type Block struct {
	Line     int
	Language string // what stands behind the fence; empty when nothing does
	Text     string
}

// Needs is what a block says in its first line that a reader must have, as "# Needs containers."; empty when it says
// nothing.
func (b Block) Needs() string {
	first, _, _ := strings.Cut(b.Text, "\n")
	what, says := strings.CutPrefix(first, "# Needs ")
	if !says {
		return ""
	}
	return strings.TrimSuffix(what, ".")
}

// Span is a piece of code or an address inside the text.
type Span struct {
	Line int
	Text string
}

// Pages reads every page below the repository's root.
func Pages(t *testing.T, root string) []Page {
	t.Helper()
	var pages []Page
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git" || entry.Name() == "testdata"):
			return filepath.SkipDir
		case entry.IsDir() || filepath.Ext(path) != ".md":
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		pages = append(pages, read(filepath.ToSlash(name), source))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// read takes a page apart.
func read(path string, source []byte) Page {
	page := Page{Path: path, Anchors: map[string]bool{}, Tables: map[string][][]string{}}
	tree := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(source))
	line := 1
	_ = ast.Walk(tree, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if node.Type() == ast.TypeBlock && node.Lines() != nil && node.Lines().Len() > 0 {
			line = 1 + bytes.Count(source[:node.Lines().At(0).Start], []byte("\n"))
		}
		page.take(node, source, line)
		return ast.WalkContinue, nil
	})
	return page
}

func (p *Page) take(node ast.Node, source []byte, line int) {
	switch node := node.(type) {
	case *ast.FencedCodeBlock:
		p.Blocks = append(p.Blocks, Block{Line: line, Language: string(node.Language(source)), Text: string(node.Lines().Value(source))})
	case *ast.CodeBlock:
		p.Blocks = append(p.Blocks, Block{Line: line, Text: string(node.Lines().Value(source))})
	case *ast.CodeSpan:
		p.Spans = append(p.Spans, Span{line, words(node, source)})
	case *ast.Link:
		p.Links = append(p.Links, Span{line, string(node.Destination)})
	case *ast.Image:
		p.Links = append(p.Links, Span{line, string(node.Destination)})
	case *ast.Heading:
		p.Anchors[anchor(words(node, source))] = true
	case *east.Table:
		heading, cells := rows(node, source)
		p.Tables[heading] = append(p.Tables[heading], cells...)
	}
}
