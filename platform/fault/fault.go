// Package fault is the vocabulary of errors that survive every boundary: a module returns a
// fault, the gateway turns its kind into GraphQL's extensions.code, and a module call carries it
// over TCP. Whatever is not a fault is Internal: its text never leaves the process.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what a caller can do about an error.
type Kind uint8

// The kinds. Internal is the zero value on purpose: an error that nobody classified is masked.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Conflict
	RateLimited
	ResyncRequired
	TooComplex
	Unavailable
)

// Error is an error that may be shown to whoever caused it. Message is one sentence for people; it
// names the fix where there is one and never holds anything internal.
type Error struct {
	Kind    Kind
	Message string
	// Field is the path of the argument that is wrong, e.g. "input.title". Only with Invalid.
	Field string
	// CurrentVersion is the version that the object has now. Only with Conflict over a version.
	CurrentVersion int
	// RetryAfter is how long to wait. Only with RateLimited and Unavailable.
	RetryAfter time.Duration
	// MayHaveRun says that the outcome is unknown. Only with Unavailable.
	MayHaveRun bool

	cause error
}

func (e *Error) Error() string {
	text := e.Message
	if e.Field != "" {
		text = e.Field + ": " + text
	}
	if e.cause != nil {
		text += ": " + e.cause.Error()
	}
	return text
}

// Unwrap gives the cause, which is for logs and never for clients.
func (e *Error) Unwrap() error { return e.cause }

// Because returns a copy of the error with a cause for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.cause = cause
	return &c
}

// New makes an error of any kind.
func New(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Invalidf says that an argument is wrong: field is its path, the message says how to mend it.
func Invalidf(field, format string, args ...any) *Error {
	return &Error{Kind: Invalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// Missing says that the named thing does not exist, or that the caller may not know that it does.
// Both give exactly this answer.
func Missing(thing string) *Error { return New(NotFound, "There is no such %s.", thing) }

// Deny says that the caller may see the thing, but not do this.
func Deny(format string, args ...any) *Error { return New(Forbidden, format, args...) }

// Conflictf says that the state of the world is against it; trying again unchanged will not help.
func Conflictf(format string, args ...any) *Error { return New(Conflict, format, args...) }

// Stale says that the object has moved on since the version that the caller has seen.
func Stale(current int) *Error {
	e := New(Conflict, "It was changed meanwhile; read it again.")
	e.CurrentVersion = current
	return e
}

// SignInNeeded says that nobody is signed in, or that the session has ended.
func SignInNeeded() *Error { return New(Unauthenticated, "Sign in first.") }

// TooMany says that a limit was met and when to come back.
func TooMany(retryAfter time.Duration, format string, args ...any) *Error {
	e := New(RateLimited, format, args...)
	e.RetryAfter = retryAfter
	return e
}

// Down says that something the answer needs is out of reach; mayHaveRun when the outcome is unknown.
func Down(retryAfter time.Duration, mayHaveRun bool, format string, args ...any) *Error {
	e := New(Unavailable, format, args...)
	e.RetryAfter, e.MayHaveRun = retryAfter, mayHaveRun
	return e
}

// From finds the fault in an error's chain; any other error becomes an Internal one around it.
// From(nil) is nil.
func From(err error) *Error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return &Error{Kind: Internal, Message: "Something went wrong on our side.", cause: err}
}

// Is says whether an error is a fault of this kind.
func Is(err error, kind Kind) bool { return err != nil && From(err).Kind == kind }
