package app

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"time"

	"github.com/google/uuid"
)

// A refresh token is base64url of a session's id (16 bytes), its n (8 bytes, big-endian) and the MAC over
// both and the session's salt (32 bytes, HMAC-SHA256). The row keeps salt and n, and the keys come from JWT_SECRET:
// who reads the database alone cannot make a token, and none is ever stored.
const (
	refreshBytes = 16 + 8 + sha256.Size
	saltBytes    = 16

	// Grace is how long the token before the last one repeats the last answer: two tabs, a lost answer.
	Grace = 30 * time.Second
	// lastUsedStep is how exact Session.LastUsedAt is.
	lastUsedStep = time.Minute
)

// refreshKeys makes and checks refresh tokens. The first key makes, all check.
type refreshKeys [][]byte

// claim is what a refresh token says before anybody has checked it.
type claim struct {
	session string
	n       int64
	mac     []byte
}

func readRefresh(token string) (claim, bool) {
	if len(token) != base64.RawURLEncoding.EncodedLen(refreshBytes) {
		return claim{}, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil {
		return claim{}, false
	}
	id, err := uuid.FromBytes(raw[:16])
	if err != nil {
		return claim{}, false
	}
	return claim{session: id.String(), n: int64(binary.BigEndian.Uint64(raw[16:24])), mac: raw[24:]}, true
}

func (k refreshKeys) token(s Session) string {
	raw := message(s.ID, s.N)
	return base64.RawURLEncoding.EncodeToString(append(raw, mac(k[0], s.Salt, raw)...))
}

// genuine says whether the token was made by us for this session, now or earlier.
func (k refreshKeys) genuine(c claim, s Session) bool {
	raw, good := message(c.session, c.n), false
	for _, key := range k {
		good = hmac.Equal(c.mac, mac(key, s.Salt, raw)) || good
	}
	return good && c.session == s.ID
}

func message(session string, n int64) []byte {
	id, _ := uuid.Parse(session) // ids are ours; another's would only make a MAC that fits nothing
	return binary.BigEndian.AppendUint64(id[:], uint64(n))
}

func mac(key []byte, salt string, message []byte) []byte {
	h := hmac.New(sha256.New, key)
	_, _ = h.Write([]byte(salt))
	_, _ = h.Write(message)
	return h.Sum(nil)
}

func newSalt() string {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // crypto/rand never fails since Go 1.24: it ends the process instead
	return hex.EncodeToString(salt)
}

// newSession begins a session.
func (s *Service) newSession(d device) (Session, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Session{}, err
	}
	now := s.now()
	return Session{
		ID: id.String(), Salt: newSalt(), N: 1, RotatedAt: now,
		UserAgent: d.agent, IP: d.ip, Network: d.network,
		CreatedAt: now, LastUsedAt: now, ExpiresAt: now.Add(s.sessionLife),
	}, nil
}

// rotation is what presenting a genuine token leads to.
type rotation uint8

const (
	rotated  rotation = iota + 1
	repeated          // the answer of the last rotation once more
	reused            // an old token: somebody has a copy, and the session must end
	unmade            // a token that the session has not come to, after a restore of older data
)

// rotate takes token n of a session.
func (s *Service) rotate(live *Session, n int64) rotation {
	now := s.now()
	switch {
	case n == live.N:
		live.N++
		live.RotatedAt = now
		live.ExpiresAt = now.Add(s.sessionLife)
		if now.Sub(live.LastUsedAt) >= lastUsedStep {
			live.LastUsedAt = now
		}
		return rotated
	case n == live.N-1 && now.Sub(live.RotatedAt) <= Grace:
		return repeated
	case n > live.N:
		return unmade
	default:
		return reused
	}
}
