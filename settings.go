package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"tasklane/modules"
	"tasklane/platform/config"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/telemetry"
)

// dotenv is read from the folder that the command is started in.
const dotenv = ".env"

// dataSettings are those of commands that only need the data.
var dataSettings = map[string]bool{"DATABASE_URL": true, "DATA_DIR": true, "LOG_FORMAT": true, "LOG_LEVEL": true}

// addFlags gives the command a flag for each setting, or for those that are named.
func addFlags(cmd *cobra.Command, only map[string]bool) {
	for _, s := range config.Settings() {
		if s.Flag != "" && (only == nil || only[s.Variable]) {
			cmd.Flags().String(s.Flag, s.Default, s.Help+" ["+s.Variable+"]")
		}
	}
}

// load reads the configuration as the command was given it.
func load(cmd *cobra.Command) (config.Config, error) {
	return config.Load(os.Environ(), dotenv, given(cmd))
}

// given are the settings that stand on the command line.
func given(cmd *cobra.Command) map[string]string {
	flags := map[string]string{}
	for _, s := range config.Settings() {
		if f := cmd.Flags().Lookup(s.Flag); s.Flag != "" && f != nil && f.Changed {
			flags[s.Variable] = f.Value.String()
		}
	}
	return flags
}

// loadFile is load for a command that works on an installation's file, whatever server there may be. server is
// DATABASE_URL when it leads to one; the configuration then is that of the file in DATA_DIR.
func loadFile(cmd *cobra.Command) (cfg config.Config, server string, err error) {
	flags := given(cmd)
	address, err := config.Lookup(os.Environ(), dotenv, flags, "DATABASE_URL")
	if err != nil {
		return cfg, "", err
	}
	if _, isFile := database.FilePath(address); !isFile {
		address, server = "", address
		flags["DATABASE_URL"] = "sqlite:unused" // what a server needs is not asked of the file
	}
	cfg, err = config.Load(os.Environ(), dotenv, flags)
	cfg.DatabaseURL = config.Address(address)
	return cfg, server, err
}

// withSite opens the data for a command that works on it and ends. A server may be running on the same data: it
// sees what was done within seconds.
func withSite(cmd *cobra.Command, work func(ctx context.Context, site *modules.Site) error) error {
	cfg, err := load(cmd)
	if err != nil {
		return err
	}
	cfg.Modules = config.Names{"all"} // whatever the servers beside it run
	log := telemetry.NewLogger(cmd.ErrOrStderr(), cfg.LogFormat, quiet(cfg))
	site, err := openSite(cmd.Context(), cfg, log, telemetry.NewMetrics(), nil)
	if err != nil {
		return err
	}
	if err := site.Migrate(cmd.Context()); err != nil {
		return closing(err, site)
	}
	return closing(work(cmd.Context(), site), site)
}

// quiet logs only what is wrong, unless a level was asked for: a command's output is its answer.
func quiet(cfg config.Config) string {
	if cfg.Given("LOG_LEVEL") {
		return cfg.LogLevel
	}
	return "warn"
}

func openSite(ctx context.Context, cfg config.Config, log *slog.Logger, metrics *telemetry.Metrics, tracer *telemetry.Tracer) (*modules.Site, error) {
	if cfg.Stores() && !cfg.PostgreSQL() {
		if err := cfg.PrepareDataDir(); err != nil {
			return nil, err
		}
	}
	return modules.Open(ctx, modules.Deps{Config: cfg, Version: version, Log: log, Metrics: metrics, Tracer: tracer, Listening: heard(log, "modules")})
}

func closing(err error, site *modules.Site) error {
	if closeErr := site.Close(); err == nil {
		return closeErr
	}
	return err
}

// asOperator is the identity of whoever runs commands.
func asOperator(ctx context.Context) context.Context {
	return identity.With(ctx, identity.OfModule("operator"))
}

// plain is an error in one line for a person at a terminal, who may see the cause.
func plain(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	if cause := errors.Unwrap(f); cause != nil {
		return fmt.Errorf("%s (%w)", strings.TrimSuffix(f.Message, "."), cause)
	}
	return errors.New(f.Message)
}
