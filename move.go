package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tasklane/modules/transfer"
	"tasklane/platform/config"
	"tasklane/platform/database"
	"tasklane/platform/telemetry"
)

func moveCommand() *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use:   "move",
		Short: "Move an installation from its file to PostgreSQL",
		Long: "Carry everything that an installation keeps in its SQLite file to a PostgreSQL database, for when one machine is\n" +
			"no longer enough: people and their sessions, projects, tasks, history, inboxes. Stop the server first. The target\n" +
			"must be new; its tables are made. Either all of it arrives or nothing, so a move that was interrupted is simply\n" +
			"repeated. The file stays as it is.\n\n" +
			"Without --to it goes to DATABASE_URL, so that a password need not stand on the command line, which every user of\n" +
			"a machine can read.",
		Example: "  DATABASE_URL=postgres://tasklane:…@db/tasklane tasklane move\n" +
			"  tasklane move --from sqlite:/var/lib/tasklane/tasklane.db --to postgres://tasklane@db/tasklane",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, server, err := loadFile(cmd)
			if err != nil {
				return err
			}
			if from != "" {
				cfg.DatabaseURL = config.Address(from)
			}
			if to == "" {
				to = server
			}
			return move(cmd, cfg, to)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "the file, as sqlite:<path>; it lies in DATA_DIR, or the folder is the file's (default: the server's own)")
	cmd.Flags().StringVar(&to, "to", "", "the database, as postgres://user@host/name (default: DATABASE_URL)")
	addFlags(cmd, map[string]bool{"DATA_DIR": true, "LOG_FORMAT": true, "LOG_LEVEL": true})
	return cmd
}

func move(cmd *cobra.Command, cfg config.Config, to string) error {
	path, isFile := database.FilePath(cfg.Database())
	if !isFile || path == "" {
		return usageError{errors.New("--from must be the file of an installation: sqlite:<path>")}
	}
	if !strings.HasPrefix(to, "postgres://") && !strings.HasPrefix(to, "postgresql://") {
		return usageError{errors.New("say where to move: --to postgres://user@host/name, or DATABASE_URL")}
	}
	if cmd.Flags().Changed("from") && !cmd.Flags().Changed("data-dir") {
		cfg.DataDir = filepath.Dir(path)
	}
	errs := cmd.ErrOrStderr()
	counts, err := transfer.Move{
		From: cfg.Database(), Folder: cfg.DataDir, To: to, Log: telemetry.NewLogger(errs, cfg.LogFormat, quiet(cfg)),
		Progress: func(table string, rows, of int64) {
			if of > 0 {
				fmt.Fprintf(errs, "%-26s %d of %d\n", table, rows, of)
			}
		},
	}.Run(cmd.Context())
	switch {
	case errors.Is(err, database.ErrFolderInUse):
		return fmt.Errorf("%w; stop it first", err)
	case errors.Is(err, database.ErrNotEmpty):
		return fmt.Errorf("%w; move to a new database", err)
	case err != nil:
		return plain(err)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "All is there: %d rows in %d tables, counted on both sides.\n", counts.Total(), len(counts))
	goOnThere(cmd.OutOrStdout(), cfg, path, to)
	return nil
}

// goOnThere says how to start on the target. Refresh tokens are made with the installation's secret: with another one
// everybody would have to sign in again.
func goOnThere(out io.Writer, cfg config.Config, path, to string) {
	secret := "…"
	why := "JWT_SECRET stays as it is"
	kept, err := os.ReadFile(cfg.SecretFile())
	if err == nil && !strings.Contains(cfg.JWTSecret.Reveal(), strings.TrimSpace(string(kept))) {
		secret = fmt.Sprintf("\"$(cat %s)\"", cfg.SecretFile())
		why = "JWT_SECRET is what " + cfg.SecretFile() + " holds"
	}
	fmt.Fprintf(out, "\nStart it there. %s; with another, everybody would have to sign in again:\n\n"+
		"  DATABASE_URL=%s JWT_SECRET=%s tasklane serve\n\n"+
		"%s is as it was. Keep it until you are content, and start nothing on it.\n", why, config.Address(to), secret, path)
}
