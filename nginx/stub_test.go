package nginx_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// stub stands where a gateway would and keeps what arrives there.
type stub struct {
	address string

	mu       sync.Mutex
	requests []*http.Request
}

func newStub(t *testing.T, answer http.HandlerFunc) *stub {
	t.Helper()
	s := &stub{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		s.mu.Lock()
		s.requests = append(s.requests, r)
		s.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	s.address = strings.TrimPrefix(server.URL, "http://")
	return s
}

// seen are the requests so far.
func (s *stub) seen() []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*http.Request{}, s.requests...)
}

func greet(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }

// dies takes a request whole and hangs up without an answer, as a gateway does that is killed at its work.
func dies(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// before puts the stubs behind both listeners.
func before(stubs ...*stub) upstreams {
	var to upstreams
	for _, s := range stubs {
		to.web, to.api = append(to.web, s.address), append(to.api, s.address)
	}
	return to
}

// answer is what came back, whole.
type answer struct {
	*http.Response

	body string
}

// send sends a request as it is, Host among its headers, and follows nothing.
func send(t *testing.T, method, address, path string, header map[string]string, body io.Reader) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, "http://"+address+path, body)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		if request.Header.Set(name, value); name == "Host" {
			request.Host = value
		}
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response, string(text)}
}
