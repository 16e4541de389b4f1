package token

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// caller is an identity in an internal token. Who vouches for nobody still says so: it is a module that asks.
type caller struct {
	Kind    string `json:"kind"`
	User    string `json:"user,omitempty"`
	Session string `json:"session,omitempty"`
	Admin   bool   `json:"admin,omitempty"`
	Project string `json:"project,omitempty"`
	Module  string `json:"module,omitempty"`
	Client  string `json:"client,omitempty"`
}

// kinds are the kinds of caller as tokens name them.
var kinds = [...]string{
	identity.Nobody:   "nobody",
	identity.User:     "user",
	identity.Audience: "audience",
	identity.Module:   "module",
}

func callerOf(id identity.Identity) caller {
	return caller{
		Kind: kinds[id.Kind], User: id.UserID, Session: id.SessionID, Admin: id.Admin, Project: id.ProjectID,
		Module: id.Module, Client: id.Client,
	}
}

// readCaller reads a claim. A member that it does not know is refused: it may take back what the others grant.
func readCaller(claim any) (identity.Identity, error) {
	raw, _ := claim.(json.RawMessage)
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	var c caller
	if err := decoder.Decode(&c); err != nil {
		return identity.Identity{}, fmt.Errorf("the caller cannot be read: %w", err)
	}
	for kind, name := range kinds {
		if c.Kind == name {
			return identity.Identity{
				Kind: identity.Kind(kind), UserID: c.User, SessionID: c.Session, Admin: c.Admin, ProjectID: c.Project,
				Module: c.Module, Client: c.Client,
			}, nil
		}
	}
	return identity.Identity{}, fmt.Errorf("there is no kind of caller %q", c.Kind)
}

// issued is an internal token, and when it was made by the clock that nobody sets and ends by the one that others see.
type issued struct {
	raw        string
	at, expire time.Time
}

// fresh says that at least half of its life is left, whichever clock is asked.
func (i issued) fresh(now time.Time) bool {
	return now.Sub(i.at) < InternalLife/2 && now.Before(i.expire.Add(-InternalLife/2))
}

// CallerToken vouches for a caller with an internal token. For half of its life it is the same one again: signing
// costs 19 microseconds, and one request of a person is many calls.
func (k *Keys) CallerToken(id identity.Identity) (string, error) {
	begin := time.Now()
	if one, ok := k.issued.get(id); ok && one.fresh(begin) {
		return one.raw, nil
	}
	if int(id.Kind) >= len(kinds) {
		return "", fmt.Errorf("there is no kind of caller %d", id.Kind)
	}
	raw, expire, err := k.Sign(Claims{
		Audience: Internal, Subject: cmp.Or(id.UserID, id.ProjectID, id.Module, kinds[identity.Nobody]), Caller: &id,
	})
	if err != nil {
		return "", err
	}
	k.issued.put(id, issued{raw: raw, at: begin, expire: expire})
	return raw, nil
}

// Caller verifies an internal token and says whom it vouches for. Whatever is wrong with it, the answer is an
// Unauthenticated fault whose cause, for the log, is the reason.
func (k *Keys) Caller(ctx context.Context, raw string) (identity.Identity, error) {
	c, err := k.verify(ctx, Internal, raw)
	if err != nil {
		return identity.Identity{}, fault.New(fault.Unauthenticated, "Modules answer modules only.").Because(err)
	}
	return *c.Caller, nil
}
