package app

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// foldName is what names are sorted and searched by: compatibility forms taken apart, marks removed, case
// folded, and words of letters and digits parted by one space. A name without any is only case-folded.
func foldName(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range cases.Fold().String(norm.NFKD.String(name)) {
		switch {
		case unicode.Is(unicode.M, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	if b.Len() == 0 {
		return cases.Fold().String(strings.TrimSpace(name))
	}
	return b.String()
}

// foldEmail is what addresses are compared by. Mail hosts that tell Ada@ from ada@ are not known to exist.
func foldEmail(email string) string {
	return cases.Fold().String(norm.NFKC.String(strings.TrimSpace(email)))
}
