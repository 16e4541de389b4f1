package document

import "tasklane/platform/fault"

// Limits bound what one document may ask for. A document beyond any of them is refused with
// TOO_COMPLEX, which names the limit, the document's value and the maximum. Zero means the default.
type Limits struct {
	// QueryBytes is the length of the document's text. Texts that people write (descriptions,
	// comments) travel in variables, which the body's limit bounds. Default 64 KiB.
	QueryBytes int
	// Tokens are the lexical tokens of the whole document. Default 10,000.
	Tokens int
	// Depth is the nesting of fields; introspection has a bound of its own. Default 12.
	Depth int
	// Selections are the fields, each fragment counted wherever it is spread. Default 1,000.
	Selections int
	// Aliases are the fields that are given another name. Default 100.
	Aliases int
	// Directives are the directives on operations, fields and fragments. Default 50.
	Directives int
	// MutationFields are the root fields of a mutation. Default 20.
	MutationFields int
	// Cost is the number of values that an answer may hold, see cost.go. Default 50,000.
	Cost int
}

// introspectionDepth lets the introspection query of GraphiQL and of code generators pass: they unwrap
// types nine levels deep.
const introspectionDepth = 20

// withDefaults fills in what is zero.
func (l Limits) withDefaults() Limits {
	for _, field := range []struct {
		value    *int
		standard int
	}{
		{&l.QueryBytes, 64 << 10}, {&l.Tokens, 10_000}, {&l.Depth, 12}, {&l.Selections, 1_000},
		{&l.Aliases, 100}, {&l.Directives, 50}, {&l.MutationFields, 20}, {&l.Cost, 50_000},
	} {
		if *field.value <= 0 {
			*field.value = field.standard
		}
	}
	return l
}

// within refuses a value above its limit.
func within(limit string, value, maximum int) error {
	if value <= maximum {
		return nil
	}
	if value >= unbounded {
		return fault.New(fault.TooComplex, "The document's %s is far above the maximum of %d. Ask for less at once.", limit, maximum)
	}
	return fault.New(fault.TooComplex, "The document's %s is %d; the maximum is %d. Ask for less at once.", limit, value, maximum)
}
