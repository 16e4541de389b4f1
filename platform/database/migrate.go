package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path"
	"regexp"
	"strconv"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Status is how far a module's tables are: the numbers of the latest migration that the
// database has seen and of the latest one that this program brings.
type Status struct {
	Current, Wanted int64

	applied, files int64
}

// Behind says that migrations are missing: Migrate would do something.
func (s Status) Behind() bool { return s.Current < s.Wanted || s.applied < s.files }

// Newer says that a newer program has changed the tables: this one must not touch them.
func (s Status) Newer() bool { return s.Current > s.Wanted }

// ErrNewer says that the database was migrated by a newer program than this one.
var ErrNewer = errors.New("the database was made by a newer version")

// SchemaStatus asks how far the module's tables are, with one cheap query. The files are as for
// Migrate.
func SchemaStatus(ctx context.Context, db *DB, module string, files fs.FS) (Status, error) {
	s, err := wanted(module, db.Dialect().Name(), files)
	if err != nil {
		return s, err
	}
	s.Current, s.applied, err = db.engine.version(ctx, versionTable(module))
	return s, db.engine.fault(ctx, err)
}

// Migrate brings the module's tables to what this program needs. The files are goose migrations:
// <module>/<sqlite or postgres>/0001_name.sql. Each is one transaction, so that a process that is
// killed leaves a migration done or not begun; of several that start at once, one does the work
// and the others wait. It returns ErrNewer, and does nothing, if the tables are ahead of the files.
func Migrate(ctx context.Context, db *DB, module string, files fs.FS) error {
	status, err := SchemaStatus(ctx, db, module, files)
	if err != nil {
		return err
	}
	if status.Newer() {
		return fmt.Errorf("%w: module %s has migration %d and this program knows %d; start the newer version, or restore a backup",
			ErrNewer, module, status.Current, status.Wanted)
	}
	if !status.Behind() {
		return nil
	}
	folder, err := fs.Sub(files, path.Join(module, db.Dialect().Name()))
	if err != nil {
		return err
	}
	if err := db.engine.migrate(ctx, migrationRun{module: module, files: folder, logger: db.logger}); err != nil {
		return fmt.Errorf("migrating the tables of %s: %w", module, db.engine.fault(ctx, err))
	}
	return nil
}

// Modules are those that files has migrations of.
func Modules(files fs.FS) (names []string, err error) {
	folders, err := fs.ReadDir(files, ".")
	for _, folder := range folders {
		names = append(names, folder.Name())
	}
	return names, err
}

// MigrateAll does what Migrate does for all modules.
func MigrateAll(ctx context.Context, db *DB, files fs.FS) error {
	modules, err := Modules(files)
	if err != nil {
		return err
	}
	for _, module := range modules {
		if err := Migrate(ctx, db, module, files); err != nil {
			return err
		}
	}
	return nil
}

// migrationRun is what an adapter needs for applying a module's migrations.
type migrationRun struct {
	module string
	files  fs.FS
	logger *slog.Logger
}

// up applies what is missing. The locker may be nil when the caller has seen to it that no one
// else migrates.
func (r migrationRun) up(ctx context.Context, dialect goose.Dialect, db *sql.DB, locker lock.SessionLocker) error {
	options := []goose.ProviderOption{
		goose.WithTableName(versionTable(r.module)),
		goose.WithDisableGlobalRegistry(true),
		goose.WithLogger(goose.NopLogger()),
	}
	if locker != nil {
		options = append(options, goose.WithSessionLocker(locker))
	}
	if err := r.refuseLoose(); err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, db, r.files, options...)
	if err != nil {
		return err
	}
	done, err := provider.Up(ctx)
	for _, m := range done {
		r.logger.InfoContext(ctx, "migration applied", slog.String("module", r.module),
			slog.String("file", m.Source.Path), slog.Duration("took", m.Duration))
	}
	return err
}

var loose = regexp.MustCompile(`(?im)^\s*--\s*\+goose\s+no\s+transaction`)

// refuseLoose refuses a migration outside of a transaction: killed half-way, it would be neither done
// nor undone.
func (r migrationRun) refuseLoose() error {
	names, err := fs.Glob(r.files, "*.sql")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := fs.ReadFile(r.files, name)
		if err != nil {
			return err
		}
		if loose.Match(text) {
			return fmt.Errorf("the migration %s must run in a transaction", name)
		}
	}
	return nil
}

func versionTable(module string) string { return module + "_migrations" }

var migrationFile = regexp.MustCompile(`^([0-9]+)_\w+\.sql$`)

// wanted finds the latest migration and counts them, without reading the files.
func wanted(module, dialect string, files fs.FS) (Status, error) {
	var s Status
	entries, err := fs.ReadDir(files, path.Join(module, dialect))
	if err != nil {
		return s, fmt.Errorf("database: the migrations of %s: %w", module, err)
	}
	for _, entry := range entries {
		match := migrationFile.FindStringSubmatch(entry.Name())
		if match == nil {
			continue
		}
		version, err := strconv.ParseInt(match[1], 10, 64)
		if err != nil {
			return s, fmt.Errorf("database: the migration %s: %w", entry.Name(), err)
		}
		s.files++
		s.Wanted = max(s.Wanted, version)
	}
	return s, nil
}
