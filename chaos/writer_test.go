package chaos

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/google/uuid"
)

// writer makes tasks and works on them, one operation after the other. What got no answer it asks for again in a way
// that cannot double it: a create with the same id, a change with the version that it knows.
type writer struct {
	load   *load
	person *person
	random *rand.Rand

	mine []string // tasks
	made int
}

const (
	createTask  = `mutation($in: CreateTaskInput!) { createTask(input: $in) { task { id version } } }`
	updateTask  = `mutation($in: UpdateTaskInput!) { updateTask(input: $in) { task { id version } } }`
	moveTask    = `mutation($in: MoveTaskInput!) { moveTask(input: $in) { task { id version } } }`
	addComment  = `mutation($in: AddCommentInput!) { addComment(input: $in) { comment { id } } }`
	resolveTime = 20 * time.Second // after the end of the load, for finding out what became of the last operation
)

// columns are where tasks are moved to, in turn.
var columns = []string{"todo", "in_progress", "done"}

// run works until ctx ends, and finishes what it began.
func (w *writer) run(ctx context.Context) {
	for turn := 0; ctx.Err() == nil; turn++ {
		switch {
		case turn%4 == 0 || len(w.mine) == 0:
			w.create(ctx)
		case turn%4 == 1:
			w.update(ctx)
		case turn%4 == 2:
			w.move(ctx)
		default:
			w.comment(ctx)
		}
		wait(ctx, w.load.pace+time.Duration(w.random.Int64N(int64(w.load.pace/2))))
	}
}

// one of the latest tasks, whose record nobody else changes.
func (w *writer) one() record {
	recent := w.mine[max(0, len(w.mine)-10):]
	w.load.ledger.mu.Lock()
	defer w.load.ledger.mu.Unlock()
	return *w.load.ledger.tasks[recent[w.random.IntN(len(recent))]]
}

func (w *writer) create(ctx context.Context) {
	w.made++
	id, title := uuid.NewString(), fmt.Sprintf("%s by %s, number %d", w.load.word, w.person.name, w.made)
	in := vars{"id": id, "projectId": w.load.project, "title": title, "status": columns[0]}
	assigned := w.made%2 == 0
	if assigned {
		in["assignedUserId"] = w.load.deployment.reader.id
	}
	switch done, err := w.persist(ctx, createTask, in, mark{id, 1}); {
	case done:
		w.mine = append(w.mine, id)
		w.load.ledger.change(id, func(r *record) { r.title, r.status, r.version, r.assigned = title, columns[0], 1, assigned })
	case err != nil:
		w.load.ledger.isNot(id, err.Error())
	}
}

func (w *writer) update(ctx context.Context) {
	r := w.one()
	title := fmt.Sprintf("%s by %s, change %d", w.load.word, w.person.name, r.version)
	in := vars{"id": r.id, "title": title, "ifVersion": r.version}
	if done, _ := w.persist(ctx, updateTask, in, mark{r.id, r.version + 1}); done {
		w.load.ledger.change(r.id, func(r *record) { r.title, r.version, r.updates = title, r.version+1, r.updates+1 })
	}
}

func (w *writer) move(ctx context.Context) {
	r := w.one()
	to := columns[(r.moves+1)%len(columns)]
	in := vars{"id": r.id, "status": to, "ifVersion": r.version}
	if done, _ := w.persist(ctx, moveTask, in, mark{r.id, r.version + 1}); done {
		w.load.ledger.change(r.id, func(r *record) { r.status, r.version, r.moves = to, r.version+1, r.moves+1 })
	}
}

func (w *writer) comment(ctx context.Context) {
	r, id := w.one(), uuid.NewString()
	in := vars{"id": id, "taskId": r.id, "body": fmt.Sprintf("What %s has to say", w.person.name)}
	switch done, err := w.persist(ctx, addComment, in, mark{}); {
	case done:
		w.load.ledger.change(r.id, func(r *record) { r.comments = append(r.comments, id) })
	case err != nil:
		w.load.ledger.isNot(id, err.Error())
	}
}

// persist sends an operation until it is known whether it was done. When it was not, err says how that was refused; with
// neither, nobody knows, which is a problem that the ledger has.
func (w *writer) persist(ctx context.Context, query string, in vars, leadsTo mark) (done bool, err error) {
	unknown := false
	for hopeless := (<-chan time.Time)(nil); ; {
		began := time.Now()
		err := w.person.ask(context.WithoutCancel(ctx), query, vars{"in": in}, nil)
		verdict := judge(err, unknown, leadsTo)
		if verdict == ran {
			err = nil // it is the answer to the repeat of what was done before
		}
		w.load.ledger.attempted(attempt{who: w.person.name, what: nameOf(query), write: true, began: began, took: time.Since(began), err: err, made: leadsTo})
		switch verdict {
		case ran:
			return true, nil
		case ranNot:
			return false, err
		case wrong:
			w.load.ledger.problem("%s was answered with %q", in, err)
			return false, nil
		case perhaps:
			unknown = true
		}
		if ctx.Err() != nil && hopeless == nil {
			hopeless = time.After(resolveTime)
		}
		select {
		case <-hopeless:
			w.load.ledger.problem("what became of %s is not known after %s of asking; the last answer was %v", in, resolveTime, err)
			return false, nil
		case <-time.After(50*time.Millisecond + time.Duration(w.random.IntN(100))*time.Millisecond):
		}
	}
}

// nameOf is the field of an operation: createTask.
func nameOf(query string) string {
	_, field, _ := strings.Cut(query, "{ ")
	field, _, _ = strings.Cut(field, "(")
	return field
}

// verdict is what an answer says about whether an operation was done.
type verdict int

const (
	ran verdict = iota
	ranNot
	perhaps
	again // it was not done this time, but perhaps before
	wrong
)

// judge reads an answer. unknown says that an earlier try may have been done.
func judge(err error, unknown bool, leadsTo mark) verdict {
	refused, isRefusal := errors.AsType[*refusal](err)
	switch {
	case err == nil:
		return ran
	case !isRefusal:
		return perhaps
	case refused.Extensions.Code == "UNAVAILABLE" && refused.Extensions.MayHaveRun:
		return perhaps
	case refused.Extensions.Code == "UNAVAILABLE" && unknown:
		return again
	case refused.Extensions.Code == "UNAVAILABLE":
		return ranNot
	case refused.Extensions.Code == "CONFLICT" && unknown && refused.Extensions.CurrentVersion == leadsTo.version && leadsTo.version > 0:
		return ran
	default:
		return wrong
	}
}
