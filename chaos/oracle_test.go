package chaos

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"
)

// settlesWithin is what subscribers and inboxes may take to have everything, once all runs again: here it is about what is
// lost. What is late is another's question, see inboxesCatchUp.
const settlesWithin = 30 * time.Second

// differences compares what the clients know with what the deployment says, after the writing has ended: each line is
// something lost, doubled or wrong.
func (l *load) differences(ctx context.Context) []string {
	l.ledger.mu.Lock()
	defer l.ledger.mu.Unlock()
	found := slices.Clone(l.ledger.problems)
	rows, err := l.list(ctx, "")
	if err != nil {
		return append(found, fmt.Sprintf("the list cannot be read: %v", err))
	}
	found = append(found, l.compareTasks(rows)...)
	hits, err := l.list(ctx, l.word)
	if err != nil {
		return append(found, fmt.Sprintf("the search does not work: %v", err))
	}
	found = append(found, disagreement("the list", idsOf(rows), "the search", idsOf(hits))...)
	history, err := l.history(ctx, l.deployment.reader, 0)
	if err != nil {
		return append(found, fmt.Sprintf("the history cannot be read: %v", err))
	}
	found = append(found, l.compareHistory(history)...)
	eventually(settlesWithin, func() bool {
		return !slices.ContainsFunc(l.subscribers, func(s *subscriber) bool { return s.at() < len(history) })
	})
	for _, s := range l.subscribers {
		found = append(found, s.compare(history)...)
	}
	return append(found, l.compareInbox(ctx)...)
}

// compareTasks holds the list against the records.
func (l *load) compareTasks(rows []row) (found []string) {
	times := map[string]int{}
	for _, row := range rows {
		times[row.ID]++
		r := l.ledger.tasks[row.ID]
		switch {
		case r == nil && l.ledger.refused[row.ID] != "":
			found = append(found, fmt.Sprintf("task %s is there, and was refused: %s", row.ID, l.ledger.refused[row.ID]))
		case r == nil:
			found = append(found, fmt.Sprintf("task %s is there, and nobody made it", row.ID))
		case row.Title != r.title || row.Status.Key != r.status || row.Version != r.version || row.CommentCount != len(r.comments):
			found = append(found, fmt.Sprintf("task %s is %q in %s, version %d, %d comments; acknowledged was %q in %s, version %d, %d comments",
				r.id, row.Title, row.Status.Key, row.Version, row.CommentCount, r.title, r.status, r.version, len(r.comments)))
		}
	}
	for id := range l.ledger.tasks {
		if times[id] != 1 {
			found = append(found, fmt.Sprintf("task %s was acknowledged and is in the list %d times", id, times[id]))
		}
	}
	return found
}

// compareHistory demands that each operation is one event of the log, which has no hole.
func (l *load) compareHistory(history []event) (found []string) {
	events := map[string]int{} // by task and type
	comments := map[string]int{}
	for i, e := range history {
		if e.Seq != i+1 {
			return append(found, fmt.Sprintf("the log has %d at place %d", e.Seq, i+1))
		}
		if e.TaskID != "" {
			events[e.TaskID+" "+e.Type]++
		}
		if e.Type == "COMMENT_ADDED" {
			comments[e.CommentID]++
		}
	}
	expected := map[string]int{}
	for id, r := range l.ledger.tasks {
		for kind, n := range map[string]int{"TASK_CREATED": 1, "TASK_UPDATED": r.updates, "TASK_MOVED": r.moves, "COMMENT_ADDED": len(r.comments)} {
			if n > 0 {
				expected[id+" "+kind] = n
			}
		}
		for _, comment := range r.comments {
			if comments[comment] != 1 {
				found = append(found, fmt.Sprintf("comment %s was acknowledged and has %d events", comment, comments[comment]))
			}
		}
	}
	return append(found, counted("events", events, "acknowledged", expected)...)
}

// compare demands that a subscriber has seen the log from its start to its end.
func (s *subscriber) compare(history []event) (found []string) {
	missed := history[s.load.start.seq:]
	s.mu.Lock()
	defer s.mu.Unlock()
	found = append(found, s.problems...)
	for i := range max(len(missed), len(s.seen)) {
		if i >= len(missed) || i >= len(s.seen) || s.seen[i].ID != missed[i].ID {
			found = append(found, fmt.Sprintf("it has %d of %d events, and not the same from the place %d on", len(s.seen), len(missed), s.load.start.seq+i+1))
			break
		}
	}
	for i := range found {
		found[i] = fmt.Sprintf("subscriber %s: %s", s.person.name, found[i])
	}
	return found
}

// compareInbox demands that the reader was told everything, each once.
func (l *load) compareInbox(ctx context.Context) (found []string) {
	due, total := l.due()
	var list, others []told
	var unread int
	var err error
	began := time.Now()
	eventually(settlesWithin, func() bool {
		list, others, unread, err = l.tellings(ctx)
		return err == nil && len(list) >= total
	})
	l.settled = time.Since(began)
	if err != nil {
		return append(found, fmt.Sprintf("the inbox cannot be read: %v", err))
	}
	if unread != len(list)+len(others) {
		found = append(found, fmt.Sprintf("%d notifications are unread, and the inbox counts %d", len(list)+len(others), unread))
	}
	for _, id := range l.inbox.twice() {
		found = append(found, fmt.Sprintf("notification %s was heard twice", id))
	}
	return append(found, counted("notifications", kindsOf(list), "due", due)...)
}

// due are the notifications that the reader is to have, by task and kind.
func (l *load) due() (due map[string]int, total int) {
	due, total = map[string]int{"project ADDED_TO_PROJECT": 1}, 1
	for id, r := range l.ledger.tasks {
		if !r.assigned {
			continue
		}
		// Changes of one person to one task are one line of an inbox while it is unread.
		for kind, n := range map[string]int{"ASSIGNED": 1, "UPDATED": min(1, r.updates), "STATUS_CHANGED": r.moves, "COMMENTED": len(r.comments)} {
			if n > 0 {
				due[id+" "+kind] = n
				total += n
			}
		}
	}
	return due, total
}

// dueNow counts them while people are at work.
func (l *load) dueNow() int {
	l.ledger.mu.Lock()
	defer l.ledger.mu.Unlock()
	_, total := l.due()
	return total
}

func kindsOf(list []told) map[string]int {
	kinds := map[string]int{}
	for _, n := range list {
		about := "project"
		if n.Task != nil {
			about = n.Task.ID
		}
		kinds[about+" "+n.Kind]++
	}
	return kinds
}

// counted tells where two counts differ.
func counted(what string, got map[string]int, than string, want map[string]int) (found []string) {
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if got[key] != want[key] {
			found = append(found, fmt.Sprintf("%s: %d %s, %d %s", key, got[key], what, want[key], than))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if _, there := got[key]; !there {
			found = append(found, fmt.Sprintf("%s: no %s, %d %s", key, what, want[key], than))
		}
	}
	return found
}

func idsOf(rows []row) map[string]int {
	ids := map[string]int{}
	for _, row := range rows {
		ids[row.ID]++
	}
	return ids
}

func disagreement(one string, a map[string]int, other string, b map[string]int) (found []string) {
	for _, line := range counted("in "+one, a, "in "+other, b) {
		found = append(found, "task "+line)
	}
	return found
}
