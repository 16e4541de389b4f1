package document

import (
	"bytes"
	"encoding/json"
)

// isIntrospection says whether a field asks for the schema itself.
func isIntrospection(name string) bool { return name == "__schema" || name == "__type" }

// Unknown is the answer to an operation that looks up types by name, and does nothing else, for somebody who
// may not read the schema: every type that they ask for is unknown to them, which __type expresses as null. It
// is false for any other operation; __schema cannot be null and has to be refused.
func (o *Operation) Unknown() (data []byte, ok bool) {
	var out bytes.Buffer
	out.WriteByte('{')
	seen := map[string]bool{}
	for _, root := range o.roots {
		if root.Name != "__type" || len(root.Directives) > 0 {
			return nil, false
		}
		if seen[root.Alias] {
			continue
		}
		name, err := json.Marshal(root.Alias)
		if err != nil {
			return nil, false
		}
		if len(seen) > 0 {
			out.WriteByte(',')
		}
		seen[root.Alias] = true
		out.Write(name)
		out.WriteString(":null")
	}
	out.WriteByte('}')
	return out.Bytes(), true
}
