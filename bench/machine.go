package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"time"

	"github.com/google/uuid"
)

// The bare tables of the machine's limits: rows of a task's size, of which 50 share a key.
const (
	rawRows    = 10_000
	rawPerKey  = 50
	rawText    = "Rework the settings page: what people see when they open their settings, and what they expect to find there."
	rawCreate  = `CREATE TABLE raw (id text PRIMARY KEY, project_id text NOT NULL, title text NOT NULL, status text NOT NULL, created_at bigint NOT NULL)`
	rawIndex   = `CREATE INDEX raw_project ON raw (project_id, created_at, id)`
	rawInsert  = `INSERT INTO raw (id, project_id, title, status, created_at) VALUES ($1, $2, $3, $4, $5)`
	rawSelect  = `SELECT id, title, status, created_at FROM raw WHERE project_id = $1 ORDER BY created_at DESC, id LIMIT 50`
	rawUpdate  = `UPDATE raw SET status = $2 WHERE id = $1`
	rawLock    = `CREATE TABLE raw_lock AS SELECT 1 AS n`
	rawWriters = 16
)

// store is a bare database: each call is a transaction of its own.
type store interface {
	exec(ctx context.Context, sql string, args ...any) error
	rows(ctx context.Context, sql string, args ...any) (int, error) // reads every column of every row
	// behindLock locks the one row of the table raw_lock and then runs the statement.
	behindLock(ctx context.Context, sql string, args ...any) error
}

// measureStore fills a table and returns how many inserts, reads of 50 rows, updates and inserts behind a lock a second
// the database takes from 16 callers.
func measureStore(ctx context.Context, s store, each time.Duration) (l limits, err error) {
	for _, sql := range []string{rawCreate, rawIndex, rawLock} {
		if err := s.exec(ctx, sql); err != nil {
			return l, err
		}
	}
	ids := make([]string, rawRows)
	for n := range ids {
		ids[n] = uuid.NewString()
	}
	row := func(id string, n int) []any {
		return []any{id, "project " + strconv.Itoa(n/rawPerKey), rawText, "todo", int64(n)}
	}
	if err := inParallel(func(worker int) error {
		for n := worker; n < rawRows; n += rawWriters {
			if err := s.exec(ctx, rawInsert, row(ids[n], n)...); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return l, err
	}
	for _, one := range []struct {
		rate *float64
		work func(random *rand.Rand) error
	}{
		{&l.insert, func(random *rand.Rand) error {
			return s.exec(ctx, rawInsert, row(uuid.NewString(), rawRows+random.IntN(rawRows))...)
		}},
		{&l.behindLock, func(random *rand.Rand) error {
			return s.behindLock(ctx, rawInsert, row(uuid.NewString(), rawRows+random.IntN(rawRows))...)
		}},
		{&l.read, func(random *rand.Rand) error {
			found, err := s.rows(ctx, rawSelect, "project "+strconv.Itoa(random.IntN(rawRows/rawPerKey)))
			if err == nil && found != rawPerKey {
				err = fmt.Errorf("read %d rows", found)
			}
			return err
		}},
		{&l.update, func(random *rand.Rand) error {
			return s.exec(ctx, rawUpdate, ids[random.IntN(rawRows)], strconv.Itoa(random.IntN(1000)))
		}},
	} {
		if *one.rate, err = perSecond(ctx, each, one.work); err != nil {
			return l, err
		}
	}
	return l, nil
}

// perSecond has 16 callers work for a quarter of the time as warm-up and then for the whole of it.
func perSecond(ctx context.Context, each time.Duration, work func(*rand.Rand) error) (float64, error) {
	after := time.Now().Add(each / 4)
	until := after.Add(each)
	done := make([]int, rawWriters)
	err := inParallel(func(worker int) error {
		random := rand.New(rand.NewPCG(2, uint64(worker))) // the same choices in every run
		for ctx.Err() == nil {
			at := time.Now()
			if at.After(until) {
				return nil
			}
			if err := work(random); err != nil {
				return err
			}
			if at.After(after) {
				done[worker]++
			}
		}
		return ctx.Err()
	})
	sum := 0
	for _, n := range done {
		sum += n
	}
	return float64(sum) / each.Seconds(), err
}

// inParallel runs the work of 16 callers and returns the first error.
func inParallel(work func(worker int) error) error {
	var group sync.WaitGroup
	failed := make(chan error, rawWriters)
	for worker := range rawWriters {
		group.Go(func() { failed <- work(worker) })
	}
	group.Wait()
	close(failed)
	for err := range failed {
		if err != nil {
			return err
		}
	}
	return nil
}
