package telemetry

import (
	"context"
	"crypto/rand"
	"strings"
)

// maxRequestID bounds an id that comes from outside: it stands in every log line of the request.
const maxRequestID = 64

type requestKey struct{}

// WithRequestID returns a context that carries the id if it is well-formed (1 to 64 letters, digits,
// dots, dashes and underscores), and else a new one.
func WithRequestID(ctx context.Context, id string) context.Context {
	if !wellFormed(id) {
		id = rand.Text()
	}
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestID is the context's request id, or "".
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

func wellFormed(id string) bool {
	return id != "" && len(id) <= maxRequestID && strings.IndexFunc(id, notInID) < 0
}

func notInID(r rune) bool { return !strings.ContainsRune(idCharacters, r) }

const idCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
