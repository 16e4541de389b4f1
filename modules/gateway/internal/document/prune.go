package document

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"
)

// pruning decides, token by token, what of a document the executor gets. What goes is overwritten with
// blanks, so that the places in error messages stay those of the document that the client sent.
//
// It exists because the executor hands an input object's field whose variable was not sent to the resolver as
// an explicit null: an update would clear the field instead of leaving it.
type pruning struct {
	source
	drop    []bool
	keyword int // index of the keyword to rewrite to query; -1 for none
}

// prune leaves of the document: the operation and the fragments that it reaches, without the arguments and
// input fields whose variable is in unset, without a subscription's `after`, and without the definitions of
// variables that nothing uses any more.
func prune(s source, o *Operation, unset map[string]bool) *pruning {
	p := &pruning{source: s, drop: make([]bool, len(s.tokens)), keyword: -1}
	reached := reachable(o.document, o.definition.SelectionSet)
	index := slices.Index(o.document.Operations, o.definition)
	var operation part
	for _, part := range s.parts() {
		switch {
		case part.fragment == "" && part.operation == index:
			operation = part
		case part.fragment == "" || !reached[part.fragment]:
			p.dropRange(part.from, part.to)
		}
	}
	for i := 0; i+3 < len(p.tokens); i++ {
		if p.isUse(i) && unset[p.tokens[i+3].name] {
			p.dropRange(i, i+4)
		}
	}
	if o.Kind == Subscription {
		p.keyword = s.firstName(operation.from)
		p.dropAfter(o.roots[0])
	}
	p.dropDefinitions(operation)
	p.dropEmptyParens()
	return p
}

// isUse says whether an argument or input field that is just a variable starts here: name : $ variable.
func (p *pruning) isUse(i int) bool {
	t := p.tokens
	return t[i].kind == lexer.Name && t[i+1].kind == lexer.Colon && t[i+2].kind == lexer.Dollar && t[i+3].kind == lexer.Name
}

// dropAfter removes the argument `after` of a subscription: the place to start from belongs to one
// subscriber, while what is executed for each event is shared. Its value is a string, null or a variable.
func (p *pruning) dropAfter(root *ast.Field) {
	argument := root.Arguments.ForName("after")
	if argument == nil {
		return
	}
	i := slices.IndexFunc(p.tokens, func(t token) bool { return t.runes == argument.Position.Start })
	if i < 0 {
		return
	}
	end := i + 3
	if p.tokens[i+2].kind == lexer.Dollar {
		end++
	}
	p.dropRange(i, end)
}

// dropDefinitions removes the definitions of variables whose every use has gone.
func (p *pruning) dropDefinitions(operation part) {
	open := p.firstName(operation.from)
	for open < operation.to && p.tokens[open].kind != lexer.ParenL && p.tokens[open].kind != lexer.BraceL {
		if p.tokens[open].kind == lexer.At {
			return // directives before any parenthesis: there are no variables
		}
		open++
	}
	if open >= operation.to || p.tokens[open].kind != lexer.ParenL {
		return
	}
	end := p.closing(open)
	used := map[string]bool{}
	for i := 0; i+1 < len(p.tokens); i++ {
		inDefinitions := i > open && i < end
		if !inDefinitions && !p.drop[i] && p.tokens[i].kind == lexer.Dollar {
			used[p.tokens[i+1].name] = true
		}
	}
	starts := p.definitionStarts(open, end)
	for k, start := range starts {
		next := end
		if k+1 < len(starts) {
			next = starts[k+1]
		}
		p.dropDefinition(start, next, used)
	}
}

// definitionStarts finds where each variable's definition begins between two parentheses: at its dollar sign,
// or at the description before it. A string behind an equals sign is the default of the definition before.
func (p *pruning) definitionStarts(open, end int) []int {
	var starts []int
	for i := open + 1; i < end; i++ {
		if p.tokens[i].kind != lexer.Dollar {
			continue
		}
		start := i
		if isString(p.tokens[i-1].kind) && p.tokens[i-2].kind != lexer.Equals {
			start--
		}
		starts = append(starts, start)
	}
	return starts
}

// dropDefinition removes tokens[from:to] when the variable that it defines is not used.
func (p *pruning) dropDefinition(from, to int, used map[string]bool) {
	for i := from; i+1 < to; i++ {
		if p.tokens[i].kind == lexer.Dollar {
			if !used[p.tokens[i+1].name] {
				p.dropRange(from, to)
			}
			return
		}
	}
}

func isString(kind lexer.Type) bool { return kind == lexer.String || kind == lexer.BlockString }

// dropEmptyParens removes parentheses that nothing is left in: GraphQL has no empty ones.
func (p *pruning) dropEmptyParens() {
	for i, t := range p.tokens {
		if t.kind != lexer.ParenL || p.drop[i] {
			continue
		}
		end := p.closing(i)
		if !slices.Contains(p.drop[i+1:end], false) {
			p.drop[i], p.drop[end] = true, true
		}
	}
}

func (p *pruning) dropRange(from, to int) {
	for i := from; i < to; i++ {
		p.drop[i] = true
	}
}

// textLeft writes the document with blanks for what was dropped.
func (p *pruning) textLeft() string {
	var out strings.Builder
	out.Grow(len(p.text))
	at := 0
	for i, t := range p.tokens {
		out.WriteString(p.text[at:t.start])
		switch {
		case p.drop[i]:
			blank(&out, p.text[t.start:t.end])
		case i == p.keyword:
			out.WriteString("query       ") // as long as subscription
		default:
			out.WriteString(p.text[t.start:t.end])
		}
		at = t.end
	}
	out.WriteString(p.text[at:])
	return out.String()
}

// tokensLeft writes what is left with one blank between tokens: the same for documents that differ in
// layout, comments and dropped parts only.
func (p *pruning) tokensLeft() string {
	var out strings.Builder
	for i, t := range p.tokens {
		if !p.drop[i] {
			out.WriteString(p.text[t.start:t.end])
			out.WriteByte(' ')
		}
	}
	return out.String()
}

func blank(out *strings.Builder, text string) {
	if !strings.ContainsAny(text, "\n\r") {
		out.WriteString(strings.Repeat(" ", utf8.RuneCountInString(text)))
		return
	}
	for _, r := range text {
		if r != '\n' && r != '\r' {
			r = ' '
		}
		out.WriteRune(r)
	}
}

// reachable names the fragments that a selection spreads, directly or through others.
func reachable(document *ast.QueryDocument, selections ast.SelectionSet) map[string]bool {
	names := map[string]bool{}
	var walk func(ast.SelectionSet)
	walk = func(selections ast.SelectionSet) {
		for _, selection := range selections {
			switch s := selection.(type) {
			case *ast.Field:
				walk(s.SelectionSet)
			case *ast.InlineFragment:
				walk(s.SelectionSet)
			case *ast.FragmentSpread:
				if f := document.Fragments.ForName(s.Name); f != nil && !names[s.Name] {
					names[s.Name] = true
					walk(f.SelectionSet)
				}
			}
		}
	}
	walk(selections)
	return names
}
