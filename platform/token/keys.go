// Package token signs and verifies the product's JSON Web Tokens and derives further keys from the
// same secrets. It is the one door to the JOSE library.
//
// What it accepts is as narrow as what it makes: HS256, a header of exactly alg, typ and kid, and the
// claims iss, aud, sub, jti, iat and exp, with sid in an access token and caller in an internal one. A refresh
// token is never a JWT, so neither kind of token can pass for the other.
package token

import (
	"bytes"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"tasklane/platform/identity"
)

// MinSecret is the least length of a secret in bytes: that of an HS256 tag, as RFC 7518, 3.2 demands.
const MinSecret = sha256.Size

// Keys signs with its first secret and verifies with all of them, so that a secret can be changed
// without signing anybody out: put the new one in front, and take the old one away later.
// It may be used by many goroutines at once.
type Keys struct {
	ring []key // in the order given; the first one signs
	byID map[string]key
	// verified remembers what tokens said, by the SHA-256 of the token: verifying costs about 35 microseconds,
	// remembering less than one.
	verified *recent[[sha256.Size]byte, Claims]
	// issued has the internal token of each caller that was lately vouched for.
	issued *recent[identity.Identity, issued]
}

type key struct {
	id     string
	secret []byte
}

// New makes the keys from secrets of MinSecret bytes or more. A secret that is listed twice counts once.
func New(secrets [][]byte) (*Keys, error) {
	k := &Keys{
		byID:     map[string]key{},
		verified: newRecent[[sha256.Size]byte, Claims](recentTokens),
		issued:   newRecent[identity.Identity, issued](recentTokens),
	}
	for i, secret := range secrets {
		if len(secret) < MinSecret {
			return nil, fmt.Errorf("secret %d has %d bytes; it needs %d or more", i+1, len(secret), MinSecret)
		}
		one := key{id: hex.EncodeToString(derive(secret, "kid")[:8]), secret: bytes.Clone(secret)}
		if _, twice := k.byID[one.id]; twice {
			continue
		}
		k.byID[one.id] = one
		k.ring = append(k.ring, one)
	}
	if len(k.ring) == 0 {
		return nil, errors.New("there is no secret to sign with")
	}
	return k, nil
}

// Derive returns a 32-byte key of the signing secret that is good for one purpose only: knowing it
// tells nothing about the secret or about the keys of other purposes (HKDF, RFC 5869).
func (k *Keys) Derive(purpose string) []byte { return derive(k.ring[0].secret, "purpose:"+purpose) }

// DeriveAll returns the purpose's keys of all secrets, the signing one first: a MAC that was made
// before the secret changed is verified with one of the others.
func (k *Keys) DeriveAll(purpose string) [][]byte {
	keys := make([][]byte, len(k.ring))
	for i, one := range k.ring {
		keys[i] = derive(one.secret, "purpose:"+purpose)
	}
	return keys
}

func derive(secret []byte, info string) []byte {
	// The only error is a length beyond what SHA-256 can expand to; 32 bytes never are.
	out, _ := hkdf.Key(sha256.New, secret, nil, "tasklane "+info, sha256.Size)
	return out
}
