package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// installation is a running Tasklane with its own data: one process, or several that share the work.
type installation struct {
	processes []*server
	api       string // host:port
	started   time.Duration
}

// secret signs tokens of accounts that live for minutes.
const secret = "measuring-only-0123456789-0123456789"

// blueprint is what an installation is made of.
type blueprint struct {
	binary, folder string
	processes      []string // the modules that each runs; those that are called come first
	settings       []string // of every process, beside those that all installations have
}

// start runs every process on free ports, all at once, and waits until each is ready and reaches what it needs. Limits
// for one user are lifted: a few accounts do here what hundreds of people would.
func (b blueprint) start(ctx context.Context) (*installation, error) {
	const web, ops, modules, each = 1, 2, 3, 4 // beside the API's
	ports, err := freePorts(each * len(b.processes))
	if err != nil {
		return nil, err
	}
	common := b.common()
	if len(b.processes) > 1 {
		for n, name := range b.processes {
			common = append(common, strings.ToUpper(name)+"_ADDR="+ports[each*n+modules])
		}
	}
	i := &installation{}
	began := time.Now()
	for n, name := range b.processes {
		own := ports[each*n : each*(n+1)]
		s, err := start(ctx, b.binary, b.folder, name, own[ops], append(slices.Clone(common),
			"MODULES="+name, "API_ADDR="+own[0], "WEB_ADDR="+own[web], "OPS_ADDR="+own[ops], "TCP_ADDR="+own[modules]))
		if err != nil {
			return nil, errors.Join(err, i.stop())
		}
		i.processes, i.api = append(i.processes, s), own[0] // the gateway is the last
	}
	for _, s := range i.processes {
		if err := s.ready(ctx); err != nil {
			return nil, errors.Join(err, i.stop())
		}
	}
	i.started = time.Since(began)
	return i, nil
}

// common are the settings that all processes share.
func (b blueprint) common() []string {
	return append([]string{
		"DATA_DIR=" + filepath.Join(b.folder, "data"), "JWT_SECRET=" + secret, "SHUTDOWN_DELAY=0s",
		"USER_RATE=1000000", "ANONYMOUS_RATE=1000000", "USER_SOCKETS=100000", "SOCKET_RATE=100000",
	}, b.settings...)
}

// migrate makes the tables and topics of an installation whose processes wait for them.
func (b blueprint) migrate(ctx context.Context) error {
	out, err := command(ctx, b.binary, b.folder, b.common(), "migrate").CombinedOutput()
	if err != nil {
		return fmt.Errorf("migrate: %w\n%s", err, out)
	}
	return nil
}

// stop ends every process as an operator would, the callers first.
func (i *installation) stop() error {
	var errs []error
	for _, s := range slices.Backward(i.processes) {
		errs = append(errs, s.stop())
	}
	return errors.Join(errs...)
}

// cpu is the CPU time that all processes have used, in seconds; NaN where there is no /proc.
func (i *installation) cpu() (sum float64) {
	for _, s := range i.processes {
		sum += cpuOf(s.pid())
	}
	return sum
}

// residents is how much memory each process holds, in MiB.
func (i *installation) residents() []float64 {
	held := make([]float64, len(i.processes))
	for n, s := range i.processes {
		held[n] = residentOf(s.pid())
	}
	return held
}

// resident is how much all of them hold together.
func (i *installation) resident() (sum float64) {
	for _, one := range i.residents() {
		sum += one
	}
	return sum
}

// tail is the end of what each process wrote.
func (i *installation) tail() string {
	var text strings.Builder
	for _, s := range i.processes {
		fmt.Fprintf(&text, "%s:\n%s\n", s.modules, s.tail())
	}
	return text.String()
}
