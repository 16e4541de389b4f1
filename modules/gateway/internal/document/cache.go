package document

import (
	"container/list"
	"sync"
)

// The cache is bounded by what it holds, because anybody may send documents: a parsed document takes
// about fifteen times the memory of its text.
const (
	cachedDocuments = 1_000
	cachedBytes     = 1 << 20
	// cachedLength keeps a few huge documents from driving out everybody's ordinary ones.
	cachedLength = 16 << 10
)

// cache keeps the documents used last, by their text.
type cache struct {
	mu      sync.Mutex
	entries map[string]*list.Element
	recent  *list.List // of *Document, the latest first
	bytes   int
}

func newCache() *cache {
	return &cache{entries: map[string]*list.Element{}, recent: list.New()}
}

func (c *cache) get(text string) (*Document, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	entry, ok := c.entries[text]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(entry)
	return entry.Value.(*Document), true //nolint:errcheck // put has put it in
}

func (c *cache) put(d *Document) {
	if len(d.text) > cachedLength {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, twice := c.entries[d.text]; twice {
		return
	}
	c.entries[d.text] = c.recent.PushFront(d)
	c.bytes += len(d.text)
	for c.recent.Len() > cachedDocuments || c.bytes > cachedBytes {
		oldest := c.recent.Remove(c.recent.Back()).(*Document) //nolint:errcheck // put has put it in
		delete(c.entries, oldest.text)
		c.bytes -= len(oldest.text)
	}
}
