package main

import (
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strings"

	"tasklane/platform/database"
)

// dumpPostgres leaves out what only pg_dump's own version and psql understand.
func dumpPostgres(ctx context.Context, url string) (string, error) {
	out, err := exec.CommandContext(ctx, "pg_dump", "--inserts", "--no-owner", "--no-privileges", url).Output()
	if err != nil {
		return "", fmt.Errorf("pg_dump: %w", err)
	}
	special := regexp.MustCompile(`(?m)^(\\.*|SET transaction_timeout .*|-- Dumped .*|-- PostgreSQL database dump.*|--)\n`)
	text := special.ReplaceAllString(string(out), "")
	return regexp.MustCompile(`\n{3,}`).ReplaceAllString(strings.TrimSpace(text), "\n\n") + "\n", nil
}

// dumpSQLite writes tables, rows, the index of the search, which SQLite makes anew from its table, then indexes and
// triggers.
func dumpSQLite(ctx context.Context, db *database.DB) (string, error) {
	var objects []struct {
		Type string `db:"type"`
		Name string `db:"name"`
		SQL  string `db:"sql"`
	}
	// The tables behind a virtual one are made with it.
	err := db.Read().Select(ctx, &objects, `SELECT type, name, sql FROM sqlite_schema
		WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE '%\_fts\_%' ESCAPE '\' ORDER BY rowid`)
	if err != nil {
		return "", err
	}
	var tables, later strings.Builder
	for _, o := range objects {
		switch {
		case o.Type != "table":
			fmt.Fprintf(&later, "%s;\n\n", o.SQL)
		case strings.HasPrefix(o.SQL, "CREATE VIRTUAL TABLE"):
			fmt.Fprintf(&later, "%s;\nINSERT INTO %s (%s) VALUES ('rebuild');\n\n", o.SQL, o.Name, o.Name)
		default:
			rows, err := rowsOf(ctx, db, o.Name)
			if err != nil {
				return "", fmt.Errorf("%s: %w", o.Name, err)
			}
			fmt.Fprintf(&tables, "%s;\n\n%s\n", o.SQL, rows)
		}
	}
	return tables.String() + later.String(), nil
}

func rowsOf(ctx context.Context, db *database.DB, table string) (string, error) {
	var columns []string
	if err := db.Read().Select(ctx, &columns, `SELECT name FROM pragma_table_info($1) ORDER BY cid`, table); err != nil {
		return "", err
	}
	var inserts []string
	err := db.Read().Select(ctx, &inserts, `SELECT 'INSERT INTO `+table+` VALUES (' || quote(`+strings.Join(columns, `) || ', ' || quote(`)+`) || ');' FROM `+table)
	if err != nil || len(inserts) == 0 {
		return "", err
	}
	return strings.Join(inserts, "\n") + "\n", nil
}
