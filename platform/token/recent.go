package token

import "sync"

// recentTokens bounds the memory of tokens: two generations of this many, some 500 bytes each.
const recentTokens = 4096

// recent remembers what was lately in use. It keeps two generations; when the younger one is full, the older one is
// forgotten. It knows nothing of time: who asks looks at what it says of its life.
type recent[K comparable, V any] struct {
	mu      sync.Mutex
	size    int
	younger map[K]V
	older   map[K]V
}

func newRecent[K comparable, V any](size int) *recent[K, V] {
	return &recent[K, V]{size: size, younger: map[K]V{}}
}

func (r *recent[K, V]) get(key K) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if v, ok := r.younger[key]; ok {
		return v, true
	}
	v, ok := r.older[key]
	if ok {
		r.keep(key, v) // still in use: it moves to the younger generation
	}
	return v, ok
}

func (r *recent[K, V]) put(key K, v V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keep(key, v)
}

func (r *recent[K, V]) keep(key K, v V) {
	if len(r.younger) >= r.size {
		r.older, r.younger = r.younger, make(map[K]V)
	}
	r.younger[key] = v
}
