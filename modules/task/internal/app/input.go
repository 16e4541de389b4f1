package app

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tasklane/platform/fault"
)

// maxIDs is how many ids a read by ids takes.
const maxIDs = 500

// Limits of texts, in runes.
const (
	maxName = 100
	maxText = 100_000
)

var (
	projectKeyForm = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,9}$`)
	statusKeyForm  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$`)
	colorForm      = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)
)

// isID says whether it is a lower-case UUID. What is none is the id of nothing.
func isID(id string) bool {
	if len(id) != 36 {
		return false
	}
	for i := range len(id) {
		c := id[i]
		switch i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
				return false
			}
		}
	}
	return true
}

// chosenID checks the id that a client chose for a new object, or makes one.
func chosenID(id string) (checked string, chosen bool, err error) {
	if id == "" {
		id, err = newID()
		return id, false, err
	}
	if !isID(id) {
		return "", true, fault.Invalidf("input.id", "An id is a lower-case UUID.")
	}
	return id, true, nil
}

// distinct checks the number of ids and leaves out repeated and malformed ones, which are ids of nothing.
func distinct(ids []string) ([]string, error) {
	if len(ids) > maxIDs {
		return nil, fault.Invalidf("ids", "At most %d ids at once.", maxIDs)
	}
	kept, seen := make([]string, 0, len(ids)), make(map[string]bool, len(ids))
	for _, id := range ids {
		if isID(id) && !seen[id] {
			seen[id] = true
			kept = append(kept, id)
		}
	}
	return kept, nil
}

// line checks a text of one line, such as a name or a title, of 1 to most runes: NFC, without blanks around it.
func line(field, value string, most int) (string, error) {
	if !utf8.ValidString(value) {
		return "", fault.Invalidf(field, "This is not valid UTF-8.")
	}
	value = strings.TrimSpace(norm.NFC.String(value))
	n := utf8.RuneCountInString(value)
	switch {
	case n == 0:
		return "", fault.Invalidf(field, "This must not be empty.")
	case n > most:
		return "", fault.Invalidf(field, "This has %d characters; at most %d are possible.", n, most)
	case strings.ContainsFunc(value, unicode.IsControl):
		return "", fault.Invalidf(field, "This must be one line, without control characters.")
	}
	return value, nil
}

// text checks a text of several lines, kept as it was written: 0 to maxText runes, without NUL.
func text(field, value string) (string, error) {
	if !utf8.ValidString(value) || strings.IndexByte(value, 0) >= 0 {
		return "", fault.Invalidf(field, "This must be valid UTF-8 without NUL characters.")
	}
	if n := utf8.RuneCountInString(value); n > maxText {
		return "", fault.Invalidf(field, "This has %d characters; at most %d are possible.", n, maxText)
	}
	return value, nil
}

// color checks a colour; letters become small.
func color(value string) (string, error) {
	if !colorForm.MatchString(value) {
		return "", fault.Invalidf("input.color", "A color is written #rrggbb, such as #1f6feb.")
	}
	return strings.ToLower(value), nil
}
