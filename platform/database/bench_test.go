package database_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// row is about as wide as a task in a list.
type row struct {
	ID        string         `db:"id"`
	ProjectID string         `db:"project_id"`
	Number    int64          `db:"number"`
	Title     string         `db:"title"`
	Status    string         `db:"status_id"`
	Priority  string         `db:"priority"`
	Assignee  *string        `db:"assigned_user_id"`
	Position  string         `db:"position"`
	Version   int64          `db:"version"`
	Trashed   bool           `db:"trashed"`
	CreatedAt database.Time  `db:"created_at"`
	UpdatedAt *database.Time `db:"updated_at"`
}

const (
	makeRows = `CREATE TABLE rows (id TEXT PRIMARY KEY, project_id TEXT NOT NULL, number BIGINT NOT NULL, title TEXT NOT NULL, status_id TEXT NOT NULL,
		priority TEXT NOT NULL, assigned_user_id TEXT, position TEXT NOT NULL, version BIGINT NOT NULL, trashed BOOLEAN NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT)`
	insertRow  = `INSERT INTO rows VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`
	selectRows = `SELECT id, project_id, number, title, status_id, priority, assigned_user_id, position, version, trashed, created_at, updated_at
		FROM rows WHERE project_id = $1 ORDER BY created_at DESC, id LIMIT 50`
)

func rowArgs(project string, i int) []any {
	return []any{fmt.Sprintf("%s-%032d", project, i), project, i, "A title as long as they are on the average", "0192aef2-0000-7000-8000-000000000001",
		"NORMAL", "0192aef2-0000-7000-8000-000000000002", fmt.Sprintf("a%06d", i), 1, false, int64(1_790_000_000_000_000 + i), nil}
}

func withRows(b *testing.B, open databasetest.Adapter) *database.DB {
	db := open(b, nil, nil)
	databasetest.Exec(b, db, makeRows, "CREATE INDEX rows_project_created ON rows (project_id, created_at DESC, id)")
	err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
		for i := range 1000 {
			if _, err := tx.Exec(ctx, insertRow, rowArgs("p", i)...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

// cancellable is how every request's context is.
func cancellable(b *testing.B) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	b.Cleanup(cancel)
	return ctx
}

var adapters = map[string]databasetest.Adapter{"sqlite": databasetest.SQLite, "postgres": databasetest.Postgres}

func BenchmarkWriteOneRow(b *testing.B) {
	for name, open := range adapters {
		b.Run(name, func(b *testing.B) {
			db, ctx := withRows(b, open), cancellable(b)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				err := db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
					_, err := tx.Exec(ctx, insertRow, rowArgs("q", i)...)
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tx/s")
		})
	}
}

func BenchmarkSelectFiftyRows(b *testing.B) {
	for name, open := range adapters {
		b.Run(name, func(b *testing.B) {
			db, ctx := withRows(b, open), cancellable(b)
			b.ReportAllocs()
			for b.Loop() {
				var rows []row
				if err := db.Read().Select(ctx, &rows, selectRows, "p"); err != nil || len(rows) != 50 {
					b.Fatal(len(rows), err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "selects/s")
		})
	}
}

func BenchmarkGetOneRow(b *testing.B) {
	for name, open := range adapters {
		b.Run(name, func(b *testing.B) {
			db, ctx := withRows(b, open), cancellable(b)
			id := rowArgs("p", 500)[0]
			b.ReportAllocs()
			for b.Loop() {
				var one row
				if err := db.Read().Get(ctx, &one, `SELECT * FROM rows WHERE id = $1`, id); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPlainDriver is the measure for the others: database/sql and the driver, without this
// package.
func BenchmarkPlainDriver(b *testing.B) {
	path := filepath.Join(b.TempDir(), "plain.db")
	db, err := sql.Open("sqlite", "file:"+path+"?_journal_mode=WAL&_synchronous=NORMAL&_txlock=immediate")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(makeRows + "; CREATE INDEX rows_project_created ON rows (project_id, created_at DESC, id)"); err != nil {
		b.Fatal(err)
	}
	for i := range 1000 {
		if _, err := db.Exec(insertRow, rowArgs("p", i)...); err != nil {
			b.Fatal(err)
		}
	}
	ctx := cancellable(b)
	b.Run("write", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			tx, err := db.BeginTx(ctx, nil)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := tx.ExecContext(ctx, insertRow, rowArgs("q"+b.Name(), i)...); err != nil {
				b.Fatal(err)
			}
			if err := tx.Commit(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tx/s")
	})
	b.Run("select", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			found, err := db.QueryContext(ctx, selectRows, "p")
			if err != nil {
				b.Fatal(err)
			}
			var rows []row
			for found.Next() {
				var r row
				if err := found.Scan(&r.ID, &r.ProjectID, &r.Number, &r.Title, &r.Status, &r.Priority, &r.Assignee, &r.Position, &r.Version, &r.Trashed, &r.CreatedAt, &r.UpdatedAt); err != nil {
					b.Fatal(err)
				}
				rows = append(rows, r)
			}
			if err := found.Close(); err != nil || len(rows) != 50 {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "selects/s")
	})
}
