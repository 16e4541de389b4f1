package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// answering starts a server whose every answer the function gives.
func answering(t *testing.T, answer func(n int64, body string) (int, string)) (address string, requests *atomic.Int64) {
	t.Helper()
	requests = &atomic.Int64{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.URL.Path != "/graphql" || r.Header.Get("Content-Type") != "application/json" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		status, text := answer(requests.Add(1), string(body)+" for "+r.Header.Get("Authorization"))
		w.WriteHeader(status)
		_, _ = io.WriteString(w, text)
	}))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://"), requests
}

func brief(address string) load {
	return load{
		address: address, tokens: []string{"one", "two"}, connections: 3, measure: 30 * time.Millisecond,
		bodies: func(int) func([]byte) []byte {
			return func(b []byte) []byte { return append(b, `{"query":"{ me { id } }"}`...) }
		},
	}
}

func TestEveryRequestIsAnsweredAndCounted(t *testing.T) {
	t.Parallel()
	var strange atomic.Int64
	address, requests := answering(t, func(n int64, body string) (int, string) {
		if body != `{"query":"{ me { id } }"} for Bearer one` && body != `{"query":"{ me { id } }"} for Bearer two` {
			strange.Add(1)
		}
		if n%2 == 0 {
			return http.StatusOK, `{"data":{"me":"` + strings.Repeat("x", 10_000) + `"}}` // long enough to come in chunks
		}
		return http.StatusOK, `{"data":{"me":null}}`
	})
	result, err := brief(address).run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if result.errors != 0 || result.sent == 0 || int64(result.sent) != requests.Load() || result.took.count() != result.sent {
		t.Errorf("%d sent, %d arrived, %d measured, %d errors (%v)", result.sent, requests.Load(), result.took.count(), result.errors, result.firstError)
	}
	if strange.Load() > 0 {
		t.Errorf("%d requests came out differently", strange.Load())
	}
}

func TestAnswersThatAreNoneAreErrors(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
	}{
		"a GraphQL error": {http.StatusOK, `{"data":{"createTask":null},"errors":[{"message":"taken"}]}`},
		"a status":        {http.StatusServiceUnavailable, `{"data":{}}`},
		"something else":  {http.StatusOK, `hello`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, _ := answering(t, func(int64, string) (int, string) { return c.status, c.body })
			result, err := brief(address).run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if result.errors != result.sent || result.errors == 0 || result.took.count() != 0 || !strings.Contains(result.firstError.Error(), c.body) {
				t.Errorf("%d of %d are errors, the first: %v; %d were measured", result.errors, result.sent, result.firstError, result.took.count())
			}
		})
	}
}
