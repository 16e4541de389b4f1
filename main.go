// Command tasklane is a self-hosted, real-time task manager for teams: the whole product in one binary.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"tasklane/platform/config"
)

// version is set by the linker.
var version = "dev"

// Exit codes: what was asked for has failed, or what was asked for is not clear.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := tasklane().ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "tasklane: "+err.Error())
		stop()
		os.Exit(exitCode(err)) //nolint:gocritic // stop has been called
	}
}

func tasklane() *cobra.Command {
	root := &cobra.Command{
		Use:   "tasklane",
		Short: "A real-time task manager for teams, in one binary",
		Long: "Tasklane is a real-time task manager for teams.\n\n" +
			"Start it with `tasklane serve` and open http://localhost:3000; everything is kept in ./data.\n" +
			"Settings come from the environment, from a file .env, or from flags; `tasklane config` shows what counts.",
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		Args:              knownCommand,
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())}
	})
	root.AddCommand(
		serveCommand(),
		migrateCommand(),
		configCommand(),
		userCommand(),
		eventsCommand(),
		demoCommand(),
		backupCommand(),
		restoreCommand(),
		moveCommand(),
		healthCommand(),
		versionCommand(),
	)
	return root
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "tasklane", version)
			return err
		},
	}
}

// usageError is a wrong call, not a failure.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func exitCode(err error) int {
	var usage usageError
	var setting *config.Error
	if errors.As(err, &usage) || errors.As(err, &setting) {
		return exitUsage
	}
	return exitFailed
}

// knownCommand is for commands that only have commands below them.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unknown command %q; see %s --help", args[0], cmd.CommandPath())}
	}
	return nil
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("%s takes no argument such as %q; see %s --help", cmd.CommandPath(), args[0], cmd.CommandPath())}
	}
	return nil
}
