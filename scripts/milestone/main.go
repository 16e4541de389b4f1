// Command milestone writes migrations/testdata/<name>-{sqlite,postgres}.sql: whole databases as this program makes
// them, with data in them, from which later ones must be able to upgrade. It is run once for each milestone and each
// release, from the root of the repository, beside a PostgreSQL server:
//
//	scripts/with-postgres go run ./scripts/milestone 0003
//
// What it wrote is never changed afterwards.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"tasklane/modules"
	"tasklane/platform/config"
	"tasklane/platform/database"
	"tasklane/platform/lifecycle"
	"tasklane/platform/telemetry"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "milestone: "+err.Error())
		stop()
		os.Exit(1) //nolint:gocritic // stop has been called
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) != 1 || !regexp.MustCompile(`^[0-9]{4}$`).MatchString(args[0]) {
		return errors.New("name the milestone by four digits, such as 0003")
	}
	server := os.Getenv("TASKLANE_TEST_POSTGRES")
	if server == "" {
		return errors.New("run it with scripts/with-postgres")
	}
	folder, err := os.MkdirTemp("", "milestone")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a leftover in the temporary folder
	if out, err := exec.CommandContext(ctx, "psql", server, "-c", "CREATE DATABASE milestone").CombinedOutput(); err != nil {
		return fmt.Errorf("creating a database: %w: %s", err, out)
	}
	for dialect, where := range map[string]string{
		"sqlite":   "sqlite:" + filepath.Join(folder, "tasklane.db"),
		"postgres": strings.Replace(server, "/postgres?", "/milestone?", 1),
	} {
		text, err := milestone(ctx, dialect, where)
		if err != nil {
			return fmt.Errorf("%s: %w", dialect, err)
		}
		name := filepath.Join("migrations", "testdata", args[0]+"-"+dialect+".sql")
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// milestone fills an empty database by the modules' contracts and returns it as SQL.
func milestone(ctx context.Context, dialect, where string) (string, error) {
	cfg, err := config.Load([]string{"DATABASE_URL=" + where, "JWT_SECRET=a secret of thirty-two bytes or more"}, "", nil)
	if err != nil {
		return "", err
	}
	log := slog.New(slog.DiscardHandler)
	site, err := modules.Open(ctx, modules.Deps{Config: cfg, Version: "milestone", Log: log, Metrics: telemetry.NewMetrics()})
	if err != nil {
		return "", err
	}
	defer site.Close() //nolint:errcheck // what was written has been read by then
	if err := site.Migrate(ctx); err != nil {
		return "", err
	}
	db, err := database.Open(ctx, where, database.Options{MaxConns: 2})
	if err != nil {
		return "", err
	}
	defer db.Close() //nolint:errcheck // likewise
	if err := while(ctx, site, log, func(ctx context.Context) error { return live(ctx, site, db) }); err != nil {
		return "", err
	}
	if dialect == "sqlite" {
		return dumpSQLite(ctx, db)
	}
	return dumpPostgres(ctx, where)
}

// while does something as long as the site works.
func while(ctx context.Context, site *modules.Site, log *slog.Logger, do func(context.Context) error) error {
	process := lifecycle.New(lifecycle.Options{Grace: 10 * time.Second, Log: log})
	process.Add(site.Units()...)
	running, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- process.Run(running) }()
	err := do(ctx)
	stop()
	return errors.Join(err, <-ended)
}
