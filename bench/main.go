// Command bench measures what Tasklane does on this machine and what the machine itself can do, in the same run, and
// holds the one against the other. `make bench` builds the binary, starts a PostgreSQL server that waits for its disk,
// a Redis and a Kafka, and runs this; docs/benchmarks.md says how to read what comes out.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/google/uuid"
)

// options are the command line's.
type options struct {
	binary string
	only   string
	quick  bool
	write  string
	servers
}

// servers are the addresses of what scripts/with-services starts, each empty without one.
type servers struct{ postgres, redis, kafka string }

// all says whether there is what a split deployment needs.
func (s servers) all() bool { return s.postgres != "" && s.redis != "" && s.kafka != "" }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	o, err := parse(os.Args[1:], os.Stderr)
	if err == nil {
		err = run(ctx, o, os.Stdout, os.Stderr)
	}
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		stop()
		os.Exit(1) //nolint:gocritic // stop has been called
	}
}

func parse(args []string, errs io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.StringVar(&o.binary, "binary", "bin/tasklane", "the binary to measure")
	flags.StringVar(&o.only, "only", "", "measure one deployment only: sqlite, postgres or split")
	flags.BoolVar(&o.quick, "quick", false, "less than five minutes instead of fifteen: fewer loads, figures that scatter")
	flags.StringVar(&o.write, "write", "", "a Markdown file to put the figures into, between its markers")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("takes no argument such as %q", flags.Arg(0))
	}
	if _, known := processesOf[o.only]; o.only != "" && !known {
		return o, fmt.Errorf("-only is sqlite, postgres or split, not %q", o.only)
	}
	o.servers = servers{os.Getenv("TASKLANE_TEST_POSTGRES"), os.Getenv("TASKLANE_TEST_REDIS"), os.Getenv("TASKLANE_TEST_KAFKA")}
	switch {
	case o.only == postgres && o.postgres == "":
		return o, errors.New("there is no PostgreSQL here; run it through scripts/with-postgres")
	case o.only == split && !o.all():
		return o, errors.New("PostgreSQL, Redis or Kafka is missing here; run it through scripts/with-services")
	}
	return o, nil
}

func run(ctx context.Context, o options, out, progress io.Writer) error {
	began := time.Now()
	p := wholePlan()
	if o.quick {
		p = quickPlan()
	}
	b := bench{plan: p, binary: o.binary, note: func(format string, args ...any) {
		fmt.Fprintf(progress, "%4.0f s  %s\n", time.Since(began).Seconds(), fmt.Sprintf(format, args...))
	}}
	r, err := b.all(ctx, o)
	r.quick, r.lasted = o.quick, time.Since(began)
	text := r.markdown()
	fmt.Fprint(out, text) // of a run that failed too: what it had found may say why
	if err != nil {
		return err
	}
	if o.write != "" {
		if err := replaceBetweenMarkers(o.write, text); err != nil {
			return err
		}
	}
	return r.faults()
}

// all measures the machine and then each deployment.
func (b bench) all(ctx context.Context, o options) (r report, err error) {
	info, err := os.Stat(o.binary)
	if err != nil {
		return r, fmt.Errorf("%w; make build makes it", err)
	}
	if o.binary, err = filepath.Abs(o.binary); err != nil {
		return r, err
	}
	b.binary = o.binary
	r.machine, r.plan, r.binary = describeMachine(), b.plan, float64(info.Size())/1e6
	if o.postgres != "" {
		if r.cluster, err = findCluster(ctx, o.postgres); err != nil {
			return r, err
		}
	}
	before, err := b.limits(ctx, r.cluster)
	if err != nil {
		return r, err
	}
	r.http, r.sqlite, r.postgres = before.http, before.sqlite, before.postgres
	if err := b.deployments(ctx, o, &r); err != nil {
		return r, err
	}
	after, err := b.limits(ctx, r.cluster)
	r.http, r.sqlite, r.postgres = (before.http+after.http)/2, mean(before.sqlite, after.sqlite), mean(before.postgres, after.postgres)
	r.unsteady = !steady(before.sqlite, after.sqlite) || !steady(before.postgres, after.postgres)
	return r, err
}

// machineLimits is one measurement of the machine.
type machineLimits struct {
	http             float64
	sqlite, postgres limits
}

// limits measures the machine. It is done before and after everything else: what the load of others or the warmth of
// a processor does in between would otherwise be taken for Tasklane's.
func (b bench) limits(ctx context.Context, c cluster) (l machineLimits, err error) {
	b.note("the machine's own limits")
	if l.http, err = measureHTTP(ctx, b.plan.machine); err != nil {
		return l, err
	}
	if l.sqlite, err = inFolder(func(folder string) (limits, error) { return measureSQLite(ctx, folder, b.plan.machine) }); err != nil {
		return l, err
	}
	if c.url != "" {
		l.postgres, err = c.measure(ctx, b.plan.machine)
	}
	return l, err
}

// deployments measures those that were asked for and for which there is what they need. Each has data of its own.
func (b bench) deployments(ctx context.Context, o options, r *report) error {
	onPostgres := func(work func(databaseURL string) error) error { return r.cluster.with(ctx, work) }
	for _, one := range []struct {
		name     string
		possible bool
		with     func(work func(databaseURL string) error) error
		settings []string
	}{
		{sqlite, true, func(work func(string) error) error { return work("") }, nil},
		{postgres, o.postgres != "", onPostgres, nil},
		{split, o.all(), onPostgres, []string{"REDIS_URL=" + o.redis, "KAFKA_BROKERS=" + o.kafka, "KAFKA_PREFIX=bench-" + uuid.NewString() + "-"}},
	} {
		if o.only != "" && o.only != one.name {
			continue
		}
		if !one.possible {
			r.leftOut = append(r.leftOut, one.name)
			continue
		}
		err := one.with(func(databaseURL string) error {
			result, err := b.run(ctx, one.name, databaseURL, one.settings...)
			r.deployments = append(r.deployments, result)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
