package databasetest

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"tasklane/platform/database"
)

// Postgres makes a new database with the tables of these modules; the test's end drops it.
func Postgres(t testing.TB, files fs.FS, modules []string) *database.DB {
	t.Helper()
	return Open(t, postgresURL(t, files, modules))
}

// PostgresURL makes a new database without tables, for tests that open it themselves; the test's end drops it.
func PostgresURL(t testing.TB) string {
	t.Helper()
	return postgresURL(t, nil, nil)
}

// postgresURL makes a new database with the tables of these modules; the test's end drops it.
func postgresURL(t testing.TB, files fs.FS, modules []string) string {
	t.Helper()
	server := os.Getenv("TASKLANE_TEST_POSTGRES")
	if server == "" {
		const hint = "no PostgreSQL: run the tests with scripts/with-postgres"
		if os.Getenv("CI") == "true" {
			t.Fatal(hint)
		}
		t.Skip(hint)
	}
	ctx := context.Background()
	admin, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close(ctx) //nolint:errcheck // nothing depends on it
	template := "template0"
	if len(modules) > 0 {
		if template, err = ensureTemplate(ctx, admin, server, files, modules); err != nil {
			t.Fatal(err)
		}
	}
	name := "test_" + strings.ToLower(rand.Text())
	if err := createFrom(ctx, admin, name, template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { drop(t, server, name) })
	return databaseURL(server, name)
}

// ensureTemplate makes the migrated database that others are copied from, once per server: the
// packages' test binaries run at the same time and share it.
func ensureTemplate(ctx context.Context, admin *pgx.Conn, server string, files fs.FS, modules []string) (string, error) {
	key, err := fingerprint(files, modules, "postgres")
	if err != nil {
		return "", err
	}
	name := "template_" + key
	const lockID = 7_201_151
	if _, err := admin.Exec(ctx, "SELECT pg_advisory_lock($1)", lockID); err != nil {
		return "", err
	}
	defer admin.Exec(ctx, "SELECT pg_advisory_unlock($1)", lockID) //nolint:errcheck // closing the connection frees it too
	var there bool
	if err := admin.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name).Scan(&there); err != nil || there {
		return name, err
	}
	building := "building_" + key
	if _, err := admin.Exec(ctx, "DROP DATABASE IF EXISTS "+building+" WITH (FORCE)"); err != nil {
		return "", err
	}
	if err := createFrom(ctx, admin, building, "template0"); err != nil {
		return "", err
	}
	db, err := database.Open(ctx, databaseURL(server, building), database.Options{MaxConns: 2})
	if err != nil {
		return "", err
	}
	err = migrate(ctx, db, files, modules)
	db.Close() //nolint:errcheck // it has no error to tell on PostgreSQL
	if err != nil {
		return "", err
	}
	return name, whileInUse(ctx, func() error {
		_, err := admin.Exec(ctx, "ALTER DATABASE "+building+" RENAME TO "+name)
		return err
	})
}

func createFrom(ctx context.Context, admin *pgx.Conn, name, template string) error {
	return whileInUse(ctx, func() error {
		_, err := admin.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE "+template+" STRATEGY file_copy")
		return err
	})
}

// whileInUse repeats: a server process lives on for a moment after its connection is closed.
func whileInUse(ctx context.Context, try func() error) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	poll := time.NewTicker(20 * time.Millisecond)
	defer poll.Stop()
	for {
		err := try()
		var answer *pgconn.PgError
		if !errors.As(err, &answer) || answer.Code != "55006" { // object_in_use
			return err
		}
		select {
		case <-poll.C:
		case <-ctx.Done():
			return err
		}
	}
}

func drop(t testing.TB, server, name string) {
	ctx := context.Background()
	admin, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Errorf("dropping a test's database: %v", err)
		return
	}
	defer admin.Close(ctx) //nolint:errcheck // nothing depends on it
	if _, err := admin.Exec(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
		t.Errorf("dropping a test's database: %v", err)
	}
}

func databaseURL(server, name string) string {
	u, err := url.Parse(server)
	if err != nil {
		return server
	}
	u.Path = "/" + name
	return u.String()
}
