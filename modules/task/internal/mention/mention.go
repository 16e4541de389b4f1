// Package mention finds whom a Markdown text mentions: [@Ada](mention:USER_ID).
package mention

import (
	"strings"

	"github.com/google/uuid"
)

const (
	marker     = "](mention:"
	uuidLength = 36
	// longestName bounds how far back the beginning of a mention is looked for, in bytes.
	longestName = 1000
)

// Find gives the ids that a text mentions, each once, in the order of their first mention. What is not a
// lower-case UUID in a whole link on one line is no mention.
func Find(text string) []string {
	var ids []string
	seen := map[string]bool{}
	for start := 0; ; {
		at := strings.Index(text[start:], marker)
		if at < 0 {
			return ids
		}
		at += start
		name := text[max(start, at-longestName):at]
		start = at + len(marker)
		end := start + uuidLength
		if end >= len(text) || text[end] != ')' || !opens(name) {
			continue
		}
		if id := text[start:end]; isID(id) && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
		start = end + 1
	}
}

// opens says whether the text before a link's target ends with the beginning of a mention.
func opens(before string) bool {
	at := strings.LastIndex(before, "[@")
	return at >= 0 && len(before) > at+len("[@") && !strings.ContainsAny(before[at:], "\r\n")
}

func isID(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && id.String() == s
}
