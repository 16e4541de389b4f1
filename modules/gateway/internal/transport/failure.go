package transport

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"time"

	"github.com/graph-gophers/graphql-go"
	gqlerrors "github.com/graph-gophers/graphql-go/errors"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"tasklane/modules/gateway/internal/document"
	"tasklane/platform/fault"
)

// Present makes the errors of an execution presentable, in place: a fault gets its message and extensions, an
// operation that ran out of time is UNAVAILABLE, and anything else is INTERNAL with the request's id, under
// which the log has the detail. Errors that have a code already stay as they are.
func Present(ctx context.Context, log *slog.Logger, kind document.Kind, response *graphql.Response) {
	for _, e := range response.Errors {
		presentOne(ctx, log, kind, e)
	}
	if wasRefused(response) {
		response.Data = nil
	}
}

// wasRefused says that the executor refused the request before it started: it answers null without a path.
func wasRefused(response *graphql.Response) bool {
	if len(response.Errors) == 0 || !bytes.Equal(response.Data, []byte("null")) {
		return false
	}
	for _, e := range response.Errors {
		if len(e.Path) > 0 || e.Extensions["code"] == fault.Internal.Code() {
			return false
		}
	}
	return true
}

func presentOne(ctx context.Context, log *slog.Logger, kind document.Kind, e *gqlerrors.QueryError) {
	if _, done := e.Extensions["code"]; done {
		return
	}
	var f *fault.Error
	switch cause := causeOf(e); {
	case errors.Is(cause, context.DeadlineExceeded) || errors.Is(cause, context.Canceled):
		f = fault.From(cause)
		if f.Kind == fault.Internal {
			f = fault.Down(time.Second, kind == document.Mutation, "This took too long and was stopped.")
		}
	case e.ResolverError != nil:
		f = fault.From(e.ResolverError)
	case len(e.Path) > 0: // the executor found a resolver's value wrong
		f = fault.From(errors.New(e.Message))
	default: // the executor refused the document or its variables
		f = fault.Invalidf("", "%s", e.Message)
	}
	e.Message, e.Extensions = f.Message, extensions(ctx, log, f, e.Path)
}

func causeOf(e *gqlerrors.QueryError) error {
	if e.ResolverError != nil {
		return e.ResolverError
	}
	return e.Err
}

// extensions describes a fault to clients, and an internal one to the log.
func extensions(ctx context.Context, log *slog.Logger, f *fault.Error, path []any) map[string]any {
	ext := map[string]any{"code": f.Kind.Code()}
	if f.Field != "" {
		ext["field"] = f.Field
	}
	if f.CurrentVersion != 0 {
		ext["currentVersion"] = f.CurrentVersion
	}
	if f.Kind == fault.RateLimited || f.Kind == fault.Unavailable {
		ext["retryAfter"] = seconds(f.RetryAfter)
	}
	if f.Kind == fault.Unavailable {
		ext["mayHaveRun"] = f.MayHaveRun
	}
	if f.Kind == fault.Internal {
		ctx, id := identified(ctx) // the log puts it into the line
		ext["requestId"] = id
		log.ErrorContext(ctx, "operation failed", "path", path, "error", f.Error())
	}
	return ext
}

// seconds rounds up to whole seconds, at least one.
func seconds(d time.Duration) int { return max(1, int(math.Ceil(d.Seconds()))) }

// failure is the answer to a request that was not executed.
func (t *Transport) failure(ctx context.Context, err error) *graphql.Response {
	if wrong, ok := errors.AsType[*document.Invalid](err); ok {
		response := &graphql.Response{}
		for _, problem := range wrong.Problems {
			response.Errors = append(response.Errors, invalidDocument(problem))
		}
		return response
	}
	if errors.Is(err, context.DeadlineExceeded) {
		err = fault.Down(time.Second, false, "This took too long and was stopped.").Because(err)
	}
	f := fault.From(err)
	return &graphql.Response{Errors: []*gqlerrors.QueryError{
		{Message: f.Message, Extensions: extensions(ctx, t.log, f, nil)},
	}}
}

func invalidDocument(problem *gqlerror.Error) *gqlerrors.QueryError {
	e := &gqlerrors.QueryError{Message: problem.Message, Extensions: map[string]any{"code": fault.Invalid.Code()}}
	for _, at := range problem.Locations {
		e.Locations = append(e.Locations, gqlerrors.Location{Line: at.Line, Column: at.Column})
	}
	return e
}

// codeOf is the first error's code, for metrics and status codes.
func codeOf(response *graphql.Response) string {
	if len(response.Errors) == 0 {
		return ""
	}
	code, _ := response.Errors[0].Extensions["code"].(string)
	return code
}

// Encode writes a response as JSON. The data is taken as it is: it is JSON already, and reading it once more
// would cost more than executing it.
func Encode(response *graphql.Response) []byte {
	var out bytes.Buffer
	out.Grow(len(response.Data) + 64)
	out.WriteByte('{')
	if len(response.Errors) > 0 {
		list, err := json.Marshal(response.Errors)
		if err != nil { // an extension that JSON cannot hold
			list = []byte(`[{"message":"Something went wrong on our side.","extensions":{"code":"INTERNAL"}}]`)
		}
		out.WriteString(`"errors":`)
		out.Write(list)
	}
	if response.Data != nil {
		if len(response.Errors) > 0 {
			out.WriteByte(',')
		}
		out.WriteString(`"data":`)
		out.Write(response.Data)
	}
	out.WriteByte('}')
	return out.Bytes()
}
