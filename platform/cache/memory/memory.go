// Package memory is the cache of a single process: bounded in bytes, and the least recently used
// goes first.
package memory

import (
	"bytes"
	"container/list"
	"context"
	"sync"
	"time"

	"tasklane/platform/cache"
)

// overhead is what an entry costs beside its key and value: the list element, the map's share and
// the entry itself, in bytes, measured on amd64 and rounded up.
const overhead = 256

// Cache is an in-process cache.Cache. It is safe for concurrent use and has no goroutine: what has
// expired is dropped when it is met, or pushed out by newer entries.
type Cache struct {
	maxBytes int64

	mu      sync.Mutex
	bytes   int64
	entries map[string]*list.Element
	// recent holds *entry, the most recently used in front.
	recent *list.List
}

var _ cache.Cache = (*Cache)(nil)

type entry struct {
	key     string
	value   []byte
	version int64
	expires time.Time
}

func (e *entry) size() int64 { return int64(len(e.key)) + int64(len(e.value)) + overhead }

// New makes an empty cache that never holds more than maxBytes, keys and bookkeeping included.
func New(maxBytes int64) *Cache {
	return &Cache{maxBytes: maxBytes, entries: map[string]*list.Element{}, recent: list.New()}
}

// Get implements cache.Cache. It fails only when ctx has ended.
func (c *Cache) Get(ctx context.Context, key string) (value []byte, version int64, ok bool, err error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, false, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.live(key)
	if e == nil {
		return nil, 0, false, nil
	}
	c.recent.MoveToFront(c.entries[key])
	return bytes.Clone(e.value), e.version, true, nil
}

// SetIfNewer implements cache.Cache.
func (c *Cache) SetIfNewer(ctx context.Context, key string, version int64, value []byte, ttl time.Duration) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if ttl < time.Millisecond {
		return false, cache.ErrTTL
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.live(key); e != nil && e.version >= version {
		return false, nil
	}
	c.drop(c.entries[key])
	e := &entry{key: key, value: bytes.Clone(value), version: version, expires: time.Now().Add(ttl)}
	if e.size() > c.maxBytes {
		return false, nil
	}
	c.entries[key] = c.recent.PushFront(e)
	c.bytes += e.size()
	for c.bytes > c.maxBytes {
		c.drop(c.recent.Back())
	}
	return true, nil
}

// Delete implements cache.Cache. It fails only when ctx has ended.
func (c *Cache) Delete(ctx context.Context, key string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drop(c.entries[key])
	return nil
}

// Bytes is how much the entries take now, those that have expired unseen included.
func (c *Cache) Bytes() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bytes
}

// live returns the entry of a key, or nil; one that has expired is dropped.
func (c *Cache) live(key string) *entry {
	element := c.entries[key]
	if element == nil {
		return nil
	}
	e, _ := element.Value.(*entry)
	if !time.Now().Before(e.expires) {
		c.drop(element)
		return nil
	}
	return e
}

func (c *Cache) drop(element *list.Element) {
	if element == nil {
		return
	}
	e, _ := c.recent.Remove(element).(*entry)
	delete(c.entries, e.key)
	c.bytes -= e.size()
}
