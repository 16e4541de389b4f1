package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"tasklane/modules/transfer"
	"tasklane/platform/config"
	"tasklane/platform/database"
)

func backupCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "backup <file>",
		Short: "Copy the whole installation into one file",
		Long: "Copy everything that is kept in DATA_DIR into one new file: the database as it is at this moment, and the secret\n" +
			"for tokens. A server may be running; it is not held up. The copy is checked before it gets its name, and an\n" +
			"existing file is never overwritten. It is a zip file that only you may read. Keep it as you keep the data\n" +
			"itself: whoever has it can read everything, and sign in as anybody.\n\n" +
			"With - it goes to the standard output, out of a container for instance.\n\n" +
			"With PostgreSQL its own tools do this: pg_dump and pg_restore.",
		Example: "  tasklane backup monday.zip\n  tasklane backup - >monday.zip\n  tasklane backup --data-dir /var/lib/tasklane /backups/$(date +%F).zip",
		Args:    oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, server, err := loadFile(cmd)
			if err != nil {
				return err
			}
			if server != "" {
				return errors.New(`the data is on PostgreSQL; copy it with: pg_dump --format=custom --file=` + args[0] + ` "$DATABASE_URL"`)
			}
			b, name, out := transfer.Backup{From: cfg.Database(), To: args[0], Version: version}, args[0], cmd.OutOrStdout()
			if name == piped {
				b.To, b.Out, name, out = "", out, "The backup", cmd.ErrOrStderr()
			}
			if cfg.JWTSecret == "" {
				b.Secret = cfg.SecretFile()
			}
			made, err := b.Run(cmd.Context())
			if errors.Is(err, fs.ErrExist) {
				return fmt.Errorf("there is a file %s already; choose another name", args[0])
			}
			if err != nil {
				return plain(err)
			}
			fmt.Fprintf(out, "%s has %d rows of %d tables, and can be read.\n", name, made.Rows.Total(), len(made.Rows))
			if !made.Secret {
				fmt.Fprintln(out, "JWT_SECRET is not in it, because it is set from outside: keep it as well, or everybody has to sign in again.")
			}
			return nil
		},
	}
	addFlags(cmd, dataSettings)
	return cmd
}

func restoreCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "restore <file>",
		Short: "Put back an installation from a backup",
		Long: "Put back what `tasklane backup` has copied, where there is no installation: stop the server and move the old\n" +
			"database away first. The file is checked before anything gets its place. Open boards that have seen what the\n" +
			"backup does not have are told to read again; all others just go on.",
		Example: "  tasklane restore monday.zip\n  tasklane restore - <monday.zip\n  tasklane restore --data-dir /var/lib/tasklane /backups/2026-11-26.zip",
		Args:    oneFile,
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, server, err := loadFile(cmd)
			if err != nil {
				return err
			}
			if server != "" {
				return errors.New(`the data is on PostgreSQL; put a dump back into an empty database with: pg_restore --no-owner --dbname="$DATABASE_URL" ` + args[0])
			}
			r := transfer.Restore{From: args[0], To: cfg.Database(), Folder: cfg.DataDir, Secret: cfg.SecretFile()}
			if r.From == piped {
				r.From, r.In = "", cmd.InOrStdin()
			}
			put, err := r.Run(cmd.Context())
			if errors.Is(err, database.ErrFolderInUse) {
				return fmt.Errorf("%w; stop it first", err)
			}
			if err != nil {
				return plain(err)
			}
			out := cmd.OutOrStdout()
			fmt.Fprintf(out, "%s has %d rows of %d tables, as they were at %s.\n", config.Address(cfg.Database()), put.Rows.Total(), len(put.Rows), put.MadeAt.Format("2006-01-02 15:04:05 MST"))
			if !put.Secret && cfg.JWTSecret == "" {
				fmt.Fprintln(out, "Set JWT_SECRET to what it was then, or everybody has to sign in again.")
			}
			return nil
		},
	}
	addFlags(cmd, dataSettings)
	return cmd
}

// piped is the file's name for the standard output and input.
const piped = "-"

func oneFile(cmd *cobra.Command, args []string) error {
	if len(args) != 1 || args[0] == "" {
		return usageError{fmt.Errorf("%s takes the name of one file; see %s --help", cmd.CommandPath(), cmd.CommandPath())}
	}
	return nil
}
