package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"tasklane/modules"
	"tasklane/platform/config"
	"tasklane/platform/database"
	"tasklane/platform/lifecycle"
	"tasklane/platform/telemetry"
)

func serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run Tasklane",
		Long: "Run Tasklane: the web app, the GraphQL API and everything behind them in one process.\n\n" +
			"Without any setting it keeps everything in one SQLite file in ./data. With DATABASE_URL it uses PostgreSQL.\n" +
			"Each flag can be set by the variable in brackets too. Secrets have no flags, because every user of a\n" +
			"machine can read command lines: set JWT_SECRET in the environment or in the file .env.",
		Example: "  tasklane serve\n  tasklane serve --web-addr :8080 --data-dir /var/lib/tasklane\n  DATABASE_URL=postgres://tasklane@db/tasklane JWT_SECRET=… tasklane serve",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := load(cmd)
			if err != nil {
				return err
			}
			return serve(cmd.Context(), cfg, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	addFlags(cmd, nil)
	return cmd
}

// gcPercent trades memory for time: what lives is small (about 8 MiB), what requests allocate is not, and with Go's
// standard of 100 a third of a busy server's time goes into collecting. At rest it costs nothing.
const gcPercent = 300

func serve(ctx context.Context, cfg config.Config, out, errs io.Writer) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	metrics := telemetry.NewMetrics()
	log := metrics.Counted(telemetry.NewLogger(errs, cfg.LogFormat, cfg.LogLevel))
	if cfg.Stores() && !cfg.PostgreSQL() {
		// Two servers on one file would not hear of each other's changes.
		unlock, err := database.LockFolder(cfg.DataDir)
		if err != nil {
			return err
		}
		defer unlock() //nolint:errcheck // nothing was written
	}
	tracer, err := telemetry.NewTracer(ctx, traces(cfg, log))
	if err != nil {
		return err
	}
	defer flush(ctx, tracer, log)
	site, err := openSite(ctx, cfg, log, metrics, tracer)
	if err != nil {
		return err
	}
	process := lifecycle.New(lifecycle.Options{Delay: cfg.ShutdownDelay, Grace: cfg.ShutdownGrace, Log: log})
	process.Watch(site.Checks()...)
	if err := metrics.WatchDependencies(process.Up); err != nil {
		return closing(err, site)
	}
	process.Add(opsListener(cfg, log, process.Ops(metrics.Handler(), bool(cfg.Pprof))))
	process.Add(lifecycle.Memory())
	process.Add(site.Units()...)
	process.Add(listeners(cfg, site, log, out)...)
	return closing(process.Run(ctx), site)
}

// opsListener comes first and goes last: that a process waits for its tables, or still has work to finish, is what
// operators ask it.
func opsListener(cfg config.Config, log *slog.Logger, ops http.Handler) lifecycle.Unit {
	return lifecycle.Server{
		Name: "ops", Variable: "OPS_ADDR", Addr: cfg.OpsAddr, Log: log, Handler: ops, Listening: heard(log, "ops"),
	}.Unit()
}

// listeners are the ports, where the gateway runs, for clients of the API and for people.
func listeners(cfg config.Config, site *modules.Site, log *slog.Logger, out io.Writer) []lifecycle.Unit {
	if site.Gateway == nil {
		return nil
	}
	var api net.Addr
	return []lifecycle.Unit{
		lifecycle.Server{
			Name: "api", Variable: "API_ADDR", Addr: cfg.APIAddr, Log: log, Handler: site.Gateway.API(), Closing: site.Gateway.Draining,
			Listening: func(at net.Addr) { heard(log, "api")(at); api = at },
		}.Unit(modules.GatewayUnit),
		lifecycle.Server{
			Name: "web", Variable: "WEB_ADDR", Addr: cfg.WebAddr, Log: log, Handler: site.Gateway.Web(), Closing: site.Gateway.Draining,
			Listening: func(at net.Addr) { heard(log, "web")(at); greet(out, cfg, at, api) },
		}.Unit(modules.GatewayUnit, "api"),
	}
}

// heard logs at which address the process listens, which is news when the port was a free one.
func heard(log *slog.Logger, name string) func(net.Addr) {
	return func(at net.Addr) {
		log.Info("listening", slog.String("for", name), slog.String("address", at.String()))
	}
}

// greet tells a newcomer where to go.
func greet(out io.Writer, cfg config.Config, web, api net.Addr) {
	address := string(cfg.PublicURL)
	if address == "" {
		address = "http://" + reachable(web.String())
	}
	fmt.Fprintf(out, "\n  Tasklane %s\n\n  Open     %s\n  API      http://%s/graphql\n", version, address, reachable(api.String()))
	if cfg.Stores() {
		fmt.Fprintf(out, "  Data     %s\n", config.Address(cfg.Database()))
	}
	fmt.Fprintln(out)
	if !strings.HasPrefix(address, "https://") {
		fmt.Fprint(out, "  Without https anybody on the network can read along: on the open internet put a TLS proxy\n  in front and set PUBLIC_URL=https://…\n\n")
	}
}

// reachable turns a listening address into one for the browser on this machine.
func reachable(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
