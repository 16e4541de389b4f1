package database

import (
	"fmt"
	"strings"
)

type sqliteDialect struct{}

func (sqliteDialect) Name() string { return "sqlite" }

func (sqliteDialect) In(expr string, n int) string {
	return fmt.Sprintf("%s IN (SELECT value FROM json_each($%d))", expr, n)
}

func (sqliteDialect) ForUpdate() string { return "" }
func (sqliteDialect) ForShare() string  { return "" }

func (sqliteDialect) SearchValue(n int) string { return fmt.Sprintf("$%d", n) }

func (sqliteDialect) SearchMatch(alias string, n int) string {
	return fmt.Sprintf("%s.rowid IN (SELECT rowid FROM search_fts WHERE search_fts MATCH $%d)", alias, n)
}

// SearchQuery is in the syntax of FTS5: strings in double quotes, one after the other.
func (sqliteDialect) SearchQuery(words []string, prefixLast bool) string {
	quote := func(word string) string { return `"` + strings.ReplaceAll(word, `"`, `""`) + `"` }
	if query := searchQuery(words, prefixLast, " ", "*", quote); query != "" {
		return query
	}
	return quote("")
}

func (sqliteDialect) list(values []string) (any, error) { return encodeList(values) }
