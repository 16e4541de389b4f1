package modules

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"tasklane/migrations"
	"tasklane/platform/config"
	"tasklane/platform/database"
	"tasklane/platform/lifecycle"
)

// tables are the modules that keep something.
var tables = []string{config.User, config.Task, config.Notification}

// schemaEvery is how often a process looks whether the tables are as it needs them.
const schemaEvery = time.Second

// Migrate brings the tables of all modules to this version. Of several that do so at once, one does the work.
func (s *Site) Migrate(ctx context.Context) error {
	return database.MigrateAll(ctx, s.links.db, migrations.FS)
}

// schemaUnit holds back what uses the tables until they are at this version. A whole process brings them there, for as long as
// that takes, while /healthz says that it lives; where modules run in many processes none of these migrates, `tasklane migrate`
// does. Tables of a newer version are good enough: a migration only adds what
// an older program does not know, and what it must not find is dropped one version later.
func (s *Site) schemaUnit() lifecycle.Unit {
	if s.deps.Config.Whole() {
		return lifecycle.Unit{Name: schemaUnit, After: []string{databaseUnit}, Start: s.Migrate}
	}
	return lifecycle.Unit{Name: schemaUnit, After: []string{databaseUnit}, Start: func(ctx context.Context) error {
		tick := time.NewTicker(schemaEvery)
		defer tick.Stop()
		for told := ""; ; {
			missing, err := s.missing(ctx)
			if err == nil && missing == "" {
				return nil
			}
			if err != nil {
				missing = "the tables cannot be looked at: " + err.Error()
			}
			if missing != told {
				s.deps.Log.WarnContext(ctx, "waiting for the tables; run tasklane migrate", slog.String("missing", missing))
				told = missing
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-tick.C:
			}
		}
	}}
}

// missing says what `tasklane migrate` has still to do for the modules that run here; nothing is "".
func (s *Site) missing(ctx context.Context) (string, error) {
	for _, module := range tables {
		if !s.deps.Config.Runs(module) {
			continue
		}
		status, err := database.SchemaStatus(ctx, s.links.db, module, migrations.FS)
		if err != nil {
			return "", err
		}
		if status.Current < status.Wanted || status.Behind() && !status.Newer() {
			return fmt.Sprintf("the tables of %s are at migration %d, and %d is needed", module, status.Current, status.Wanted), nil
		}
	}
	return "", nil
}

// SchemaLevel is how far a module's tables are.
type SchemaLevel struct {
	Module    string
	Migration int64
}

// SchemaLevels reads how far the tables of all modules are.
func (s *Site) SchemaLevels(ctx context.Context) ([]SchemaLevel, error) {
	levels := make([]SchemaLevel, 0, len(tables))
	for _, module := range tables {
		status, err := database.SchemaStatus(ctx, s.links.db, module, migrations.FS)
		if err != nil {
			return nil, fmt.Errorf("reading how far the tables of %s are: %w", module, err)
		}
		levels = append(levels, SchemaLevel{Module: module, Migration: status.Current})
	}
	return levels, nil
}
