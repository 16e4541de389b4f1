package document

import (
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"
)

// source is a document's text with its tokens.
type source struct {
	text   string
	tokens []token
}

// token is one lexical token and its place in the text, in bytes.
type token struct {
	kind       lexer.Type
	name       string // of a Name
	start, end int
	runes      int // where it starts, in runes, as the parser counts
}

// lex splits a text into tokens, without comments. The error is a *gqlerror.Error.
func lex(text string) ([]token, error) {
	l := lexer.New(&ast.Source{Input: text})
	var tokens []token
	bytes, runes := 0, 0
	forward := func(to int) int {
		for runes < to {
			_, n := utf8.DecodeRuneInString(text[bytes:])
			bytes += n
			runes++
		}
		return bytes
	}
	for {
		t, err := l.ReadToken()
		if err != nil {
			return nil, err
		}
		if t.Kind == lexer.EOF {
			return tokens, nil
		}
		if t.Kind == lexer.Comment {
			continue
		}
		read := token{kind: t.Kind, runes: t.Pos.Start}
		if t.Kind == lexer.Name {
			read.name = t.Value
		}
		read.start = forward(t.Pos.Start)
		read.end = forward(t.Pos.End)
		tokens = append(tokens, read)
	}
}

// part is one definition of a document: an operation or a fragment, as a range of tokens.
type part struct {
	from, to int // tokens[from:to]
	fragment string
	// operation is the number of the operation among the document's operations, from 0; only without fragment.
	operation int
}

// parts finds the definitions of a valid document.
func (s source) parts() []part {
	var parts []part
	operations, from, braces, parens := 0, 0, 0, 0
	for i, t := range s.tokens {
		switch t.kind {
		case lexer.ParenL:
			parens++
		case lexer.ParenR:
			parens--
		case lexer.BraceL:
			braces++
		case lexer.BraceR:
			braces--
			if braces > 0 || parens > 0 {
				continue
			}
			p := part{from: from, to: i + 1}
			if keyword := s.firstName(from); s.tokens[keyword].name == "fragment" {
				p.fragment = s.tokens[keyword+1].name
			} else {
				p.operation = operations
				operations++
			}
			parts = append(parts, p)
			from = i + 1
		}
	}
	return parts
}

// firstName is the index of a definition's keyword: a description may stand before it. For the short form
// of a query, which has none, it is the brace.
func (s source) firstName(from int) int {
	for s.tokens[from].kind == lexer.String || s.tokens[from].kind == lexer.BlockString {
		from++
	}
	return from
}

// closing is the index of the parenthesis that closes the one at i.
func (s source) closing(i int) int {
	depth := 0
	for ; i < len(s.tokens); i++ {
		switch s.tokens[i].kind {
		case lexer.ParenL:
			depth++
		case lexer.ParenR:
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return len(s.tokens) - 1
}
