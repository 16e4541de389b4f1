package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// postgresStore is PostgreSQL with nothing in front of it but the driver.
type postgresStore struct{ pool *pgxpool.Pool }

func (s postgresStore) exec(ctx context.Context, sql string, args ...any) error {
	_, err := s.pool.Exec(ctx, sql, args...)
	return err
}

func (s postgresStore) rows(ctx context.Context, sql string, args ...any) (n int, err error) {
	rows, err := s.pool.Query(ctx, sql, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for ; rows.Next(); n++ {
		var id, title, status string
		var at int64
		if err := rows.Scan(&id, &title, &status, &at); err != nil {
			return n, err
		}
	}
	return n, rows.Err()
}

func (s postgresStore) behindLock(ctx context.Context, sql string, args ...any) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SELECT n FROM raw_lock FOR UPDATE"); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, sql, args...)
		return err
	})
}

// sqliteStore is SQLite as Tasklane uses it: WAL, one writer for whom the others queue in Go, several readers.
type sqliteStore struct {
	writer, readers *sql.DB
	turn            *sync.Mutex
}

func (s sqliteStore) exec(ctx context.Context, sql string, args ...any) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	_, err := s.writer.ExecContext(ctx, sql, args...)
	return err
}

// behindLock is exec: SQLite has one writer at a time as it is.
func (s sqliteStore) behindLock(ctx context.Context, sql string, args ...any) error {
	return s.exec(ctx, sql, args...)
}

func (s sqliteStore) rows(ctx context.Context, sql string, args ...any) (n int, err error) {
	rows, err := s.readers.QueryContext(ctx, sql, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	for ; rows.Next(); n++ {
		var id, title, status string
		var at int64
		if err := rows.Scan(&id, &title, &status, &at); err != nil {
			return n, err
		}
	}
	return n, rows.Err()
}

func measureSQLite(ctx context.Context, folder string, each time.Duration) (l limits, err error) {
	dsn := "file:" + filepath.Join(folder, "raw.db") + "?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)"
	s := sqliteStore{turn: &sync.Mutex{}}
	for db, connections := range map[**sql.DB]int{&s.writer: 1, &s.readers: 4} {
		if *db, err = sql.Open("sqlite", dsn); err != nil {
			return l, err
		}
		defer (*db).Close() //nolint:errcheck // the file goes with its folder
		(*db).SetMaxOpenConns(connections)
		(*db).SetMaxIdleConns(connections)
	}
	return measureStore(ctx, s, each)
}

// cluster is the PostgreSQL server that databases are made on, with the rights of a superuser.
type cluster struct {
	url     string
	version string
	durable bool // it waits for the disk at each commit
}

func findCluster(ctx context.Context, address string) (c cluster, err error) {
	c.url = address
	var fsync, synchronous string
	pool, err := pgxpool.New(ctx, address)
	if err != nil {
		return c, err
	}
	defer pool.Close()
	err = pool.QueryRow(ctx, `SELECT current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')`).
		Scan(&c.version, &fsync, &synchronous)
	c.version, _, _ = strings.Cut(c.version, " ")
	c.durable = fsync == "on" && synchronous == "on"
	return c, err
}

// with makes an empty database for the time of the work.
func (c cluster) with(ctx context.Context, work func(databaseURL string) error) (err error) {
	pool, err := pgxpool.New(ctx, c.url)
	if err != nil {
		return err
	}
	defer pool.Close()
	name := "bench_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	if _, err := pool.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		return err
	}
	defer func() {
		_, dropErr := pool.Exec(context.WithoutCancel(ctx), "DROP DATABASE "+name+" WITH (FORCE)")
		err = errors.Join(err, dropErr)
	}()
	address, err := url.Parse(c.url)
	if err != nil {
		return fmt.Errorf("the address of PostgreSQL: %w", err)
	}
	address.Path = "/" + name
	return work(address.String())
}

// analyze has PostgreSQL look at the data. It does so itself within the first minutes, and plans until then without knowing
// how many rows there are. There is nothing to do for a file, whose address is empty.
func analyze(ctx context.Context, databaseURL string) error {
	if databaseURL == "" {
		return nil
	}
	conn, err := pgx.Connect(ctx, databaseURL)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx)) //nolint:errcheck // nothing depends on it
	_, err = conn.Exec(ctx, "ANALYZE")
	return err
}

func (c cluster) measure(ctx context.Context, each time.Duration) (l limits, err error) {
	err = c.with(ctx, func(databaseURL string) error {
		config, err := pgxpool.ParseConfig(databaseURL)
		if err != nil {
			return err
		}
		config.MaxConns = rawWriters
		pool, err := pgxpool.NewWithConfig(ctx, config)
		if err != nil {
			return err
		}
		defer pool.Close()
		l, err = measureStore(ctx, postgresStore{pool}, each)
		return err
	})
	return l, err
}
