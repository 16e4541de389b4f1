package app

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// mostFolded is where a sort key is cut, in bytes: an index row has room for about 2,700.
const mostFolded = 400

// folded is what names and titles sort by: without case and marks, so that it sorts by bytes nearly as people would. It
// orders and does not identify: different names may fold to one.
func folded(s string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
	bare = cases.Fold().String(bare)
	if len(bare) > mostFolded {
		bare = strings.ToValidUTF8(bare[:mostFolded], "")
	}
	return bare
}
