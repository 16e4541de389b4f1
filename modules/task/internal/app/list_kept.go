package app

import (
	"fmt"
	"slices"
	"sync"

	"tasklane/modules/task"
	"tasklane/platform/page"
)

// keptLists are pages of lists that were read before, each with the last event of its project at that time. Whatever
// changes a page is an event of its project, in the same transaction: as long as the last event is the same, so is the page.
//
// They are bounded in bytes, in two halves: what is not asked for while the young half fills up is forgotten.
type keptLists struct {
	mu         sync.Mutex
	young, old map[string]keptList
	bytes      int // of the young half
	half       int // the most that a half takes
}

type keptList struct {
	// head is the id of the project's last event.
	head string
	page page.Page[task.Task]
}

// keptBytes is what pages take at most, in bytes; about a hundred boards' first ones.
const keptBytes = 8 << 20

func newKeptLists(bytes int) *keptLists {
	return &keptLists{young: map[string]keptList{}, half: bytes / 2}
}

// find returns a page that was kept at this head. The caller owns the slices, but not what is in them.
func (k *keptLists) find(ask, head string) (page.Page[task.Task], bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	kept, ok := k.young[ask]
	if !ok {
		if kept, ok = k.old[ask]; ok && kept.head == head {
			k.put(ask, kept)
		}
	}
	if !ok || kept.head != head {
		return page.Page[task.Task]{}, false
	}
	return owned(kept.page), true
}

// keep remembers a page that was read after the head. One that has none, or is too large for a few of its like, is not kept.
func (k *keptLists) keep(ask, head string, p page.Page[task.Task]) {
	kept := keptList{head, owned(p)}
	if head == "" || kept.size(ask) > k.half/4 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.put(ask, kept)
}

func (k *keptLists) put(ask string, kept keptList) {
	if was, ok := k.young[ask]; ok {
		k.bytes -= was.size(ask)
	}
	if k.bytes+kept.size(ask) > k.half {
		k.old, k.young, k.bytes = k.young, map[string]keptList{}, 0
	}
	k.young[ask] = kept
	k.bytes += kept.size(ask)
}

func owned(p page.Page[task.Task]) page.Page[task.Task] {
	p.Items, p.Cursors = slices.Clone(p.Items), slices.Clone(p.Cursors)
	return p
}

// size is what the page takes, in bytes, rounded up: the fixed parts of a task and a label are their structures on amd64
// and the short texts in them.
func (l keptList) size(ask string) int {
	const ofTask, ofLabel = 1024, 192
	n := len(ask) + ofTask
	for i := range l.page.Items {
		t := &l.page.Items[i]
		n += ofTask + len(t.Title) + len(t.Description) + len(t.Labels)*ofLabel
	}
	return n
}

// askFor identifies a page of a list, see listName.
func askFor(list string, a page.Args) string {
	size := 0
	switch {
	case a.First != nil:
		size = *a.First
	case a.Last != nil:
		size = -*a.Last
	}
	return fmt.Sprintf("%s:%d:%s:%s:%t", list, size, a.After, a.Before, a.Count)
}
