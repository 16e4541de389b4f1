package token

import (
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jws"
	"github.com/lestrrat-go/jwx/v2/jwt"

	"tasklane/platform/identity"
)

// The audiences: a token for one is refused by the other.
const (
	// Access is the audience of the tokens that clients hold.
	Access = "tasklane"
	// Internal is the audience of the tokens that one module shows another.
	Internal = "internal"
)

const (
	issuer = "tasklane"
	// AccessLife is how long an access token is good for.
	AccessLife = 15 * time.Minute
	// InternalLife is enough for the calls of half a minute with their retries, see CallerToken.
	InternalLife = time.Minute
	// leeway is how far the clocks of two machines may differ.
	leeway = 30 * time.Second

	sessionClaim = "sid"
	callerClaim  = "caller"
)

// types is the typ header of each audience's tokens (explicit typing, RFC 8725, 3.11).
var types = map[string]string{Access: "at+jwt", Internal: "tasklane-internal+jwt"}

// lives is how long each audience's tokens are good for.
var lives = map[string]time.Duration{Access: AccessLife, Internal: InternalLife}

// Claims is what a token says about its bearer. An access token has no role: that may change while it lives, and
// so is read from the session's state. An internal one lives for a minute and has it in its caller.
type Claims struct {
	Audience string // Access or Internal
	Subject  string // who: the id of a user or of an audience's project, a module's name, or "nobody"
	Session  string // the session's id; an access token always has one
	// Caller is whom an internal token vouches for; an access token has none.
	Caller *identity.Identity
	// ID (jti), IssuedAt and ExpiresAt are made by Sign, in whole seconds and UTC.
	ID        string
	IssuedAt  time.Time
	ExpiresAt time.Time
}

// Sign makes a token of the audience's full life that begins now, and says when it ends.
func (k *Keys) Sign(c Claims) (raw string, expiresAt time.Time, err error) {
	typ, known := types[c.Audience]
	switch {
	case !known:
		return "", time.Time{}, fmt.Errorf("there is no audience %q", c.Audience)
	case c.Subject == "":
		return "", time.Time{}, errors.New("a token needs a subject")
	case c.Audience == Access && c.Session == "":
		return "", time.Time{}, errors.New("an access token needs a session")
	case (c.Audience == Internal) != (c.Caller != nil):
		return "", time.Time{}, errors.New("internal tokens have a caller, and no others")
	}
	now := time.Now().UTC().Truncate(time.Second)
	expiresAt = now.Add(lives[c.Audience])
	builder := jwt.NewBuilder().
		Issuer(issuer).Audience([]string{c.Audience}).Subject(c.Subject).
		JwtID(uuid.NewString()).IssuedAt(now).Expiration(expiresAt)
	if c.Session != "" {
		builder = builder.Claim(sessionClaim, c.Session)
	}
	if c.Caller != nil {
		builder = builder.Claim(callerClaim, callerOf(*c.Caller))
	}
	unsigned, err := builder.Build()
	if err != nil {
		return "", time.Time{}, fmt.Errorf("building a token: %w", err)
	}
	headers := jws.NewHeaders()
	for name, value := range map[string]string{jws.TypeKey: typ, jws.KeyIDKey: k.ring[0].id} {
		if err := headers.Set(name, value); err != nil {
			return "", time.Time{}, fmt.Errorf("setting a token's %s: %w", name, err)
		}
	}
	signed, err := jwt.Sign(unsigned, jwt.WithKey(jwa.HS256, k.ring[0].secret, jws.WithProtectedHeaders(headers)))
	if err != nil {
		return "", time.Time{}, fmt.Errorf("signing a token: %w", err)
	}
	return string(signed), expiresAt, nil
}
