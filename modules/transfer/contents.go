package transfer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tasklane/migrations"
	"tasklane/platform/database"
)

// format is raised when a program of before could not restore a backup of now.
const format = 1

// Contents are what is in a backup, as its manifest says.
type Contents struct {
	Format  int              `json:"format"`
	Version string           `json:"version"` // of the program that made it
	MadeAt  time.Time        `json:"madeAt"`
	Levels  map[string]int64 `json:"levels"` // by module, its latest migration
	Rows    database.Counts  `json:"rows"`
	Secret  bool             `json:"secret"` // the secret for tokens is there too

	newer bool // the database has migrations that this program does not know
}

// refuse says so when a newer program has made it.
func (c Contents) refuse() error {
	known, err := database.Modules(migrations.FS)
	if err != nil {
		return err
	}
	for module := range c.Levels {
		c.newer = c.newer || !slices.Contains(known, module)
	}
	if c.newer || c.Format > format {
		return fmt.Errorf("%w, tasklane %s; restore it with that", database.ErrNewer, c.Version)
	}
	return nil
}

// describe reads a database from end to end and says what is in it. The error is database.ErrDamaged when it does not
// hold together.
func describe(ctx context.Context, path string) (c Contents, err error) {
	db, err := database.Open(ctx, "sqlite:"+path, database.Options{Readers: 1})
	if err != nil {
		return c, err
	}
	defer db.Close() //nolint:errcheck // it was only read
	if err := database.CheckFile(ctx, db); err != nil {
		return c, err
	}
	if c.Rows, err = database.CountRows(ctx, db); err != nil {
		return c, err
	}
	names, err := database.Modules(migrations.FS)
	c.Levels = make(map[string]int64, len(names))
	for _, module := range names {
		status, err := database.SchemaStatus(ctx, db, module, migrations.FS)
		if err != nil {
			return c, err
		}
		c.Levels[module] = status.Current
		c.newer = c.newer || status.Newer()
	}
	return c, err
}
