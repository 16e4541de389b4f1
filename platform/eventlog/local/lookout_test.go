package local_test

import (
	"sync"
	"time"
)

// counts is what an observer was told.
type counts struct {
	handled, failed, deadLettered, behind int
	waiting, skipped                      int64
	age                                   time.Duration
}

// lookout is an observer that counts.
type lookout struct {
	mu sync.Mutex
	counts
}

func (l *lookout) count() counts {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.counts
}

func (l *lookout) Handled(_ string, entries int, _ time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.handled += entries
}

func (*lookout) Repeated(string, int64) {}

func (l *lookout) Failed(string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.failed++
}

func (l *lookout) DeadLettered(string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deadLettered++
}

func (l *lookout) Skipped(_ string, entries int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.skipped += entries
}

func (l *lookout) Behind(_ string, entries int64, age time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.behind++
	l.waiting, l.age = entries, age
}
