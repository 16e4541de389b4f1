package databasetest

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"testing"

	"tasklane/platform/database"
)

// suiteFiles are the migrations of the tables that the suite works on.
//
//go:embed suite
var suiteFiles embed.FS

// Adapter opens a new database that has the tables of some modules, and closes it at the test's end.
type Adapter func(t testing.TB, files fs.FS, modules []string) *database.DB

// Run is the behaviour that every adapter must show.
func Run(t *testing.T, open Adapter) {
	t.Helper()
	for name, check := range map[string]func(*testing.T, *database.DB){
		"a commit is kept and an error leaves nothing":       commitAndRollback,
		"a panic leaves nothing and goes on to the caller":   panicRollsBack,
		"a failed statement ends the transaction":            failedStatementEndsTransaction,
		"writing or reading inside of Write is refused":      nestedIsRefused,
		"what reads cannot write":                            readersCannotWrite,
		"a snapshot is one moment":                           snapshotIsOneMoment,
		"what is not committed is not seen":                  uncommittedIsNotSeen,
		"a cancelled write leaves nothing":                   cancelledWriteLeavesNothing,
		"a slow statement ends with its context":             slowStatementEnds,
		"a slow row ends with its context":                   slowRowEnds,
		"what nobody waits for comes before the next":        laterComesBeforeTheNext,
		"what nobody waits for fails the transaction":        laterFailsTheTransaction,
		"16 writers lose nothing":                            writersLoseNothing,
		"16 writers who share their commits lose nothing":    writersTogether,
		"transactions in each other's way both succeed":      deadlockIsRepeated,
		"constraints have names":                             constraints,
		"no rows, and more than one":                         rowCounts,
		"placeholders are bound by number":                   placeholders,
		"times, booleans, numbers and nulls come back":       scalars,
		"JSON comes back as it was":                          documents,
		"lists":                                              lists,
		"Q80 emoji are kept, NUL and broken UTF-8 refused":   text,
		"arguments that only one database takes are refused": unportableArguments,
		"text sorts by bytes":                                sortsByBytes,
		"search finds words":                                 searchFinds,
		"Q77 search words are no syntax":                     searchIsNoSyntax,
		"search follows changes":                             searchFollows,
		"search takes text of any length":                    searchTakesLongText,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check(t, open(t, suiteFiles, []string{"suite"}))
		})
	}
}

var errOnPurpose = errors.New("on purpose")

// addOwner writes the row that most checks look for.
func addOwner(ctx context.Context, tx *database.Tx, id string) error {
	_, err := tx.Exec(ctx, "INSERT INTO owners (id, name) VALUES ($1, $1)", id)
	return err
}

func owners(t *testing.T, q database.Querier) int {
	t.Helper()
	var n int
	if err := q.Get(context.Background(), &n, "SELECT COUNT(*) FROM owners"); err != nil {
		t.Fatal(err)
	}
	return n
}

func write(t *testing.T, db *database.DB, fn func(ctx context.Context, tx *database.Tx) error) {
	t.Helper()
	if err := db.Write(context.Background(), fn); err != nil {
		t.Fatal(err)
	}
}
