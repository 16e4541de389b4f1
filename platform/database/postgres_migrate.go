package database

import (
	"context"
	"errors"
	"hash/fnv"

	"github.com/georgysavva/scany/v2/dbscan"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

func (e *postgresEngine) version(ctx context.Context, table string) (version, applied int64, err error) {
	var l latest
	err = e.session.query(ctx, latestQuery(table), nil, func(rows dbscan.Rows) error { return scanner.ScanOne(&l, rows) })
	var answer *pgconn.PgError
	if errors.As(err, &answer) && answer.Code == "42P01" { // undefined_table
		return 0, 0, nil
	}
	return l.Version, l.Applied, err
}

// migrate works on a connection of its own, which waits as long as it must. Of several pods one gets the lock; the others wait for it and find nothing left to do.
func (e *postgresEngine) migrate(ctx context.Context, run migrationRun) error {
	config := e.unhurried().ConnConfig
	config.RuntimeParams["lock_timeout"] = "0"
	db := stdlib.OpenDB(*config)
	defer db.Close() //nolint:errcheck // every migration has committed or failed before
	name := fnv.New32a()
	name.Write([]byte("tasklane migrations " + run.module))
	locker, err := lock.NewPostgresSessionLocker(
		lock.WithLockID(int64(name.Sum32())),
		lock.WithLockTimeout(1, 600), // asks every second, for ten minutes
	)
	if err != nil {
		return err
	}
	return run.up(ctx, goose.DialectPostgres, db, locker)
}
