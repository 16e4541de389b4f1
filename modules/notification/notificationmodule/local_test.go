package notificationmodule_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"

	"tasklane/migrations"
	"tasklane/modules/notification/notificationmodule"
	"tasklane/modules/notification/notificationtest"
	"tasklane/platform/broadcast/memory"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog"
)

var tables = []string{"task", "notification"}

func TestLocalOnSQLite(t *testing.T) {
	t.Parallel()
	notificationtest.Run(t, func(t *testing.T) notificationtest.World {
		return open(t, databasetest.SQLite(t, migrations.FS, tables))
	})
}

func TestLocalOnPostgreSQL(t *testing.T) {
	t.Parallel()
	notificationtest.Run(t, func(t *testing.T) notificationtest.World {
		return open(t, databasetest.Postgres(t, migrations.FS, tables))
	})
}

// site is a database with a module's log in it and processes that read it.
type site struct {
	db  *database.DB
	air *memory.Broadcast
	// deps are what each process gets besides.
	deps notificationmodule.Deps
}

// start makes a process with the module and runs it until stop is called, or the test ends.
func (s site) start(t *testing.T) (m *notificationmodule.Module, stop func()) {
	t.Helper()
	d := s.deps
	d.DB, d.Broadcast, d.Log = s.db, s.air, slog.New(slog.DiscardHandler)
	m, err := notificationmodule.Local(d)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	for _, unit := range m.Units() {
		running.Go(func() {
			if err := unit.Run(ctx); err != nil {
				t.Error(err)
			}
		})
	}
	stop = sync.OnceFunc(func() { cancel(); running.Wait() })
	t.Cleanup(stop)
	return m, stop
}

func open(t *testing.T, db *database.DB) notificationtest.World {
	t.Helper()
	log := eventlog.New(db, "task")
	s := site{db: db, air: memory.New(memory.WithQueue(1024)), deps: notificationmodule.Deps{Source: log.Source()}}
	m, _ := s.start(t)
	return s.world(m, log, func(t *testing.T) {
		databasetest.Exec(t, db, `DELETE FROM notification_positions`)
		s.start(t)
	})
}

// world is the suite's look at a process; rewind has the whole log come again.
func (s site) world(m *notificationmodule.Module, log *eventlog.Log, rewind func(t *testing.T)) notificationtest.World {
	return notificationtest.World{
		Service: m.Service(), Broadcast: s.air, Nudge: m.Nudge, Consumers: m.Consumers(), Rewind: rewind,
		Another: func(t *testing.T) { s.start(t) },
		Log: func(t *testing.T, userID string) []eventlog.Entry {
			t.Helper()
			entries, err := eventlog.New(s.db, "notification").After(t.Context(), s.db.Read(), userID, 0, 1000)
			if err != nil {
				t.Fatal(err)
			}
			return entries
		},
		Append: func(t *testing.T, entries ...eventlog.Entry) (written []eventlog.Entry) {
			t.Helper()
			err := s.db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) (err error) {
				var streams []string
				for _, e := range entries {
					streams = append(streams, e.Stream)
				}
				turn, err := log.Begin(ctx, tx, streams...)
				if err != nil {
					return err
				}
				written, err = turn.Append(ctx, entries...)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return written
		},
	}
}
