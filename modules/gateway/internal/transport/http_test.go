package transport_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tasklane/modules/gateway/internal/transport"
)

func TestAQueryIsAnsweredByPostAndGet(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	a := h.query(t, `{ me }`, "Authorization", "Bearer ada")
	if a.Status != 200 || a.Data["me"] != "ada" {
		t.Errorf("POST: %d %s", a.Status, a.Text)
	}
	get, _ := http.NewRequestWithContext(t.Context(), http.MethodGet,
		h.URL+"?query="+url.QueryEscape(`query($t: String) { echo(text: $t) }`)+"&variables="+url.QueryEscape(`{"t":"hello"}`), nil)
	if a = h.do(t, get); a.Status != 200 || a.Data["echo"] != "hello" {
		t.Errorf("GET: %d %s", a.Status, a.Text)
	}
	if a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("headers: %v", a.Header)
	}
}

func TestWithoutATokenTheCallerIsNobody(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	if a := h.query(t, `{ me }`); a.Status != 200 || a.Data["me"] != nil || len(a.Errors) != 0 {
		t.Errorf("got %d %s", a.Status, a.Text)
	}
}

func TestQ53_ABadTokenIsRefused(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for _, header := range []string{"Bearer expired", "Basic YTpi", "Bearer", "ada"} {
		a := h.query(t, `{ me }`, "Authorization", header)
		if a.Status != 401 || a.code() != "UNAUTHENTICATED" || a.Header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%s: %d %s", header, a.Status, a.Text)
		}
	}
}

func TestQ63_AnUnreachableSessionStoreRefusesEverybody(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	a := h.query(t, `{ me }`, "Authorization", "Bearer down")
	if a.Status != 503 || a.code() != "UNAVAILABLE" || a.Header.Get("Retry-After") != "2" {
		t.Errorf("got %d %s %v", a.Status, a.Text, a.Header)
	}
}

func TestFaultsAreToldByCode(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for kind, want := range map[string]map[string]any{
		"invalid":   {"code": "INVALID_INPUT", "field": "input.title"},
		"stale":     {"code": "CONFLICT", "currentVersion": 7.0},
		"throttled": {"code": "RATE_LIMITED", "retryAfter": 2.0},
		"down":      {"code": "UNAVAILABLE", "retryAfter": 1.0, "mayHaveRun": true},
		"other":     {"code": "UNAUTHENTICATED"},
	} {
		a := h.query(t, fmt.Sprintf(`{ fail(kind: %q) }`, kind))
		if a.Status != 200 || len(a.Errors) != 1 || fmt.Sprint(a.Errors[0].Extensions) != fmt.Sprint(want) {
			t.Errorf("%s: %d %s, want %v", kind, a.Status, a.Text, want)
		}
		if _, present := a.Data["fail"]; !present {
			t.Errorf("%s: the rest of the answer is gone: %s", kind, a.Text)
		}
		if (a.Header.Get("Retry-After") == "2") != (kind == "throttled") {
			t.Errorf("%s: Retry-After %q", kind, a.Header.Get("Retry-After"))
		}
	}
}

func TestQ36_Q83_PanicsAndUnknownErrorsAreMaskedAndLoggedOnceWithTheirID(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for _, request := range []string{
		body(t, `{ fail(kind: "panic") }`, nil),
		body(t, `{ fail(kind: "internal") }`, nil),
		body(t, `query($text: String) { echo(text: $text) }`, map[string]any{"text": "panic outside of resolvers"}),
	} {
		a := h.do(t, h.request(t, request))
		if a.Status != 200 || a.code() != "INTERNAL" || strings.Contains(a.Text, "hunter2") || strings.Contains(a.Text, ".go") {
			t.Errorf("%s: %d %s", request, a.Status, a.Text)
			continue
		}
		id, _ := a.Errors[0].Extensions["requestId"].(string)
		if n := strings.Count(h.log.String(), "request="+id); id == "" || n != 1 {
			t.Errorf("%s: the log names %q %d times", request, id, n)
		}
	}
	if !strings.Contains(h.log.String(), "hunter2") {
		t.Error("the log must have the detail")
	}
	if a := h.query(t, `{ me }`); a.Status != 200 {
		t.Errorf("the process must live on: %d", a.Status)
	}
}

func TestQ45_AnOperationEndsAtItsDeadline(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{Deadline: 30 * time.Millisecond})
	for document, mayHaveRun := range map[string]bool{`{ wait }`: false, `mutation { wait }`: true} {
		a := h.query(t, document)
		if a.Status != 503 || a.code() != "UNAVAILABLE" || a.Errors[0].Extensions["mayHaveRun"] != mayHaveRun {
			t.Errorf("%s: %d %s", document, a.Status, a.Text)
		}
	}
}

