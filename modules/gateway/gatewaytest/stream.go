package gatewaytest

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"
)

// stream is an answer as server-sent events.
type stream struct {
	// refusal is the answer of a request that got no stream.
	refusal *answer
	// results have what came, until the stream ended.
	results chan answer
	// close leaves.
	close func()
}

// stream asks for an operation's answers as server-sent events. When it returns, the subscription stands.
func (p *person) stream(t *testing.T, query string, variables vars) *stream {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	request := p.request(t, query, variables).WithContext(ctx)
	request.Header.Set("Accept", "text/event-stream")
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(response.Header.Get("Content-Type"), "text/event-stream") {
		refusal, err := read(response)
		if err != nil {
			t.Fatal(err)
		}
		return &stream{refusal: &refusal, close: cancel}
	}
	s := &stream{results: make(chan answer, 10_000), close: cancel}
	go s.read(response.Body)
	return s
}

func (s *stream) read(body io.ReadCloser) {
	defer body.Close() //nolint:errcheck // it has been read
	defer close(s.results)
	lines := bufio.NewScanner(body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		data, is := strings.CutPrefix(lines.Text(), "data: ")
		if !is {
			continue
		}
		got := answer{Raw: data}
		if json.Unmarshal([]byte(data), &got) == nil {
			s.results <- got
		}
	}
}

// next waits for the next result; ended: there is none any more.
func (s *stream) next(t *testing.T) (got answer, ended bool) {
	t.Helper()
	if s.refusal != nil {
		return *s.refusal, true
	}
	select {
	case <-time.After(patience):
		t.Fatal("nothing came")
		return got, false
	case got, open := <-s.results:
		return got, !open
	}
}
