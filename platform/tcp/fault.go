package tcp

import (
	"context"
	"errors"
	"strings"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"tasklane/platform/fault"
)

// table is the one between kinds of fault and RPC codes. Our own side reads the kind from the fault that comes along;
// the codes are for tools that speak gRPC, and for a kind that a newer version has added.
var table = [...]codes.Code{
	fault.Internal:        codes.Internal,
	fault.Invalid:         codes.InvalidArgument,
	fault.Unauthenticated: codes.Unauthenticated,
	fault.Forbidden:       codes.PermissionDenied,
	fault.NotFound:        codes.NotFound,
	fault.Conflict:        codes.FailedPrecondition,
	fault.RateLimited:     codes.ResourceExhausted,
	fault.ResyncRequired:  codes.Aborted,
	fault.TooComplex:      codes.OutOfRange,
	fault.Unavailable:     codes.Unavailable,
}

// codeOf is the RPC code of a kind.
func codeOf(k fault.Kind) codes.Code {
	if int(k) < len(table) {
		return table[k]
	}
	return codes.Internal
}

// kindOf is the kind of a fault that came: by its name, or by the code when the name is of a newer version.
func kindOf(name string, code codes.Code) fault.Kind {
	for k := range table {
		if fault.Kind(k).Code() == name {
			return fault.Kind(k)
		}
	}
	for k, c := range table {
		if c == code {
			return fault.Kind(k)
		}
	}
	return fault.Internal
}

// faultKey is the trailer that a fault travels in. A failed call without it failed on the way, not in the module.
const faultKey = "tasklane-fault-bin"

// wireFault is a fault on its way. Its fields are only added to.
type wireFault struct {
	Kind           string `cbor:"kind"`
	Message        string `cbor:"message,omitzero"`
	Field          string `cbor:"field,omitzero"`
	CurrentVersion int    `cbor:"currentVersion,omitzero"`
	// RetryAfter is in nanoseconds.
	RetryAfter int64 `cbor:"retryAfter,omitzero"`
	MayHaveRun bool  `cbor:"mayHaveRun,omitzero"`
	// Refused says that the call was not begun: another try, elsewhere, is as good as the first.
	Refused bool `cbor:"refused,omitzero"`
	// Incident leads to the line in the log of the one who answered. Only with INTERNAL, whose text stays there.
	Incident string `cbor:"incident,omitzero"`
}

// longestText bounds what a fault says: it travels in a header. No fault of ours comes near it.
const longestText = 4 << 10

// pack is the wire form of a fault that may be shown.
func pack(f *fault.Error) wireFault {
	return wireFault{
		Kind: f.Kind.Code(), Message: cut(f.Message), Field: cut(f.Field), CurrentVersion: f.CurrentVersion,
		RetryAfter: int64(f.RetryAfter), MayHaveRun: f.MayHaveRun,
	}
}

func cut(text string) string {
	if len(text) > longestText {
		return strings.ToValidUTF8(text[:longestText], "")
	}
	return text
}

// unpack is the fault that came with this code.
func (w wireFault) unpack(code codes.Code) *fault.Error {
	return &fault.Error{
		Kind: kindOf(w.Kind, code), Message: w.Message, Field: w.Field, CurrentVersion: w.CurrentVersion,
		RetryAfter: time.Duration(w.RetryAfter), MayHaveRun: w.MayHaveRun,
	}
}

// outOfReach is the fault for a call that got no answer.
func outOfReach(mayHaveRun bool, cause error) *fault.Error {
	return fault.Down(time.Second, mayHaveRun, "A part of Tasklane cannot be reached right now. Try again.").Because(cause)
}

// tooLate is the fault for a call whose time ran out, or that nobody waits for any more.
func tooLate(mayHaveRun bool, cause error) *fault.Error {
	return fault.Down(time.Second, mayHaveRun, "This took too long and was stopped.").Because(cause)
}

// ended says that an error is a context's end, or what grpc makes of one while it reads a request.
func ended(err error) bool {
	code := status.Code(err)
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || code == codes.Canceled || code == codes.DeadlineExceeded
}
