package chaos

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// vars are an operation's variables, or an object among them.
type vars = map[string]any

// patience is what a client waits for an answer: longer than any answer may take.
const patience = 12 * time.Second

// client is the HTTP client of everybody here.
var client = &http.Client{Timeout: patience, Transport: &http.Transport{MaxIdleConnsPerHost: 100}}

// refusal is an answer that says no.
type refusal struct {
	Message    string
	Extensions struct {
		Code           string
		MayHaveRun     bool
		CurrentVersion int
	}
}

func (r *refusal) Error() string { return r.Extensions.Code + ": " + r.Message }

// silence is no answer: what was asked for may have been done.
type silence struct{ cause error }

func (s *silence) Error() string { return "no answer: " + s.cause.Error() }

// ask sends an operation to an address and decodes its data into out, which may be nil. The error is a *refusal or a
// *silence.
func ask(ctx context.Context, address, token, query string, variables vars, out any) error {
	body, err := json.Marshal(vars{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+address+"/graphql", bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := client.Do(request)
	if err != nil {
		return &silence{err}
	}
	defer response.Body.Close()
	var answer struct {
		Data   json.RawMessage
		Errors []*refusal
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return &silence{fmt.Errorf("%s: %w", response.Status, err)}
	}
	if len(answer.Errors) > 0 {
		return answer.Errors[0]
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(answer.Data, out)
}
