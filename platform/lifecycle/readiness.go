package lifecycle

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"tasklane/platform/fault"
)

// checkTimeout is how long one answer of /readyz waits for a check.
const checkTimeout = 2 * time.Second

// Check asks something outside the process how it is.
type Check struct {
	Name string
	// Ask returns nil when all is well. It must heed ctx.
	Ask func(ctx context.Context) error
	// Degrades is for what the process can do without: it is reported, and the process stays ready.
	Degrades bool
}

// Watch adds checks, before Run.
func (p *Process) Watch(checks ...Check) { p.checks = append(p.checks, checks...) }

// Readiness is the answer of /readyz.
type Readiness struct {
	Ready    bool     `json:"ready"`
	Reasons  []string `json:"reasons,omitempty"`  // why it is not ready
	Degraded []string `json:"degraded,omitempty"` // what it works without
}

// Readiness says whether the process should be sent requests: all units have started, it is not about
// to stop, and every check that matters passes.
func (p *Process) Readiness(ctx context.Context) Readiness {
	p.mu.Lock()
	var r Readiness
	if p.stage != "" {
		r.Reasons = append(r.Reasons, p.stage)
	}
	for _, name := range p.waiting {
		r.Reasons = append(r.Reasons, "waiting for "+name)
	}
	p.mu.Unlock()
	if len(r.Reasons) == 0 {
		p.ask(ctx, &r)
	}
	r.Ready = len(r.Reasons) == 0
	return r
}

// answers puts all checks at once, so that a hung one costs its own timeout only.
func (p *Process) answers(ctx context.Context) []error {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	errs := make([]error, len(p.checks))
	var group sync.WaitGroup
	for i, check := range p.checks {
		group.Go(func() { errs[i] = check.Ask(ctx) })
	}
	group.Wait()
	return errs
}

// Up asks every check and gives 1 for each that passes, 0 for the others, for metrics.
func (p *Process) Up() map[string]float64 {
	up := map[string]float64{}
	for i, err := range p.answers(context.Background()) { //nolint:forbidigo // the one who asks brings no context, and the checks have their time
		up[p.checks[i].Name] = 0
		if err == nil {
			up[p.checks[i].Name] = 1
		}
	}
	return up
}

func (p *Process) ask(ctx context.Context, r *Readiness) {
	errs := p.answers(ctx)
	for i, check := range p.checks {
		switch {
		case errs[i] == nil:
		case check.Degrades:
			r.Degraded = append(r.Degraded, check.Name+": "+reason(errs[i]))
		default:
			r.Reasons = append(r.Reasons, check.Name+": "+reason(errs[i]))
		}
	}
}

// maxReason is how long a reason may be: it is read in a terminal, and in Kubernetes' events.
const maxReason = 300

// reason is an error in one line for operators: of a fault, whose message is for those who wait, what caused it.
func reason(err error) string {
	var f *fault.Error
	if errors.As(err, &f) && f.Unwrap() != nil {
		err = f.Unwrap()
	}
	text := []rune(strings.Join(strings.Fields(err.Error()), " "))
	if len(text) > maxReason {
		text = append(text[:maxReason-1], '…')
	}
	return string(text)
}

// Ops is the handler of the operations listener: /healthz says that the process lives and depends on
// nothing outside of it, /readyz whether to send it requests, with reasons, and /metrics what it counts. With pprof there are
// profiles of the process too.
func (p *Process) Ops(metrics http.Handler, pprof bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, map[string]bool{"alive": true})
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		state := p.Readiness(r.Context())
		status := http.StatusOK
		if !state.Ready {
			status = http.StatusServiceUnavailable
		}
		answer(w, status, state)
	})
	mux.Handle("GET /metrics", metrics)
	if pprof {
		profiles(mux)
	}
	return mux
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	// The one error is a prober that has gone.
	_ = json.NewEncoder(w).Encode(body)
}

func (p *Process) setStage(stage string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stage = stage
}

func (p *Process) setWaiting(units []Unit) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = nil
	for _, u := range units {
		p.waiting = append(p.waiting, u.Name)
	}
}

func (p *Process) setStarted(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = slices.DeleteFunc(p.waiting, func(other string) bool { return other == name })
}
