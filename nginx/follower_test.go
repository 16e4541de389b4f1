package nginx_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// listening is a way to hear of a project's new tasks, from a place in its log on, until it is cut off.
type listening func(ctx context.Context, project, after string, event func(cursor, title string))

// follower hears of a project's new tasks, and comes back with its cursor whenever it is cut off.
type follower struct {
	titles chan string

	mu      sync.Mutex
	gone    time.Time     // since when it has not heard of anything, after it was cut off
	absence time.Duration // the longest time of that kind
}

// follow does so until the test's end.
func follow(t *testing.T, project, cursor string, by listening) *follower {
	t.Helper()
	f := &follower{titles: make(chan string, 10_000)}
	go func() {
		again := time.NewTicker(50 * time.Millisecond)
		defer again.Stop()
		for t.Context().Err() == nil {
			by(t.Context(), project, cursor, func(seen, title string) {
				cursor = seen
				f.hear(title)
			})
			f.miss()
			<-again.C
		}
	}()
	return f
}

func (f *follower) hear(title string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.gone.IsZero() {
		f.absence, f.gone = max(f.absence, time.Since(f.gone)), time.Time{}
	}
	f.titles <- title
}

func (f *follower) miss() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.gone.IsZero() {
		f.gone = time.Now()
	}
}

// away is how long it was without news at most.
func (f *follower) away() time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.absence
}

// subscription is the operation that both ways send.
func subscription(project, after string) vars {
	return vars{
		"query":     `subscription($p: ID!, $after: String) { taskEvents(projectId: $p, after: $after) { cursor task { title } } }`,
		"variables": vars{"p": project, "after": after},
	}
}

// stream listens to an event stream.
func (c *client) stream(ctx context.Context, project, after string, event func(cursor, title string)) {
	body, _ := json.Marshal(subscription(project, after))
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+c.api+"/graphql", bytes.NewReader(body))
	if err != nil {
		return
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	request.Header.Set("Authorization", "Bearer "+c.token)
	response, err := c.http.Do(request)
	if err != nil {
		return
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return
	}
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		data, is := strings.CutPrefix(lines.Text(), "data: ")
		var got struct{ Data vars }
		if is && json.Unmarshal([]byte(data), &got) == nil && got.Data != nil {
			event(at[string](got.Data, "taskEvents", "cursor"), at[string](got.Data, "taskEvents", "task", "title"))
		}
	}
}

// socket listens over WebSocket (graphql-transport-ws).
func (c *client) socket(ctx context.Context, project, after string, event func(cursor, title string)) {
	conn, _, err := websocket.Dial(ctx, "ws://"+c.api+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		return
	}
	defer func() { _ = conn.CloseNow() }()
	for _, message := range []vars{
		{"type": "connection_init", "payload": vars{"authorization": "Bearer " + c.token}},
		{"type": "subscribe", "id": "1", "payload": subscription(project, after)},
	} {
		if wsjson.Write(ctx, conn, message) != nil {
			return
		}
	}
	for {
		var got struct {
			Type    string
			Payload struct{ Data vars }
		}
		if wsjson.Read(ctx, conn, &got) != nil || got.Type == "error" || got.Type == "complete" {
			return
		}
		if got.Type == "next" {
			event(at[string](got.Payload.Data, "taskEvents", "cursor"), at[string](got.Payload.Data, "taskEvents", "task", "title"))
		}
	}
}
