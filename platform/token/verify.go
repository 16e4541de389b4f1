package token

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jws"
	"github.com/lestrrat-go/jwx/v2/jwt"

	"tasklane/platform/fault"
)

// maxLength is several times the length of what Sign makes: more is not worth decoding.
const maxLength = 2048

// ErrExpired is the cause of a refusal for a token that was good once: refreshing helps.
var ErrExpired = errors.New("the token has expired")

// Verify returns what a token for the audience says. Whatever is wrong with it, the answer is an
// Unauthenticated fault; its cause, for the log, is the reason, and ErrExpired is one of them.
//
// That the token is good says nothing of its session: whether that still lives is the database's word.
func (k *Keys) Verify(ctx context.Context, audience, raw string) (Claims, error) {
	c, err := k.verify(ctx, audience, raw)
	switch {
	case errors.Is(err, ErrExpired):
		return Claims{}, fault.New(fault.Unauthenticated, "The access token has expired; refresh it or sign in again.").Because(err)
	case err != nil:
		return Claims{}, fault.New(fault.Unauthenticated, "The access token is not valid; sign in again.").Because(err)
	}
	return c, nil
}

func (k *Keys) verify(ctx context.Context, audience, raw string) (Claims, error) {
	if len(raw) > maxLength {
		return Claims{}, fmt.Errorf("the token has %d bytes", len(raw))
	}
	digest := sha256.Sum256([]byte(raw))
	c, seen := k.verified.get(digest)
	if !seen {
		var err error
		if c, err = k.decode(ctx, audience, raw); err != nil {
			return Claims{}, err
		}
		k.verified.put(digest, c)
	}
	// A remembered token is measured again: memory lengthens no life and widens no audience.
	if c.Audience != audience {
		return Claims{}, fmt.Errorf("the token is for %q", c.Audience)
	}
	if !time.Now().Before(c.ExpiresAt.Add(leeway)) {
		return Claims{}, ErrExpired
	}
	return c, nil
}

// foreign says that a character is none of those that the compact form is written in (RFC 7515, 3.1).
func foreign(r rune) bool {
	return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.'
}

// decode checks signature, header and claims.
func (k *Keys) decode(ctx context.Context, audience, raw string) (Claims, error) {
	// The library's decoder would skip line breaks and take padding and the JSON form.
	if strings.Count(raw, ".") != 2 || strings.IndexFunc(raw, foreign) >= 0 {
		return Claims{}, errors.New("not three parts in base64url")
	}
	provider := jws.KeyProviderFunc(func(_ context.Context, sink jws.KeySink, sig *jws.Signature, _ *jws.Message) error {
		one, err := k.chosenBy(ctx, sig.ProtectedHeaders(), audience)
		if err == nil {
			sink.Key(jwa.HS256, one.secret)
		}
		return err
	})
	payload, err := jws.Verify([]byte(raw), jws.WithCompact(), jws.WithKeyProvider(provider))
	if err != nil {
		return Claims{}, err
	}
	parsed, err := jwt.Parse(payload, jwt.WithVerify(false), jwt.WithValidate(true), jwt.WithTypedClaim(callerClaim, json.RawMessage{}),
		jwt.WithAcceptableSkew(leeway),
		jwt.WithIssuer(issuer), jwt.WithAudience(audience),
		jwt.WithRequiredClaim(jwt.SubjectKey), jwt.WithRequiredClaim(jwt.JwtIDKey),
		jwt.WithRequiredClaim(jwt.IssuedAtKey), jwt.WithRequiredClaim(jwt.ExpirationKey))
	if errors.Is(err, jwt.ErrTokenExpired()) {
		return Claims{}, fmt.Errorf("%w: %w", ErrExpired, err)
	}
	if err != nil {
		return Claims{}, err
	}
	return claimsOf(parsed, audience)
}

// chosenBy picks the key that a header names. The header may hold alg, typ and kid and nothing else: jwk,
// jku, x5u and their kin, which bring or fetch a key, are refused with everything unheard of. A kid is
// looked up in a map and used for nothing more.
func (k *Keys) chosenBy(ctx context.Context, header jws.Headers, audience string) (key, error) {
	fields, err := header.AsMap(ctx)
	if err != nil {
		return key{}, err
	}
	for name := range fields {
		if name != jws.AlgorithmKey && name != jws.TypeKey && name != jws.KeyIDKey {
			return key{}, fmt.Errorf("the header has %q", name)
		}
	}
	if header.Algorithm() != jwa.HS256 {
		return key{}, fmt.Errorf("the algorithm is %q", header.Algorithm())
	}
	if typ, known := types[audience]; !known || header.Type() != typ {
		return key{}, fmt.Errorf("the type is %q", header.Type())
	}
	one, known := k.byID[header.KeyID()]
	if !known {
		return key{}, errors.New("the key is not known")
	}
	return one, nil
}

// claimsOf reads the claims of a token that the library has validated, and asks for what it does not:
// one audience only, a subject, a session in an access token, and no longer life than Sign gives.
func claimsOf(parsed jwt.Token, audience string) (Claims, error) {
	session, _ := parsed.Get(sessionClaim)
	c := Claims{
		Audience:  audience,
		Subject:   parsed.Subject(),
		ID:        parsed.JwtID(),
		IssuedAt:  parsed.IssuedAt(),
		ExpiresAt: parsed.Expiration(),
	}
	c.Session, _ = session.(string)
	switch {
	case len(parsed.Audience()) != 1:
		return Claims{}, errors.New("the token has several audiences")
	case c.Subject == "" || c.ID == "":
		return Claims{}, errors.New("the subject or the id is empty")
	case audience == Access && c.Session == "":
		return Claims{}, errors.New("the session is missing")
	case c.ExpiresAt.Sub(c.IssuedAt) > lives[audience]:
		return Claims{}, errors.New("the token lives too long")
	}
	vouched, has := parsed.Get(callerClaim)
	if has != (audience == Internal) {
		return Claims{}, errors.New("internal tokens have a caller, and no others")
	}
	if has {
		caller, err := readCaller(vouched)
		if err != nil {
			return Claims{}, err
		}
		c.Caller = &caller
	}
	return c, nil
}
