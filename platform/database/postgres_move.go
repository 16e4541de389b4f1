package database

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/georgysavva/scany/v2/dbscan"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
)

// movedTable is a table as PostgreSQL has it.
type movedTable struct {
	name    string
	columns []movedColumn
	refers  []string // the tables that its foreign keys lead to
}

type movedColumn struct {
	Name string `db:"name"`
	Type string `db:"type"`
	// Sequence is what fills the column where no value is given; nil for most.
	Sequence *string `db:"sequence"`
}

func (t movedTable) names() []string {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.Name
	}
	return names
}

// alone is the server with one connection more, for one long transaction.
func (e *postgresEngine) alone(ctx context.Context) (*postgresEngine, error) {
	config := e.unhurried()
	config.MaxConns = 1
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, err
	}
	return newPostgresEngine(poolSession{pool: pool, size: 1}), nil
}

// postgresTable asks the server for a table by its bare name, which leads to where the migrations made it.
func postgresTable(ctx context.Context, s session, name string) (movedTable, error) {
	t := movedTable{name: name}
	err := rowsOf(ctx, s, &t.columns, `SELECT a.attname AS name, t.typname AS type, pg_get_serial_sequence($1, a.attname) AS sequence
		FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
		WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum`, quoted(name))
	if err == nil && len(t.columns) == 0 {
		err = fmt.Errorf("the target has no table %s", name)
	}
	if err != nil {
		return t, err
	}
	err = rowsOf(ctx, s, &t.refers, `SELECT DISTINCT p.relname FROM pg_constraint c JOIN pg_class p ON p.oid = c.confrelid
		WHERE c.conrelid = to_regclass($1) AND c.contype = 'f' AND c.confrelid <> c.conrelid`, quoted(name))
	return t, err
}

// byReference puts tables behind those that they refer to: a row must find what it refers to when its table is full.
func byReference(tables []movedTable) (ordered []movedTable, err error) {
	done := map[string]bool{}
	for len(ordered) < len(tables) {
		before := len(ordered)
		for _, t := range tables {
			waits := slices.ContainsFunc(t.refers, func(other string) bool { return !done[other] })
			if !done[t.name] && !waits {
				ordered, done[t.name] = append(ordered, t), true
			}
		}
		if len(ordered) == before {
			return nil, errors.New("database: tables refer to each other in a circle, or to one that is not carried")
		}
	}
	return ordered, nil
}

// tellEvery is after how many rows progress is told.
const tellEvery = 20_000

// movedRows are SQLite's rows as pgx takes them for COPY.
type movedRows struct {
	dbscan.Rows

	table  movedTable
	told   func(rows int64)
	n      int64
	values []any
}

// Values reads the current row; the slice is the next one's too.
func (r *movedRows) Values() ([]any, error) {
	if r.values == nil {
		r.values = make([]any, len(r.table.columns))
	}
	places := make([]any, len(r.values))
	for i := range r.values {
		places[i] = &r.values[i]
	}
	if err := r.Scan(places...); err != nil {
		return nil, err
	}
	for i, c := range r.table.columns {
		r.values[i] = c.value(r.values[i])
	}
	if r.n++; r.n%tellEvery == 0 {
		r.told(r.n)
	}
	return r.values, nil
}

// value is what the column holds for what SQLite keeps, which has neither truth values nor vectors of words.
func (c movedColumn) value(kept any) any {
	switch v := kept.(type) {
	case int64:
		if c.Type == "bool" {
			return v != 0
		}
	case string:
		if c.Type == "tsvector" {
			return wordsOf(v)
		}
	}
	return kept
}

// wordsOf is what Dialect.SearchValue makes of SearchText.
func wordsOf(text string) pgtype.TSVector {
	vector := pgtype.TSVector{Valid: true}
	for word := range strings.FieldsSeq(text) {
		vector.Lexemes = append(vector.Lexemes, pgtype.TSVectorLexeme{Word: word})
	}
	return vector
}