func TestQ45_AClientThatLeavesStopsItsOperation(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{Deadline: time.Minute})
	ctx, leave := context.WithCancel(t.Context())
	go func() {
		<-h.engine.waiting
		leave()
	}()
	if response, err := h.Client().Do(h.request(t, body(t, `{ wait }`, nil)).WithContext(ctx)); err == nil {
		response.Body.Close()
		t.Fatal("it should have been cancelled")
	}
	eventually(t, "the operation to be stopped", func() bool {
		h.gauges.mu.Lock()
		defer h.gauges.mu.Unlock()
		return h.gauges.codes["UNAVAILABLE"] == 1
	})
}

func TestMutationsAreNotSentByGet(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for _, accept := range []string{"application/json", "text/event-stream"} {
		for _, query := range []string{`mutation { add(text: "a") }`, `mutation { logout }`} {
			r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL+"?query="+url.QueryEscape(query), nil)
			r.Header.Set("Accept", accept)
			if a := h.do(t, r); a.Status != 405 || a.Header.Get("Allow") != "POST" {
				t.Errorf("%s, %s: %d %v", query, accept, a.Status, a.Header)
			}
		}
	}
}

func TestQ62_OnlyJSONIsAccepted(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=latin1"} {
		if a := h.do(t, h.request(t, body(t, `{ me }`, nil), "Content-Type", kind)); a.Status != 415 {
			t.Errorf("%s: %d", kind, a.Status)
		}
	}
}

func TestQ43_BodiesThatAreNoSingleRequestAreRefused(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{BodyBytes: 1000})
	for text, status := range map[string]int{
		`[{"query":"{ me }"},{"query":"{ me }"}]`: 400,
		``:                                      400,
		`null`:                                  400,
		`{"query":5}`:                           400,
		`{"query":"{ me }","variables":[]}`:     400,
		`{"query":"{ me }","operationName":{}}`: 400,
		`{"query":"{ me }","extensions":"x"}`:   400,
		`{"query":"{ me }"} x`:                  400,
		`{"query":"{ me }","variables":{"a":`:   400,
		`{"query":"` + strings.Repeat("x", 2_000) + `"}`: 413,
	} {
		if a := h.do(t, h.request(t, text)); a.Status != status || a.code() == "" {
			t.Errorf("%.40s: %d %s", text, a.Status, a.Text)
		}
	}
}

func TestABatchIsToldWhatIsWrongWithIt(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	if a := h.do(t, h.request(t, `[{"query":"{ me }"}]`)); len(a.Errors) != 1 || !strings.Contains(a.Errors[0].Message, "batch") {
		t.Errorf("got %s", a.Text)
	}
}

func TestTheStatusFollowsTheMediaType(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	const response, plain = "application/graphql-response+json", "application/json"
	for _, test := range []struct {
		accept, document string
		status           int
		media            string
	}{
		{response, `{ me }`, 200, response},
		{response, `{ me`, 400, response},
		{response, `{ none }`, 400, response},
		{response, `{ fail(kind: "invalid") }`, 200, response},
		{plain, `{ none }`, 200, plain},
		{"*/*", `{ none }`, 200, plain},
		{"application/json;q=0.5, application/graphql-response+json", `{ none }`, 400, response},
		{"application/graphql-response+json;q=0, application/json", `{ me }`, 200, plain},
		{"text/html", `{ me }`, 406, plain},
	} {
		a := h.query(t, test.document, "Accept", test.accept)
		if a.Status != test.status || !strings.HasPrefix(a.Header.Get("Content-Type"), test.media+";") {
			t.Errorf("%s %s: %d %s", test.accept, test.document, a.Status, a.Header.Get("Content-Type"))
		}
	}
}

func TestQ46_ABodyThatTricklesIsGivenUp(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{Deadline: 50 * time.Millisecond})
	r := h.request(t, "")
	r.Body, r.ContentLength = endless{r.Context()}, 100
	response, err := h.Client().Do(r)
	if err == nil { // the answer may also be lost with the connection
		defer response.Body.Close()
		if response.StatusCode != 400 {
			t.Errorf("got %d", response.StatusCode)
		}
	}
}

// endless is a body that never comes.
type endless struct{ ctx context.Context }

func (e endless) Read([]byte) (int, error) {
	<-e.ctx.Done()
	return 0, e.ctx.Err()
}

func (endless) Close() error { return nil }
