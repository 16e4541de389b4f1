package main

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
)

// report is what one run found.
type report struct {
	machine          string
	plan             plan
	quick            bool
	lasted           time.Duration
	binary           float64 // MB
	http             float64 // ready answers a second
	sqlite, postgres limits
	cluster          cluster
	unsteady         bool // the machine did not do the same before and after
	deployments      []deploymentResult
	leftOut          []string // deployments that were not measured because a server is missing
}

// faults are what no speed makes up for: requests that failed, events that were lost or came twice.
func (r report) faults() error {
	var found []error
	for _, d := range r.deployments {
		for _, l := range d.loads {
			if l.errors > 0 {
				found = append(found, fmt.Errorf("%s, %s, %d connections: %d errors, the first: %w", d.name, l.work, l.connections, l.errors, l.firstError))
			}
		}
		for _, f := range d.fanOuts {
			if f.lost > 0 || f.repeated > 0 || f.firstError != nil {
				found = append(found, fmt.Errorf("%s, %d subscribers: %d events lost, %d twice; %w",
					d.name, f.subscribers, f.lost, f.repeated, orNone(f.firstError)))
			}
		}
	}
	return errors.Join(found...)
}

func orNone(err error) error {
	if err == nil {
		return errors.New("no subscriber reports an error")
	}
	return err
}

// markdown writes the report, tables and all.
func (r report) markdown() string {
	var b strings.Builder
	r.head(&b)
	r.verdicts(&b)
	for _, d := range r.deployments {
		d.markdown(&b, r.plan)
	}
	return b.String()
}

func (r report) head(b *strings.Builder) {
	fmt.Fprintf(b, "Machine: %s; server, database and load share it.", r.machine)
	if r.cluster.version != "" {
		fmt.Fprintf(b, " PostgreSQL %s", r.cluster.version)
		if r.cluster.durable {
			b.WriteString(", which waits for the disk at each commit (fsync on).")
		} else {
			b.WriteString(" **with fsync off**: its figures are worth nothing.")
		}
	}
	fmt.Fprintf(b, " The run took %s.", r.lasted.Round(time.Second))
	if r.quick {
		b.WriteString(" **A quick run**: its figures scatter.")
	}
	if r.unsteady {
		b.WriteString(" **The machine was not at rest**: its own limits before and after differ by more than a fifth.")
	}
	for _, name := range r.leftOut {
		fmt.Fprintf(b, " **%s was left out**: what it needs is not here.", titles[name])
	}
	b.WriteString("\n\n")
	table(b, "The machine's limit, 16 callers", "PostgreSQL", "SQLite", "on the references' machine")
	for _, l := range []struct {
		what                       string
		postgres, sqlite, compared float64
	}{
		{"INSERT of one row, each committed", r.postgres.insert, r.sqlite.insert, referenceLimits.insert},
		{"SELECT of 50 rows by key", r.postgres.read, r.sqlite.read, referenceLimits.read},
		{"UPDATE of one row, each committed", r.postgres.update, r.sqlite.update, referenceLimits.update},
		{"INSERT behind one locked row, each committed", r.postgres.behindLock, 0, referenceLimits.behindLock},
	} {
		row(b, l.what, perSec(l.postgres), perSec(l.sqlite), perSec(l.compared))
	}
	row(b, "net/http, a ready answer of 13 kB", perSec(r.http), "", perSec(24_400))
	b.WriteByte('\n')
}

func (r report) verdicts(b *strings.Builder) {
	b.WriteString("### Against the targets\n\n")
	table(b, "Deployment", "What", "Target", "Reference here", "Result", "Ratio", "Met")
	all := []verdict{}
	for _, d := range r.deployments {
		all = append(all, judge(d, r.postgres)...)
	}
	all = append(all, judgeDistance(r.deployments)...)
	size := absolute("binary, with the web app", "MB", targetBinary, r.binary)
	size.deployment = "all"
	for _, v := range append(all, size) {
		met := "yes"
		if !v.met {
			met = "**no**"
		}
		row(b, v.deployment, v.what, v.target, v.reference, v.result, v.ratio, met)
	}
	b.WriteByte('\n')
	if r.postgres == (limits{}) {
		b.WriteString("Without PostgreSQL here the references cannot be carried over to this machine.\n\n")
	}
}

var titles = map[string]string{
	sqlite:   "One process, SQLite",
	postgres: "One process, PostgreSQL",
	split:    "Four processes: PostgreSQL, Redis, Kafka",
}

func (d deploymentResult) markdown(b *strings.Builder, p plan) {
	fmt.Fprintf(b, "### %s\n\n", titles[d.name])
	table(b, "Work", "Connections", "Requests/s", "p50", "p99", "Errors", "CPU s per 1,000")
	others := 0
	for _, l := range d.loads {
		row(b, string(l.work), fmt.Sprint(l.connections), fmt.Sprintf("%.0f", l.rate), millis(l.took.p50()), millis(l.took.p99()),
			fmt.Sprint(l.errors), number("%.2f", l.cpuPerThousand))
		if l.work == createSpread || l.work == createOne {
			others += l.sent
		}
	}
	fmt.Fprintf(b, "\nThe large project has %d tasks. CPU is that of all Tasklane processes, with what they put off.\n\n", p.tasks)
	table(b, "Subscribers", "Events/s", "a change itself", "p50", "p99", "Lost", "Twice", "CPU s per 1,000 deliveries", "the subscribers' own", "KiB per idle subscriber")
	for _, f := range d.fanOuts {
		row(b, fmt.Sprint(f.subscribers), fmt.Sprintf("%.1f", f.rate), millis(f.changed), millis(f.took.p50()), millis(f.took.p99()),
			fmt.Sprint(f.lost), fmt.Sprint(f.repeated), number("%.4f", f.cpuPerThousand), number("%.4f", f.loadPerThousand), number("%.1f", f.perSubscriber))
	}
	b.WriteByte('\n')
	table(b, fmt.Sprintf("Among %d other tasks", others), fmt.Sprintf("in a project of %d", p.tasks), fmt.Sprintf("in one of %d", p.fewTasks), "Ratio")
	for _, g := range d.growth {
		row(b, g.what, millis(g.many), millis(g.few), fmt.Sprintf("%.2f", g.ratio()))
	}
	b.WriteByte('\n')
	d.memory.markdown(b, processesOf[d.name])
	fmt.Fprintf(b, "A start on that data: %s to ready (median of %d).\n\n", millis(d.coldStart.p50()), d.coldStart.count())
}

// markdown tells it for each process. A run that failed has not come to all of the figures.
func (m memoryResult) markdown(b *strings.Builder, processes []string) {
	table(b, "Resident memory of the process with", "at rest without data", "at rest after a start on the data above", "after all of the work")
	for n, process := range processes {
		cells := []string{process}
		for _, held := range [][]float64{m.empty, m.idle, m.working} {
			cell := ""
			if n < len(held) {
				cell = number("%.1f MiB", held[n])
			}
			cells = append(cells, cell)
		}
		row(b, cells...)
	}
	b.WriteByte('\n')
}

func table(b *strings.Builder, columns ...string) {
	row(b, columns...)
	b.WriteString("|" + strings.Repeat("---|", len(columns)) + "\n")
}

func row(b *strings.Builder, cells ...string) {
	b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

func perSec(rate float64) string {
	if rate == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f/s", rate)
}

// number shows a figure that a system without /proc does not have.
func number(format string, f float64) string {
	if math.IsNaN(f) {
		return "not known"
	}
	return fmt.Sprintf(format, f)
}
