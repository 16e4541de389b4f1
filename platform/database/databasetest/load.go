package databasetest

import (
	"context"
	"database/sql"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	_ "modernc.org/sqlite" // as database/sql's driver: the text holds many statements, which package database refuses
)

// Load runs a text of many statements, such as a dump, on an empty database; see EachURL.
func Load(t testing.TB, url, text string) {
	t.Helper()
	if err := load(context.Background(), url, text); err != nil {
		t.Fatalf("loading: %v", err)
	}
}

func load(ctx context.Context, url, text string) error {
	if file, ok := strings.CutPrefix(url, "sqlite:"); ok {
		db, err := sql.Open("sqlite", file)
		if err != nil {
			return err
		}
		defer db.Close() //nolint:errcheck // every statement has been acknowledged
		_, err = db.ExecContext(ctx, text)
		return err
	}
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx) //nolint:errcheck // likewise
	_, err = conn.PgConn().Exec(ctx, text).ReadAll()
	return err
}
