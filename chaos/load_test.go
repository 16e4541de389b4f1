package chaos

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"
)

// load is people at work in a project of their own at one deployment: those who write, those who look, and those who
// follow along.
type load struct {
	t          testing.TB
	deployment *deployment
	project    string
	word       string        // in the title of every task of the project
	start      place         // from where subscribers follow
	pace       time.Duration // of a writer, between two operations, half as much again at most

	ledger      *ledger
	writers     []*writer
	readers     []*reader
	subscribers []*subscriber
	inbox       *inbox
	settled     time.Duration // what the inbox took to have everything, from the end of the writing

	writing, looking, following sync.WaitGroup
	stopWriting, stopFollowing  context.CancelFunc
}

// place is a place in the project's log.
type place struct {
	seq    int
	cursor string
}

// begin makes the project and lets everybody go to work.
func begin(t testing.TB, d *deployment, random *rand.Rand, pace time.Duration) *load {
	t.Helper()
	l := &load{t: t, deployment: d, ledger: newLedger(), pace: pace}
	l.found(t)
	writing, stopWriting := context.WithCancel(context.Background())
	following, stopFollowing := context.WithCancel(context.Background())
	l.stopWriting, l.stopFollowing = stopWriting, stopFollowing
	t.Cleanup(l.stop)
	for _, p := range d.people() {
		s := &subscriber{load: l, person: p, last: l.start}
		l.subscribers = append(l.subscribers, s)
		l.following.Go(func() { s.run(following) })
	}
	l.inbox = &inbox{person: d.reader, seen: map[string]int{}}
	l.following.Go(func() { l.inbox.run(following) })
	for n, p := range d.writers {
		w := &writer{load: l, person: p, random: rand.New(rand.NewPCG(random.Uint64(), uint64(n)))}
		l.writers = append(l.writers, w)
		l.writing.Go(func() { w.run(writing) })
	}
	r := &reader{load: l, person: d.reader}
	l.readers = append(l.readers, r)
	l.looking.Go(func() { r.run(writing) })
	return l
}

// found makes the project, with everybody in it.
func (l *load) found(t testing.TB) {
	t.Helper()
	d := l.deployment
	d.founded++
	key := fmt.Sprintf("C%d", d.founded)
	l.word = fmt.Sprintf("drill%d", d.founded)
	owner := d.writers[0]
	var made struct {
		CreateProject struct{ Project struct{ ID string } }
	}
	owner.must(t, `mutation($in: CreateProjectInput!) { createProject(input: $in) { project { id } } }`,
		vars{"in": vars{"key": key, "name": "Drill " + key}}, &made)
	l.project = made.CreateProject.Project.ID
	d.reader.must(t, `mutation { markAllNotificationsRead { unreadCount } }`, nil, nil)
	for _, p := range d.people()[1:] {
		owner.must(t, `mutation($in: SetMemberInput!) { setMember(input: $in) { project { id } } }`,
			vars{"in": vars{"projectId": l.project, "userId": p.id, "role": "EDITOR"}}, nil)
	}
	l.start = l.end(t)
}

// end is the place of the latest event.
func (l *load) end(t testing.TB) place {
	t.Helper()
	last, err := l.ends(t.Context())
	if err != nil {
		t.Fatalf("%s, the end of the log: %v", l.deployment.name, err)
	}
	return last
}

// ends asks for it.
func (l *load) ends(ctx context.Context) (place, error) {
	var got struct {
		Project struct{ Events pages[event] }
	}
	if err := l.deployment.writers[0].ask(ctx, `query($id: ID!) { project(id: $id) { events(last: 1) { nodes {`+eventFields+`} } } }`, vars{"id": l.project}, &got); err != nil {
		return place{}, err
	}
	last := got.Project.Events.Nodes[0]
	return place{last.Seq, last.Cursor}, nil
}

// rest ends the writing. Everybody finishes what they began, so that of every operation it is known whether it was done.
func (l *load) rest() {
	l.stopWriting()
	l.writing.Wait()
	l.looking.Wait()
}

func (l *load) stop() {
	l.rest()
	l.stopFollowing()
	l.following.Wait()
}
