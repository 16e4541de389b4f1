// Package identity says who calls. The gateway puts an Identity into the context after it has
// verified a token, a module port after it has verified the internal one; modules only read it.
package identity

import "context"

// Kind is the kind of caller.
type Kind uint8

// The kinds of caller. Nobody is the zero value: a context without an identity may do nothing.
const (
	Nobody Kind = iota
	// User is a signed-in person with a session.
	User
	// Audience may read one project and nothing else: the gateway executes an event once under it
	// for all subscribers of the project.
	Audience
	// Module is a module of this product that acts for itself.
	Module
)

// Identity is a verified caller.
type Identity struct {
	Kind Kind
	// UserID and SessionID are set for a User.
	UserID, SessionID string
	// Admin comes from the session's state in cache or database, never from the token.
	Admin bool
	// ProjectID is set for an Audience.
	ProjectID string
	// Module is the module's name, set for a Module.
	Module string
	// Client is the address that limits are counted for, without a port: what the transport saw or, behind
	// a trusted proxy, what it was told. It may be set for Nobody too.
	Client string
}

type key struct{}

// With returns a context that carries the caller.
func With(ctx context.Context, id Identity) context.Context {
	return context.WithValue(ctx, key{}, id)
}

// From returns the caller; the zero Identity is nobody.
func From(ctx context.Context) Identity {
	id, _ := ctx.Value(key{}).(Identity)
	return id
}

// OfUser is short for the identity of a signed-in user.
func OfUser(userID, sessionID string, admin bool) Identity {
	return Identity{Kind: User, UserID: userID, SessionID: sessionID, Admin: admin}
}

// OfAudience is short for the identity of a project's audience.
func OfAudience(projectID string) Identity {
	return Identity{Kind: Audience, ProjectID: projectID}
}

// OfModule is short for the identity of a module.
func OfModule(name string) Identity { return Identity{Kind: Module, Module: name} }
