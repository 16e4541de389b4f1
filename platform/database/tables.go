package database

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/georgysavva/scany/v2/dbscan"
)

// Counts is how many rows each table has, by its name. The tables in which migrations are noted are left out.
type Counts map[string]int64

// Total is how many rows all tables have.
func (c Counts) Total() (rows int64) {
	for _, n := range c {
		rows += n
	}
	return rows
}

var errNoFile = errors.New("database: this is for SQLite files")

// CountRows counts the rows of every table of a SQLite file, all at one moment.
func CountRows(ctx context.Context, db *DB) (counts Counts, err error) {
	e, ok := db.engine.engine.(*sqliteEngine)
	if !ok {
		return nil, errNoFile
	}
	tx, err := e.snapshot(ctx)
	if err != nil {
		return nil, e.fault(ctx, err)
	}
	defer tx.rollback() //nolint:errcheck // it has only read
	tables, err := sqliteTables(ctx, tx)
	if err == nil {
		counts, err = countRows(ctx, tx, tables)
	}
	return counts, e.fault(ctx, err)
}

// sqliteTables lists the tables that hold what they say: neither SQLite's own, nor those of an index for search, which
// are made from another, nor those of the migrations.
func sqliteTables(ctx context.Context, s session) (tables []string, err error) {
	err = rowsOf(ctx, s, &tables, `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
		AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE $1 ESCAPE '\' ORDER BY name`, `%\`+versionTable(""))
	return tables, err
}

// countRows works on both databases.
func countRows(ctx context.Context, s session, tables []string) (Counts, error) {
	counts := make(Counts, len(tables))
	for _, table := range tables {
		var n []int64
		if err := rowsOf(ctx, s, &n, "SELECT COUNT(*) FROM "+quoted(table)); err != nil {
			return nil, fmt.Errorf("counting the rows of %s: %w", table, err)
		}
		counts[table] = n[0]
	}
	return counts, nil
}

// rowsOf is Select for what has no Querier.
func rowsOf(ctx context.Context, s session, dst any, sql string, args ...any) error {
	return s.query(ctx, sql, args, func(rows dbscan.Rows) error { return scanner.ScanAll(dst, rows) })
}

// quoted writes names as both databases take them, parted by commas.
func quoted(names ...string) string {
	words := make([]string, len(names))
	for i, name := range names {
		words[i] = `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
	}
	return strings.Join(words, ", ")
}
