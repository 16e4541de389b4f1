package nginx_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"
)

// load is writers and readers that go on whatever happens, and what they were told, and people who follow along, half of
// them by event streams and half over WebSocket.
type load struct {
	client    *client
	project   string
	followers []*follower
	running   sync.WaitGroup
	stop      context.CancelFunc

	mu           sync.Mutex
	written      map[string]bool // whether it was acknowledged
	acknowledged int
	reads        int
	failedReads  []error
}

const (
	writers = 4
	// backWithin is how soon whoever is cut off is back (Q20).
	backWithin = 5 * time.Second
)

// everydayRead asks each of the modules for something.
const everydayRead = `{ me { id } projects(first: 1) { nodes { id } } notifications(first: 1) { unreadCount } }`

// work begins with an empty site.
func work(t *testing.T, api string) *load {
	t.Helper()
	l := &load{client: signUp(t, api), written: map[string]bool{}}
	project, cursor := l.client.newProject(t)
	l.project = project
	for range 2 {
		l.followers = append(l.followers, follow(t, project, cursor, l.client.stream), follow(t, project, cursor, l.client.socket))
	}
	var ctx context.Context
	ctx, l.stop = context.WithCancel(t.Context())
	l.run(ctx)
	return l
}

func (l *load) run(ctx context.Context) {
	for name := range writers {
		l.running.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				title := fmt.Sprintf("writer %d, task %d", name, n)
				err := l.client.newTask(context.WithoutCancel(ctx), l.project, title)
				l.mu.Lock()
				if l.written[title] = err == nil; err == nil {
					l.acknowledged++
				}
				l.mu.Unlock()
			}
		})
	}
	l.running.Go(func() {
		for ctx.Err() == nil {
			_, err := l.client.get(context.WithoutCancel(ctx), everydayRead)
			l.mu.Lock()
			if l.reads++; err != nil {
				l.failedReads = append(l.failedReads, err)
			}
			l.mu.Unlock()
		}
	})
}

// goesOn waits for some more writes.
func (l *load) goesOn(t *testing.T) {
	t.Helper()
	count := func() int {
		l.mu.Lock()
		defer l.mu.Unlock()
		return l.acknowledged
	}
	before := count()
	eventually(t, "writes go on", func() bool { return count() > before+20 })
}

// unanswered counts the writes that nobody has acknowledged.
func (l *load) unanswered() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.written) - l.acknowledged
}

// verify ends it and holds what is there, and what was followed, against what was acknowledged.
func (l *load) verify(t *testing.T) {
	t.Helper()
	l.stop()
	l.running.Wait()
	there := l.client.titles(t)
	for title, acknowledged := range l.written {
		if there[title] > 1 || acknowledged && there[title] != 1 {
			t.Errorf("%q is there %d times (acknowledged: %v)", title, there[title], acknowledged)
		}
	}
	if len(l.failedReads) > 0 {
		t.Errorf("%d of %d reads failed: %v", len(l.failedReads), l.reads, l.failedReads[0])
	}
	for n, f := range l.followers {
		heard := map[string]int{}
		patience := time.After(30 * time.Second)
		for len(heard) < len(there) {
			select {
			case title := <-f.titles:
				heard[title]++
			case <-patience:
				t.Fatalf("follower %d heard of %d tasks of %d", n, len(heard), len(there))
			}
		}
		for title, times := range heard {
			if times != 1 || there[title] != 1 {
				t.Errorf("follower %d heard of %q %d times", n, title, times)
			}
		}
		if f.away() > backWithin {
			t.Errorf("follower %d was without news for %s", n, f.away())
		}
	}
	t.Logf("%d writes acknowledged, %d not; %d reads", l.acknowledged, l.unanswered(), l.reads)
}
