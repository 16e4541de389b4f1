package app

import (
	"strings"
	"unicode/utf8"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/words"
	"tasklane/platform/fault"
)

const (
	// maxSearch is the longest text that is searched for, in runes, mostSearched how many words it may have.
	maxSearch    = 500
	mostSearched = 32
)

// wordsOfTask are what a task is found by: its title and its description.
func wordsOfTask(t task.Task) Words {
	return Words{
		OwnerID: t.ID, Kind: KindTask, TaskID: t.ID, ProjectID: t.ProjectID,
		Words: words.Index(t.Title + "\n" + t.Description),
	}
}

func wordsOfComment(c task.Comment) Words {
	return Words{OwnerID: c.ID, Kind: KindComment, TaskID: c.TaskID, ProjectID: c.ProjectID, Words: words.Index(c.Body)}
}

// searched reads a text to look for. Blanks are no condition.
func (f *ListFilter) searched(query string) error {
	if !utf8.ValidString(query) || strings.IndexByte(query, 0) >= 0 {
		return fault.Invalidf("filter.text", "This must be valid UTF-8 without NUL characters.")
	}
	if len(query) > 4*maxSearch || utf8.RuneCountInString(query) > maxSearch {
		return fault.Invalidf("filter.text", "Search for at most %d characters.", maxSearch)
	}
	if strings.TrimSpace(query) == "" {
		return nil
	}
	f.Searching = true
	f.Words, f.PrefixLast = words.Query(query)
	if len(f.Words) > mostSearched {
		return fault.Invalidf("filter.text", "Search for at most %d words.", mostSearched)
	}
	return nil
}
