package chaos

import (
	"context"
	"errors"
	"time"
)

// reader looks at the list again and again. A look that fails is tried again.
type reader struct {
	load   *load
	person *person
}

func (r *reader) run(ctx context.Context) {
	for ctx.Err() == nil {
		began := time.Now()
		err := r.person.ask(context.WithoutCancel(ctx), `query($p: [ID!]) { tasks(filter: {projectIds: $p}, first: 20) { nodes { id title version } } }`,
			vars{"p": []string{r.load.project}}, nil)
		r.load.ledger.attempted(attempt{who: "reader", what: "tasks", began: began, took: time.Since(began), err: err})
		if refused, ok := errors.AsType[*refusal](err); ok && refused.Extensions.Code != "UNAVAILABLE" {
			r.load.ledger.problem("a list was answered with %q", refused)
		}
		wait(ctx, 50*time.Millisecond)
	}
}
