package eventlog

import (
	"strings"

	"tasklane/platform/database"
)

// maxRows is how many entries one INSERT takes.
const maxRows = 128

// columns are those of a log's entry.
var columns = []string{"stream", "seq", "id", "type", "subject", "actor", "at", "changes", "body"}

// entryColumns are the columns of the table that has this alias.
func entryColumns(alias string) string { return alias + "." + strings.Join(columns, ", "+alias+".") }

// logSQL is the text of a Log's statements, with the module's name filled in once.
type logSQL struct {
	lock, end, blank, blankAll, dropEntries, dropStream string
	after, at, heads, ends                              string
	// append has the INSERT of 1, 2, 4 … maxRows entries. Few texts, so that each stays prepared.
	append map[int]string
}

func newLogSQL(module string, d database.Dialect) logSQL {
	named := func(text string) string { return strings.ReplaceAll(text, "module_", module+"_") }
	all := strings.Join(columns, ", ")
	s := logSQL{
		// It makes the row or locks the one that is there, which WHERE FALSE leaves as it is: the row that every writer of a
		// stream waits for is never rewritten.
		lock: named(`INSERT INTO module_streams (stream) VALUES ($1)
			ON CONFLICT (stream) DO UPDATE SET stream = excluded.stream WHERE FALSE`),
		end:         named("SELECT COALESCE(max(seq), 0) FROM module_log WHERE stream = $1"),
		blank:       named("UPDATE module_log SET changes = '[]', body = '{}' WHERE stream = $1 AND subject = $2"),
		blankAll:    named("UPDATE module_log SET changes = '[]', body = '{}' WHERE subject = $1"),
		dropEntries: named("DELETE FROM module_log WHERE stream = $1"),
		dropStream:  named("DELETE FROM module_streams WHERE stream = $1"),
		after:       named("SELECT " + all + " FROM module_log WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3"),
		at:          named("SELECT " + all + " FROM module_log WHERE stream = $1 AND seq = $2"),
		// Each stream's end is one look at the primary key. A GROUP BY would read the whole log.
		heads: named(`SELECT s.stream,
			COALESCE((SELECT l.seq FROM module_log l WHERE l.stream = s.stream ORDER BY l.seq DESC LIMIT 1), 0) AS seq,
			COALESCE((SELECT l.id FROM module_log l WHERE l.stream = s.stream ORDER BY l.seq DESC LIMIT 1), '') AS id
			FROM module_streams s WHERE ` + d.In("s.stream", 1)),
		ends: named(`SELECT s.stream,
			COALESCE((SELECT l.seq FROM module_log l WHERE l.stream = s.stream ORDER BY l.seq DESC LIMIT 1), 0) AS seq
			FROM module_streams s`),
		append: map[int]string{},
	}
	for rows := 1; rows <= maxRows; rows *= 2 {
		s.append[rows] = named("INSERT INTO module_log (" + all + ") VALUES " + database.Values(rows, len(columns), 1))
	}
	return s
}
