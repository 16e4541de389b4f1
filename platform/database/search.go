package database

import (
	"iter"
	"strings"
	"unicode"
)

// PostgreSQL's limits: a word of a tsvector has at most 2,046 bytes, all its words together 1 MB; over
// the first it fails, over the second it silently loses count.
const (
	maxWord  = 500
	maxWords = 900_000
)

// SearchText makes the argument for Dialect.SearchValue from words of letters and digits: each once,
// separated by one space, cut to what both databases can index.
func SearchText(words []string) string {
	var text strings.Builder
	seen := make(map[string]bool, len(words))
	for word := range indexable(words) {
		if seen[word] {
			continue
		}
		if text.Len()+len(word) > maxWords {
			break
		}
		seen[word] = true
		if text.Len() > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(word)
	}
	return text.String()
}

// indexable are the words as both databases index them: parted where there is something other than
// letters, digits and marks, which SQLite's tokenizer would part them at too, and cut between
// two characters when they are too long. What is stored and what is asked go through it alike.
func indexable(words []string) iter.Seq[string] {
	parts := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }
	return func(yield func(string) bool) {
		for _, text := range words {
			for _, word := range strings.FieldsFunc(text, parts) {
				if len(word) > maxWord {
					word = strings.ToValidUTF8(word[:maxWord], "")
				}
				if !yield(word) {
					return
				}
			}
		}
	}
}

// searchQuery joins words. Each is quoted, so that none is taken for an operator.
func searchQuery(words []string, prefixLast bool, and, prefix string, quote func(string) string) string {
	var quoted []string
	for word := range indexable(words) {
		quoted = append(quoted, quote(word))
	}
	if prefixLast && len(quoted) > 0 {
		quoted[len(quoted)-1] += prefix
	}
	return strings.Join(quoted, and)
}
