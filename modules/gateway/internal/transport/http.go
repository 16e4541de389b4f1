package transport

import (
	"net/http"
	"strconv"

	"github.com/graph-gophers/graphql-go"

	"tasklane/modules/gateway/internal/document"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// serveRequest answers a GET or POST: with one response, or with a stream where one is asked for.
func (t *Transport) serveRequest(w http.ResponseWriter, r *http.Request) {
	want := negotiate(r)
	if want.media == "" {
		t.refuse(w, r, mediaJSON, http.StatusNotAcceptable,
			invalidRequest("", "Accept application/graphql-response+json, application/json or text/event-stream."))
		return
	}
	request, status, err := t.read(w, r)
	if err != nil {
		t.refuse(w, r, plain(want.media), status, err)
		return
	}
	id, err := t.caller(r)
	if err != nil {
		t.refuse(w, r, plain(want.media), http.StatusUnauthorized, err)
		return
	}
	info := t.info(r, HTTP)
	info.request, info.header = r, w.Header()
	if want.media == mediaStream {
		info.Via, info.header = SSE, nil
	}
	ctx := withInfo(identity.With(r.Context(), id), info)
	op, err := t.admit(ctx, request)
	if op != nil && op.Kind == document.Mutation && r.Method == http.MethodGet {
		w.Header().Set("Allow", "POST")
		t.refuse(w, r, plain(want.media), http.StatusMethodNotAllowed, invalidRequest("", "Send mutations by POST."))
		return
	}
	if want.media == mediaStream || err == nil && op.Kind == document.Subscription && want.stream {
		info.Via, info.header = SSE, nil
		t.serveStream(w, r.WithContext(ctx), id, op, request, err)
		return
	}
	if err == nil && op.Kind == document.Subscription {
		err = invalidRequest("query", "Subscriptions are answered over WebSocket, or over HTTP with Accept: text/event-stream.")
	}
	if err != nil {
		response := t.failure(ctx, err)
		t.observer.Operation(HTTP, "", codeOf(response), 0)
		t.answer(w, want.media, statusOf(want.media, response), response)
		return
	}
	response := t.execute(ctx, op, request.Variables)
	t.answer(w, want.media, statusOf(want.media, response), response)
}

// plain is the type of an answer that is not a stream.
func plain(media string) string {
	if media == mediaStream {
		return mediaJSON
	}
	return media
}

// refuse answers a request that is wrong as HTTP, before it is one of GraphQL.
func (t *Transport) refuse(w http.ResponseWriter, r *http.Request, media string, status int, err error) {
	response := t.failure(r.Context(), err)
	t.observer.Operation(HTTP, "", codeOf(response), 0)
	switch fault.From(err).Kind {
	case fault.Unavailable:
		status = http.StatusServiceUnavailable
	case fault.RateLimited:
		status = http.StatusTooManyRequests
	case fault.Internal:
		status = http.StatusInternalServerError
	}
	t.answer(w, media, status, response)
}

// statusOf follows the GraphQL over HTTP specification: under application/json everything that is a
// well-formed response is 200; under application/graphql-response+json a request that was not executed is 400.
// A refusal for want of a session, of room or of a peer has its own status under both, because proxies and
// clients act on it.
func statusOf(media string, response *graphql.Response) int {
	if response.Data != nil || len(response.Errors) == 0 {
		return http.StatusOK
	}
	switch codeOf(response) {
	case fault.RateLimited.Code():
		return http.StatusTooManyRequests
	case fault.Unavailable.Code():
		return http.StatusServiceUnavailable
	}
	if media == mediaGraphQL {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

func (t *Transport) answer(w http.ResponseWriter, media string, status int, response *graphql.Response) {
	header := w.Header()
	for _, e := range response.Errors {
		after, ok := e.Extensions["retryAfter"].(int)
		if ok && (e.Extensions["code"] == fault.RateLimited.Code() || status == http.StatusServiceUnavailable) {
			header.Set("Retry-After", strconv.Itoa(after))
			break
		}
	}
	if status == http.StatusUnauthorized {
		header.Set("WWW-Authenticate", "Bearer")
	}
	body := Encode(response)
	header.Set("Content-Type", media)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that has gone is nobody's error
}
