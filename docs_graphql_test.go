package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"tasklane/docs/docstest"
)

// operation sends what a page shows: the document, the variables in the JSON block behind it, and the token that the page
// has come by. What comes is compared with the next JSON block, whole; a text in <brackets> there is any text, and the same
// one wherever it stands.
func (r *reader) operation(document docstest.Block, behind []docstest.Block) {
	r.t.Helper()
	if r.server == nil {
		r.t.Fatalf("line %d: the page has started no server", r.line)
	}
	var variables vars
	var answers []vars
	for _, block := range behind {
		if block.Language != "json" {
			break
		}
		decoder := json.NewDecoder(strings.NewReader(r.real(block.Text)))
		for decoder.More() { // a subscription's answers stand one below the other
			var object vars
			if err := decoder.Decode(&object); err != nil {
				r.t.Fatalf("line %d: %v", block.Line, err)
			}
			if isAnswer(object) {
				answers = append(answers, object)
			} else {
				variables = object
			}
		}
		if len(answers) > 0 {
			break
		}
	}
	if len(answers) == 0 {
		r.t.Fatalf("line %d: the page does not say what comes", r.line)
	}
	for i, got := range r.ask(r.real(document.Text), variables, len(answers)) {
		if err := r.like(answers[i], got); err != nil {
			whole, _ := json.MarshalIndent(got, "", "  ")
			r.t.Fatalf("line %d: answer%v\n%s", r.line, err, whole)
		}
	}
}

func isAnswer(object vars) bool {
	_, data := object["data"]
	_, errors := object["errors"]
	return data || errors
}

// ask sends an operation and gives as many answers: one, or what a subscription brings over server-sent events.
func (r *reader) ask(query string, variables vars, count int) (answers []vars) {
	r.t.Helper()
	body, err := json.Marshal(vars{"query": query, "variables": variables})
	if err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(r.t.Context(), 20*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+r.server.api+"/graphql", strings.NewReader(string(body)))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if strings.HasPrefix(query, "subscription") {
		request.Header.Set("Accept", "text/event-stream")
	}
	if token := r.known["token"]; token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	for len(answers) < count && lines.Scan() {
		var answer vars
		if json.Unmarshal([]byte(strings.TrimPrefix(lines.Text(), "data: ")), &answer) == nil {
			answers = append(answers, answer)
		}
	}
	if len(answers) < count {
		r.t.Fatalf("line %d: %d answers came, with %s, instead of %d", r.line, len(answers), response.Status, count)
	}
	return answers
}

// like compares what is shown with what came, and learns what <words> stand for.
func (r *reader) like(shown, got any) error {
	switch shown := shown.(type) {
	case map[string]any:
		object, _ := got.(map[string]any)
		for name := range object {
			if _, is := shown[name]; !is {
				return fmt.Errorf(" has a field %s that is not shown", name)
			}
		}
		for name, value := range shown {
			if err := r.like(value, object[name]); err != nil {
				return fmt.Errorf(".%s%w", name, err)
			}
		}
		return nil
	case []any:
		list, _ := got.([]any)
		if len(list) != len(shown) {
			return fmt.Errorf(" has %d items, not %d", len(list), len(shown))
		}
		for i := range shown {
			if err := r.like(shown[i], list[i]); err != nil {
				return fmt.Errorf("[%d]%w", i, err)
			}
		}
		return nil
	case string:
		name, open := strings.CutPrefix(shown, "<")
		name, closed := strings.CutSuffix(name, ">")
		if text, is := got.(string); is && open && closed {
			if before, known := r.known[name]; known && before != text {
				return fmt.Errorf(" is %v, but <%s> was %s", got, name, before)
			}
			r.known[name] = text
			return nil
		}
	}
	if shown != got {
		return fmt.Errorf(" is %v, not %v", got, shown)
	}
	return nil
}
