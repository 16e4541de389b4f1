// Package document reads GraphQL documents before they are executed: what an operation asks for, whether
// that is within the limits, what its variables may be, and the text that the executor gets. It knows the
// schema and no resolver.
package document

import (
	"errors"
	"fmt"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"tasklane/platform/fault"
)

// Catalog parses documents against one schema and remembers those used last.
type Catalog struct {
	schema  *ast.Schema
	limits  Limits
	scalars Scalars
	rules   *rules.Rules
	cache   *cache
}

// Scalars check values of the schema's own scalars, by the scalar's name. The value is what JSON gives
// (string, float64, bool); the error's text is shown to the caller, who is told the argument's path too.
type Scalars map[string]func(value any) error

// NewCatalog reads the schema's text. The error is one of the schema.
func NewCatalog(sdl string, limits Limits, scalars Scalars) (*Catalog, error) {
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: sdl})
	if err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	return &Catalog{
		schema: schema, limits: limits.withDefaults(), scalars: scalars,
		rules: rules.NewDefaultRules(), cache: newCache(),
	}, nil
}

// Document is a document that is valid against the schema and within the limits that do not depend on
// variables. It is safe for concurrent use.
type Document struct {
	text       string
	operations []*Operation
	// AccountFields counts the root fields that hand out or end sessions (see IsAccountField), in all
	// operations: a hundred sign-ins in one document must not pass for one.
	AccountFields int
}

// Invalid is a document that cannot be executed: its syntax is wrong or it does not fit the schema.
type Invalid struct{ Problems gqlerror.List } //nolint:errname // document.Invalid reads well

func (e *Invalid) Error() string { return e.Problems.Error() }

// Parse reads a document. It returns Invalid when it cannot be executed at all, and a fault TooComplex when
// it is beyond a limit.
func (c *Catalog) Parse(text string) (*Document, error) {
	if d, ok := c.cache.get(text); ok {
		return d, nil
	}
	d, err := c.parse(text)
	if err != nil {
		return nil, err
	}
	c.cache.put(d)
	return d, nil
}

func (c *Catalog) parse(text string) (*Document, error) {
	if err := within("length in bytes", len(text), c.limits.QueryBytes); err != nil {
		return nil, err
	}
	tokens, err := lex(text)
	if err != nil {
		return nil, invalid(err)
	}
	if err := within("number of tokens", len(tokens), c.limits.Tokens); err != nil {
		return nil, err
	}
	parsed, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		return nil, invalid(err)
	}
	if len(parsed.Operations) == 0 {
		return nil, fault.Invalidf("query", "The document holds no operation.")
	}
	// The measures come before validation: comparing the fields of a bloated document is what it costs.
	m := newMeasure(parsed)
	for _, operation := range parsed.Operations {
		if err := m.check(operation, c.limits); err != nil {
			return nil, err
		}
	}
	if problems := validator.ValidateWithRules(c.schema, parsed, c.rules); len(problems) > 0 {
		return nil, &Invalid{Problems: problems}
	}
	d := &Document{text: text}
	for _, definition := range parsed.Operations {
		operation, err := c.operation(parsed, definition, source{text: text, tokens: tokens})
		if err != nil {
			return nil, err
		}
		d.operations = append(d.operations, operation)
		for _, field := range operation.Fields {
			if operation.Kind == Mutation && IsAccountField(field) {
				d.AccountFields++
			}
		}
	}
	return d, nil
}

// Operation finds the operation to execute: the one of that name, or the only one when the name is empty.
func (d *Document) Operation(name string) (*Operation, error) {
	if name == "" {
		if len(d.operations) > 1 {
			return nil, fault.Invalidf("operationName", "The document holds several operations; say which one to execute.")
		}
		return d.operations[0], nil
	}
	for _, operation := range d.operations {
		if operation.Name == name {
			return operation, nil
		}
	}
	return nil, fault.Invalidf("operationName", "The document holds no operation of this name.")
}

func invalid(err error) error {
	if problem, ok := errors.AsType[*gqlerror.Error](err); ok {
		return &Invalid{Problems: gqlerror.List{problem}}
	}
	return &Invalid{Problems: gqlerror.List{gqlerror.Wrap(err)}}
}
