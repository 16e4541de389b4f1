package gatewaytest

import "net/http"

// vars are variables, or an input object among them.
type vars map[string]any

// problem is one error of an answer.
type problem struct {
	Message    string         `json:"message"`
	Path       []any          `json:"path"`
	Extensions map[string]any `json:"extensions"`
}

func (p problem) code() string { return p.text("code") }

// field is the path of the argument that is wrong.
func (p problem) field() string { return p.text("field") }

func (p problem) text(name string) string {
	s, _ := p.Extensions[name].(string)
	return s
}

// answer is what the API said.
type answer struct {
	Status int            `json:"-"`
	Header http.Header    `json:"-"`
	Raw    string         `json:"-"`
	Data   map[string]any `json:"data"`
	Errors []problem      `json:"errors"`
}

// code is the first error's, empty for none.
func (a answer) code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].code()
}

// at walks along the data: names of objects' members and indexes of lists. It is nil where there is nothing.
func (a answer) at(path ...any) any { return walk(a.Data, path) }

// text is at for text.
func (a answer) text(path ...any) string {
	s, _ := a.at(path...).(string)
	return s
}

// number is at for a number.
func (a answer) number(path ...any) int {
	n, _ := a.at(path...).(float64)
	return int(n)
}

// list is at for a list.
func (a answer) list(path ...any) []any {
	l, _ := a.at(path...).([]any)
	return l
}

// texts are the named members of a list's objects.
func (a answer) texts(member string, path ...any) []string {
	list := a.list(path...)
	out := make([]string, len(list))
	for i, item := range list {
		out[i], _ = walk(item, []any{member}).(string)
	}
	return out
}

func walk(at any, path []any) any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			object, _ := at.(map[string]any)
			at = object[s]
		case int:
			list, _ := at.([]any)
			if s >= len(list) {
				return nil
			}
			at = list[s]
		}
	}
	return at
}
