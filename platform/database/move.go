package database

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/georgysavva/scany/v2/dbscan"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"tasklane/platform/fault"
)

// ErrNotEmpty says that the target of a move has data already.
var ErrNotEmpty = errors.New("the target is not empty")

// Move carries every row of every table of a SQLite file to a PostgreSQL server, where the tables have been made by the
// same migrations and nobody has used them yet: no table may have more rows than fresh says, or the error is
// ErrNotEmpty. It is one transaction there: all is carried, or nothing, also when the process is killed half-way. Nobody
// can write to the file meanwhile, and it stays as it is.
//
// The tables and columns are those that the databases tell of; who adds one need not think of Move. The counts of both
// sides are compared at the end and returned. progress hears how many of a table's rows are there; it may be nil.
func Move(ctx context.Context, from, to *DB, fresh Counts, progress func(table string, rows, of int64)) (Counts, error) {
	source, isFile := from.engine.engine.(*sqliteEngine)
	server, isServer := to.engine.engine.(*postgresEngine)
	if !isFile || !isServer {
		return nil, errors.New("database: Move goes from SQLite to PostgreSQL")
	}
	if progress == nil {
		progress = func(string, int64, int64) {}
	}
	out, err := source.begin(ctx, "")
	if err != nil {
		return nil, source.fault(ctx, err)
	}
	defer out.rollback() //nolint:errcheck // it has only read
	target, err := server.alone(ctx)
	if err != nil {
		return nil, server.fault(ctx, err)
	}
	defer target.close() //nolint:errcheck // it has no error to tell
	in := target.transaction("begin")
	defer in.rollback() //nolint:errcheck // for what fails half-way
	m := move{from: out, to: in, fresh: fresh, progress: progress}
	if err := m.run(ctx); err != nil {
		return nil, server.fault(ctx, source.fault(ctx, err))
	}
	return m.counts, server.fault(ctx, m.commit(ctx))
}

// move is one run of Move.
type move struct {
	from     session     // the file at one moment
	to       *postgresTx // all or nothing
	fresh    Counts
	progress func(table string, rows, of int64)

	tables []movedTable // those that others refer to come first
	counts Counts       // of the file
}

func (m *move) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{m.compare, m.takeOver, m.carryAll, m.goOn, m.check} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// compare finds the tables of both sides, which must be the same, and counts the file's rows.
func (m *move) compare(ctx context.Context) error {
	names, err := sqliteTables(ctx, m.from)
	if err != nil {
		return err
	}
	for _, name := range names {
		t, err := postgresTable(ctx, m.to, name)
		if err != nil {
			return err
		}
		var have []string
		if err := rowsOf(ctx, m.from, &have, "SELECT name FROM pragma_table_info($1)", name); err != nil {
			return err
		}
		if want := t.names(); !slices.Equal(slices.Sorted(slices.Values(have)), slices.Sorted(slices.Values(want))) {
			return fmt.Errorf("the table %s has the columns %q here and %q in the target", name, have, want)
		}
		m.tables = append(m.tables, t)
	}
	if m.tables, err = byReference(m.tables); err != nil {
		return err
	}
	m.counts, err = countRows(ctx, m.from, names)
	return err
}

// takeOver keeps others from writing to the target, makes sure that nobody has, and takes away what the migrations put
// there: the file has it too, as it has become since.
func (m *move) takeOver(ctx context.Context) error {
	if _, err := m.to.exec(ctx, "LOCK TABLE "+quoted(m.names()...)+" IN EXCLUSIVE MODE", nil); err != nil {
		return fmt.Errorf("taking over the target's tables: %w", err)
	}
	there, err := countRows(ctx, m.to, m.names())
	if err != nil {
		return err
	}
	for _, t := range slices.Backward(m.tables) {
		if n := there[t.name]; n > m.fresh[t.name] {
			return fmt.Errorf("%w: its table %s has %d rows", ErrNotEmpty, t.name, n)
		}
		if there[t.name] == 0 {
			continue
		}
		if _, err := m.to.exec(ctx, "DELETE FROM "+quoted(t.name), nil); err != nil {
			return err
		}
	}
	return nil
}

func (m *move) carryAll(ctx context.Context) error {
	for _, t := range m.tables {
		if err := m.carry(ctx, t); err != nil {
			return fmt.Errorf("carrying the table %s: %w", t.name, err)
		}
	}
	return nil
}

// carry reads and writes a table in one go; what is under way at a time is a few dozen kilobytes.
func (m *move) carry(ctx context.Context, t movedTable) error {
	of := m.counts[t.name]
	rows := &movedRows{table: t, told: func(n int64) { m.progress(t.name, n, of) }}
	err := m.from.query(ctx, "SELECT "+quoted(t.names()...)+" FROM "+quoted(t.name), nil, func(found dbscan.Rows) error {
		rows.Rows = found
		_, err := m.to.conn.CopyFrom(ctx, pgx.Identifier{t.name}, t.names(), rows)
		return err
	})
	if answer, ok := errors.AsType[*pgconn.PgError](err); ok && answer.Code == "57014" && ctx.Err() == nil {
		return errors.New(answer.Message) // the server repeats why we broke off
	}
	if err == nil && rows.n%tellEvery != 0 {
		rows.told(rows.n)
	}
	return err
}

// goOn has the target count on from where the file has come to, and plan by what is there now.
func (m *move) goOn(ctx context.Context) error {
	for _, t := range m.tables {
		for _, c := range t.columns {
			if c.Sequence == nil {
				continue
			}
			next := fmt.Sprintf("SELECT setval($1::text::regclass, COALESCE(MAX(%s), 0) + 1, false) FROM %s", quoted(c.Name), quoted(t.name))
			if _, err := m.to.exec(ctx, next, []any{*c.Sequence}); err != nil {
				return fmt.Errorf("counting on in %s: %w", t.name, err)
			}
		}
	}
	_, err := m.to.exec(ctx, "ANALYZE "+quoted(m.names()...), nil)
	return err
}

// check compares the counts of both sides.
func (m *move) check(ctx context.Context) error {
	there, err := countRows(ctx, m.to, m.names())
	if err != nil {
		return err
	}
	for table, n := range m.counts {
		if there[table] != n {
			return fmt.Errorf("the table %s has %d rows and %d of them arrived: nothing was moved", table, n, there[table])
		}
	}
	return nil
}

// commitTime is longer than a server needs to write all of it to its disk.
const commitTime = 10 * time.Minute

func (m *move) commit(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, commitTime)
	defer cancel()
	unknown, err := m.to.commit(ctx, func() {})
	if unknown {
		return fault.Down(time.Second, true, "The target did not confirm the move. Repeat it: if it then is not empty, everything is there.").Because(err)
	}
	return err
}

func (m *move) names() []string {
	names := make([]string, len(m.tables))
	for i, t := range m.tables {
		names[i] = t.name
	}
	return names
}
