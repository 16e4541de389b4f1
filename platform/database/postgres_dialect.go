package database

import (
	"fmt"
	"strings"
)

type postgresDialect struct{}

func (postgresDialect) Name() string { return "postgres" }

func (postgresDialect) In(expr string, n int) string {
	return fmt.Sprintf("%s = ANY($%d::text[])", expr, n)
}

func (postgresDialect) ForUpdate() string { return " FOR UPDATE" }
func (postgresDialect) ForShare() string  { return " FOR SHARE" }

func (postgresDialect) SearchValue(n int) string {
	return fmt.Sprintf("array_to_tsvector(string_to_array($%d::text, ' '))", n)
}

// SearchMatch has the argument go through text: a tsquery has no binary form that a string fits.
func (postgresDialect) SearchMatch(alias string, n int) string {
	return fmt.Sprintf("%s.words @@ $%d::text::tsquery", alias, n)
}

// SearchQuery is in the syntax of tsquery: words in single quotes, joined by &.
func (postgresDialect) SearchQuery(words []string, prefixLast bool) string {
	escape := strings.NewReplacer(`'`, `''`, `\`, `\\`)
	quote := func(word string) string { return `'` + escape.Replace(word) + `'` }
	return searchQuery(words, prefixLast, " & ", ":*", quote)
}

func (postgresDialect) list(values []string) (any, error) {
	if values == nil {
		return []string{}, nil
	}
	return values, nil
}
