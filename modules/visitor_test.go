package modules_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// vars are an operation's variables, or an object among them.
type vars = map[string]any

// visitor is somebody who asks one API directly, without a network.
type visitor struct {
	t     *testing.T
	api   http.Handler
	token string
}

// answer is what came of an operation, and how long it took.
type answer struct {
	data vars
	code string // of the first error, empty when there is none
	took time.Duration
}

func (v visitor) request(ctx context.Context, query string, variables vars) *http.Request {
	body, err := json.Marshal(vars{"query": query, "variables": variables})
	if err != nil {
		v.t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if v.token != "" {
		r.Header.Set("Authorization", "Bearer "+v.token)
	}
	return r
}

func (v visitor) ask(query string, variables vars) answer {
	v.t.Helper()
	w := httptest.NewRecorder()
	began := time.Now()
	v.api.ServeHTTP(w, v.request(v.t.Context(), query, variables))
	got := answer{took: time.Since(began)}
	var response struct {
		Data   vars
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &response); err != nil {
		v.t.Fatalf("%s gave %d %s", query, w.Code, w.Body)
	}
	got.data = response.Data
	if len(response.Errors) > 0 {
		got.code = response.Errors[0].Extensions.Code
	}
	return got
}

// must is ask for what has to work, within the bound.
func (v visitor) must(query string, variables vars) answer {
	v.t.Helper()
	got := v.ask(query, variables)
	if got.code != "" {
		v.t.Fatalf("%s was refused: %s", query, got.code)
	}
	if got.took > bound {
		v.t.Errorf("%s took %s", query, got.took)
	}
	return got
}

// text walks along an answer.
func (a answer) text(path ...string) string {
	var at any = a.data
	for _, step := range path {
		object, _ := at.(map[string]any)
		at = object[step]
	}
	text, _ := at.(string)
	return text
}

// bound is what an operation may take whatever is wrong with Redis, with what a busy machine adds.
const bound = 4 * time.Second

const password = "correct horse battery staple"

// at is the same person at another API.
func (v visitor) at(api http.Handler) visitor { v.api = api; return v }

func (v visitor) register(name string) visitor {
	v.t.Helper()
	v.token = v.must(`mutation($in: RegisterInput!) { register(input: $in) { accessToken } }`,
		vars{"in": vars{"name": name, "email": name + "@example.org", "password": password}}).text("register", "accessToken")
	return v
}

func (v visitor) login(name string) visitor {
	v.t.Helper()
	v.token = ""
	v.token = v.must(`mutation($in: LoginInput!) { login(input: $in) { accessToken } }`,
		vars{"in": vars{"email": name + "@example.org", "password": password}}).text("login", "accessToken")
	return v
}

func (v visitor) newProject(key string) (id string) {
	v.t.Helper()
	return v.must(`mutation($in: CreateProjectInput!) { createProject(input: $in) { project { id } } }`,
		vars{"in": vars{"key": key, "name": key}}).text("createProject", "project", "id")
}

func (v visitor) newTask(project, title string) {
	v.t.Helper()
	v.must(`mutation($in: CreateTaskInput!) { createTask(input: $in) { task { id } } }`, vars{"in": vars{"projectId": project, "title": title}})
}

// alive says whether the session is good at this API.
func (v visitor) alive() bool {
	v.t.Helper()
	got := v.ask(`{ me { id } }`, nil)
	if got.code != "" && got.code != "UNAUTHENTICATED" {
		v.t.Fatalf("a session gave %s", got.code)
	}
	return got.code == "" && got.text("me", "id") != ""
}

// follow subscribes and gives each line of data that comes; the channel is closed when the stream ends.
func (v visitor) follow(query string, variables vars) <-chan string {
	v.t.Helper()
	server := httptest.NewServer(v.api)
	v.t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	r := v.request(v.t.Context(), query, variables)
	r.RequestURI, r.URL.Scheme, r.URL.Host = "", "http", strings.TrimPrefix(server.URL, "http://")
	r.Header.Set("Accept", "text/event-stream")
	response, err := server.Client().Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	lines := make(chan string, 1000)
	go func() {
		defer close(lines)
		defer response.Body.Close()
		for scanner := bufio.NewScanner(response.Body); scanner.Scan(); {
			if data, is := strings.CutPrefix(scanner.Text(), "data: "); is {
				lines <- data
			}
		}
	}()
	return lines
}

// comes waits for a line with these words, and says how long it took.
func comes(t *testing.T, lines <-chan string, words string) time.Duration {
	t.Helper()
	began := time.Now()
	for {
		select {
		case line, open := <-lines:
			if strings.Contains(line, words) {
				return time.Since(began)
			}
			if !open {
				t.Fatalf("the stream ended before %q came", words)
			}
		case <-time.After(30 * time.Second):
			t.Fatalf("%q did not come", words)
		}
	}
}

// ends waits for a stream's end.
func ends(t *testing.T, lines <-chan string) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	for {
		select {
		case _, open := <-lines:
			if !open {
				return
			}
		case <-deadline:
			t.Fatal("the stream did not end")
		}
	}
}
