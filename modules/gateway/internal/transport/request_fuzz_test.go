package transport

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"tasklane/platform/fault"
)

// FuzzQ82_RequestDecoder feeds the decoder of bodies and subscribe payloads: whatever comes, it answers with a
// request that has a document in valid UTF-8, or with INVALID_INPUT.
func FuzzQ82_RequestDecoder(f *testing.F) {
	for _, seed := range []string{
		`{"query":"{ me }"}`, `{"query":"{ me }","variables":{"a":[1,null,{"b":"\ud800"}]},"operationName":null,"extensions":{}}`,
		`[{"query":"{ me }"}]`, `{"query":{}}`, ``, `null`, `{"QUERY":"x"}`, `{"query":"x","query":5}`, "{\"query\":\"\xff\"}",
		`{"query":"x","variables":{"a":1e999}}`, `{"query":"x"}}`, ` {"query":"x","variables":null} `,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		request, err := decodeRequest(data)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("%q: %v", data, err)
			}
			return
		}
		if request.Query == "" || !utf8.ValidString(request.Query) {
			t.Fatalf("%q: document %q", data, request.Query)
		}
		if !json.Valid(data) {
			t.Fatalf("%q is no JSON, and was taken", data)
		}
		if _, err := json.Marshal(request.Variables); err != nil {
			t.Fatalf("%q: variables: %v", data, err)
		}
	})
}
