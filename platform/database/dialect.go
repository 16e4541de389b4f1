package database

// Dialect is everything in which the SQL of the two databases differs. Its methods return pieces of
// SQL text; n is the number of the placeholder that the piece uses.
type Dialect interface {
	// In is a condition: expr is one of the texts in the argument Strings(list).
	In(expr string, n int) string
	// ForUpdate ends a SELECT in a write transaction: its rows stay as they are until the commit.
	// SQLite, where one writes at a time, needs no words for it.
	ForUpdate() string
	// ForShare is ForUpdate for rows that others may lock the same way.
	ForShare() string
	// SearchValue is the expression that stores words; the argument is SearchText(words).
	SearchValue(n int) string
	// SearchMatch is a condition: the row of the table search that has this alias holds the words of
	// the argument SearchQuery(...).
	SearchMatch(alias string, n int) string
	// SearchQuery is the argument for SearchMatch: every word must be there, the last one as the
	// beginning of a word if prefixLast. No words match nothing.
	SearchQuery(words []string, prefixLast bool) string
	// Name is sqlite or postgres. It is for logs and for the folder of migrations: a branch on it
	// belongs behind a method of this interface.
	Name() string

	// list is the form in which the database takes a list for In.
	list(values []string) (any, error)
}
