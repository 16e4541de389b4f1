package password

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Bounds of a password: the least in characters, the most in bytes. Nothing in between is cut off.
const (
	MinRunes = 8
	MaxBytes = 1024
)

// common.txt lists passwords that guessers try first, in lower case, one a line, none of them shorter
// than MinRunes: those are refused anyway.
//
//go:embed common.txt
var commonText string

var common = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(commonText) {
		set[strings.TrimSpace(line)] = true
	}
	return set
})

// TooLong is the check that comes first: it looks at nothing but the length, so a megabyte costs nothing.
func TooLong(password string) bool { return len(password) > MaxBytes }

// Judge says in one sentence why a new password is refused, or "". name and email are its owner's.
func Judge(password, name, email string) string {
	switch {
	case TooLong(password):
		return "A password has at most 1024 bytes."
	case !utf8.ValidString(password):
		return "The password is not valid UTF-8."
	case utf8.RuneCountInString(norm.NFC.String(password)) < MinRunes:
		return "A password has at least 8 characters."
	}
	folded := fold(password)
	if common()[folded] || monotone(folded) {
		return "This password is one of the first that are guessed. Choose another one."
	}
	if derived(folded, name, email) {
		return "The password says little more than the name or the e-mail address. Choose another one."
	}
	return ""
}

func fold(s string) string { return cases.Fold().String(norm.NFKC.String(s)) }

// monotone finds "aaaaaaaa", and with it every password of one or two different characters.
func monotone(s string) bool {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen) <= 2
}

// leftover is how many characters a password must have beside its owner's name and address.
const leftover = 5

// derived says whether too little is left once the words that everybody knows of the owner are taken out.
func derived(folded, name, email string) bool {
	email = fold(email)
	local, _, _ := strings.Cut(email, "@")
	words := append([]string{email, local, fold(name)}, strings.FieldsFunc(fold(name)+" "+email, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})...)
	rest := folded
	for _, w := range words {
		if utf8.RuneCountInString(w) >= 3 {
			rest = strings.ReplaceAll(rest, w, "")
		}
	}
	return rest != folded && utf8.RuneCountInString(rest) < leftover
}
