package nginx_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"testing"
)

type vars = map[string]any

// client speaks to the API as somebody who is signed in.
type client struct {
	api   string // host:port
	token string
	http  http.Client
}

const register = `mutation { register(input: {name: "Ada", email: "ada@example.org", password: "a long enough sentence"}) { accessToken } }`

// signUp makes the site's first account.
func signUp(t *testing.T, api string) *client {
	t.Helper()
	c := &client{api: api, http: http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}}
	t.Cleanup(c.http.CloseIdleConnections)
	data, err := c.post(t.Context(), register, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.token = at[string](data, "register", "accessToken")
	return c
}

// post sends an operation; without an error it was acknowledged.
func (c *client) post(ctx context.Context, query string, variables vars) (vars, error) {
	body, err := json.Marshal(vars{"query": query, "variables": variables})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+c.api+"/graphql", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	return c.do(request)
}

// get sends a query in the address, as nobody's mutation may be.
func (c *client) get(ctx context.Context, query string) (vars, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+c.api+"/graphql?query="+url.QueryEscape(query), nil)
	if err != nil {
		return nil, err
	}
	return c.do(request)
}

func (c *client) do(request *http.Request) (vars, error) {
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var got struct {
		Data   vars
		Errors []struct{ Message string }
	}
	if err := json.NewDecoder(response.Body).Decode(&got); err != nil {
		return nil, fmt.Errorf("%s: %w", response.Status, err)
	}
	if len(got.Errors) > 0 || got.Data == nil {
		return nil, fmt.Errorf("%s: %v", response.Status, got.Errors)
	}
	return got.Data, nil
}

// newProject makes a project, and says where its log ends.
func (c *client) newProject(t *testing.T) (id, cursor string) {
	t.Helper()
	data, err := c.post(t.Context(), `mutation { createProject(input: {key: "WEB", name: "Web"}) { project { id cursor } } }`, nil)
	if err != nil {
		t.Fatal(err)
	}
	return at[string](data, "createProject", "project", "id"), at[string](data, "createProject", "project", "cursor")
}

func (c *client) newTask(ctx context.Context, project, title string) error {
	_, err := c.post(ctx, `mutation($in: CreateTaskInput!) { createTask(input: $in) { task { id } } }`,
		vars{"in": vars{"projectId": project, "title": title}})
	return err
}

// titles counts how often each title is there.
func (c *client) titles(t *testing.T) map[string]int {
	t.Helper()
	found := map[string]int{}
	for after := any(nil); ; {
		page, err := c.post(t.Context(),
			`query($after: String) { tasks(first: 100, after: $after) { nodes { title } pageInfo { hasNextPage endCursor } } }`, vars{"after": after})
		if err != nil {
			t.Fatal(err)
		}
		for _, node := range at[[]any](page, "tasks", "nodes") {
			found[at[string](node, "title")]++
		}
		if !at[bool](page, "tasks", "pageInfo", "hasNextPage") {
			return found
		}
		after = at[string](page, "tasks", "pageInfo", "endCursor")
	}
}

// at walks along an answer; it is the zero value where there is nothing.
func at[T any](data any, path ...string) T {
	for _, step := range path {
		object, _ := data.(map[string]any)
		data = object[step]
	}
	value, _ := data.(T)
	return value
}
