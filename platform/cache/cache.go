// Package cache keeps versioned values that may vanish at any moment, or lag behind. It is only for
// callers to whom neither makes an answer wrong: those who know the least version they must have,
// or a bound that the time to live keeps. The database is the truth.
package cache

import (
	"context"
	"errors"
	"time"
)

// ErrUnavailable says that whoever keeps the values does not answer, or cannot take more. The adapter
// logs why, once in a while; a caller need not, and goes on as with an empty cache.
var ErrUnavailable = errors.New("cache: nobody keeps values at the moment")

// ErrTTL says that a value was to be kept for no time at all.
var ErrTTL = errors.New("cache: the time to live must be at least a millisecond")

// Cache is shared by everybody who may have read the value from the database, in whatever order:
// hence the versions. A process finds what it has set itself, or something newer, as long as it is
// there; what others have set it may find a moment later. ErrUnavailable comes at once or within half
// a second.
type Cache interface {
	// Get returns a value and its version. ok is false when there is none (any more). An empty value
	// with ok is a tombstone: the thing is known to be gone at that version. The caller owns the bytes.
	Get(ctx context.Context, key string) (value []byte, version int64, ok bool, err error)

	// SetIfNewer keeps the value for ttl, unless the one that is kept has the same or a greater
	// version; it says whether it was taken. A reader who was slow thus never overwrites what a later
	// one has put there. An empty value is a tombstone: it holds off the older values of a thing that
	// is gone, for its ttl. A value that is too large for the cache is not taken and removes the older
	// one, and so does one that a full cache refuses. The bytes may be reused after the call. A ttl under
	// a millisecond is ErrTTL.
	SetIfNewer(ctx context.Context, key string, version int64, value []byte, ttl time.Duration) (bool, error)

	// Delete forgets the value and its version: whatever is set next is taken, an older version too.
	// Where that must not be, set a tombstone instead. It is no error when there is nothing.
	Delete(ctx context.Context, key string) error
}
