// Package password hashes and judges passwords.
package password

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"tasklane/platform/fault"
)

// Params is what a hash costs. The least that OWASP's password storage cheat sheet asks for Argon2id is
// 19 MiB, two passes, one lane.
type Params struct {
	MemoryKiB uint32
	Passes    uint32
	Lanes     uint8
}

const (
	saltBytes = 16
	keyBytes  = 32
	// maxMemoryKiB keeps a damaged row from asking for all of the machine's memory.
	maxMemoryKiB = 1 << 20
)

// Observer hears what hashing costs.
type Observer interface {
	// Hashed: one hash took this long.
	Hashed(took time.Duration)
	// Waiting: so many more wait for a place, or fewer.
	Waiting(change int)
}

// Hasher hashes with Argon2id, a few passwords at a time: each one takes MemoryKiB while it runs. The library
// takes fresh memory for each, so after a burst it is the garbage collector that gives it back.
type Hasher struct {
	params   Params
	observer Observer
	places   chan struct{} // held while hashing
	queue    chan struct{} // held while hashing or waiting for it
	decoy    string
}

// NewHasher makes a hasher that runs up to parallel hashes at once and lets up to waiting more queue.
func NewHasher(p Params, parallel, waiting int, o Observer) (*Hasher, error) {
	if p.MemoryKiB < 8 || p.MemoryKiB > maxMemoryKiB || p.Passes < 1 || p.Lanes < 1 || parallel < 1 || waiting < 0 {
		return nil, errors.New("the parameters of the password hash are out of range")
	}
	h := &Hasher{
		params: p, observer: o,
		places: make(chan struct{}, parallel),
		queue:  make(chan struct{}, parallel+waiting),
	}
	// Nobody's hash is made of chance, without hashing: it costs nothing at the start, and no password fits it.
	h.decoy = format(p, random(saltBytes), random(keyBytes))
	return h, nil
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // crypto/rand never fails since Go 1.24: it ends the process instead
	return b
}

// Enter waits for a place. It refuses with RateLimited at once when the queue is full, and when ctx
// ends in it.
func (h *Hasher) Enter(ctx context.Context) (leave func(), err error) {
	crowded := fault.TooMany(time.Second, "Too many people are signing in at this moment. Try again in a second.")
	select {
	case h.queue <- struct{}{}:
	default:
		return nil, crowded
	}
	h.observer.Waiting(1)
	defer h.observer.Waiting(-1)
	select {
	case h.places <- struct{}{}:
		return func() { <-h.places; <-h.queue }, nil
	case <-ctx.Done():
		<-h.queue
		return nil, crowded.Because(ctx.Err())
	}
}

// Hash makes the PHC string: $argon2id$v=19$m=19456,t=2,p=1$salt$key.
func (h *Hasher) Hash(password string) string {
	salt := random(saltBytes)
	return format(h.params, salt, h.derive(password, salt, h.params, keyBytes))
}

func format(p Params, salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		p.MemoryKiB, p.Passes, p.Lanes, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// Verify compares a password with a PHC string. An empty one is that of nobody: it takes as long and is
// never right. stale says that the hash should be made again with today's parameters.
func (h *Hasher) Verify(password, phc string) (right, stale bool, err error) {
	nobody := phc == ""
	if nobody {
		phc = h.decoy
	}
	p, salt, want, err := parse(phc)
	if err != nil {
		return false, false, err
	}
	got := h.derive(password, salt, p, uint32(len(want)))
	right = subtle.ConstantTimeCompare(got, want) == 1 && !nobody
	return right, p != h.params || len(want) != keyBytes, nil
}

// derive takes the password in NFC: the same letters typed on another keyboard are the same password.
func (h *Hasher) derive(password string, salt []byte, p Params, length uint32) []byte {
	start := time.Now()
	defer func() { h.observer.Hashed(time.Since(start)) }()
	return argon2.IDKey(norm.NFC.Bytes([]byte(password)), salt, p.Passes, p.MemoryKiB, p.Lanes, length)
}

var errNotPHC = errors.New("the stored password hash is damaged")

func parse(phc string) (p Params, salt, key []byte, err error) {
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return p, nil, nil, errNotPHC
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.MemoryKiB, &p.Passes, &p.Lanes); err != nil {
		return p, nil, nil, errNotPHC
	}
	salt, errSalt := base64.RawStdEncoding.DecodeString(parts[4])
	key, errKey := base64.RawStdEncoding.DecodeString(parts[5])
	if errSalt != nil || errKey != nil || len(key) < 16 || len(key) > 128 || p.Passes < 1 || p.Lanes < 1 ||
		p.MemoryKiB > maxMemoryKiB || p.Passes > 100 {
		return p, nil, nil, errNotPHC
	}
	return p, salt, key, nil
}
