package chaos

import (
	"fmt"
	"slices"
	"sync"
	"time"
)

// ledger is what the clients know: the operations that were acknowledged, those that were refused as not done, and how
// each attempt ended. It is the oracle that the database is held against.
type ledger struct {
	mu       sync.Mutex
	tasks    map[string]*record
	refused  map[string]string // ids of tasks and comments that are not to be there, and why not
	attempts []attempt
	problems []string // what may never happen
}

// record is a task as its writer knows it to be.
type record struct {
	id, title, status string
	version           int
	assigned          bool // to the reader
	updates, moves    int
	comments          []string
}

// attempt is one request of a client.
type attempt struct {
	who, what string
	write     bool
	began     time.Time
	took      time.Duration
	err       error
	// made is the task's version that a write led to.
	made mark
}

// ended is when the answer came.
func (a attempt) ended() time.Time { return a.began.Add(a.took) }

// isOfTask says that it has led to a version of a task, of which subscribers hear.
func (a attempt) isOfTask() bool { return a.err == nil && a.made.version > 0 }

// mark is a state of a task that subscribers hear of.
type mark struct {
	task    string
	version int
}

func newLedger() *ledger {
	return &ledger{tasks: map[string]*record{}, refused: map[string]string{}}
}

func (l *ledger) attempted(a attempt) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.attempts = append(l.attempts, a)
}

// change changes a record.
func (l *ledger) change(id string, do func(r *record)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.tasks[id]
	if r == nil {
		r = &record{id: id}
		l.tasks[id] = r
	}
	do(r)
}

// isNot notes that an object was refused and must not be there.
func (l *ledger) isNot(id, why string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refused[id] = why
}

func (l *ledger) problem(format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.problems = append(l.problems, fmt.Sprintf(format, args...))
}

// since are the attempts that began then or later.
func (l *ledger) since(when time.Time) []attempt {
	l.mu.Lock()
	defer l.mu.Unlock()
	first := slices.IndexFunc(l.attempts, func(a attempt) bool { return !a.began.Before(when) })
	if first < 0 {
		return nil
	}
	// They are in the order in which they ended, so that later ones may have begun earlier.
	return slices.DeleteFunc(slices.Clone(l.attempts[first:]), func(a attempt) bool { return a.began.Before(when) })
}

// acknowledged counts the operations that were done.
func (l *ledger) acknowledged() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := 0
	for _, a := range l.attempts {
		if a.write && a.err == nil {
			n++
		}
	}
	return n
}
