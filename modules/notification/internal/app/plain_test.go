package app

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestAMessageQuotesWhatIsReadAndNotHowItIsMarked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, written, read string }{
		{"words", "Brass, please.", "Brass, please."},
		{"emphasis", "**brass** or _steel_, ~~wood~~", "brass or steel, wood"},
		{"a mention", "[@Ada Lovelace](mention:01a21922-4359-719e-80a7-28be3be43e76) have a look", "@Ada Lovelace have a look"},
		{"a mention of a name with brackets", `[@Ada \[L\]](mention:01a21922-4359-719e-80a7-28be3be43e76) hello`, "@Ada [L] hello"},
		{"a link", "see [the drawing](https://example.org/a_b \"title\")", "see the drawing"},
		{"a bare address", "see https://example.org/a_b_c", "see https://example.org/a_b_c"},
		{"an address in brackets", "see <https://example.org>", "see https://example.org"},
		{"an image", "![a gear](https://example.org/gear.png) fits", "a gear fits"},
		{"code", "run `make **run**` now", "run make **run** now"},
		{"a block of code", "look:\n```go\nx := `y`\n```\nthat", "look: x := `y` that"},
		{"a heading and a list", "# Sizes\n\n- [x] sixty\n- [ ] ninety\n1. one", "Sizes sixty ninety one"},
		{"a quotation", "> slowly\n> there\n\nwhy?", "slowly there why?"},
		{"a table", "| wheel | teeth |\n|---|---|\n| first | 60 |", "wheel teeth first 60"},
		{"what is escaped", `2 \* 3 &lt; 7 &amp; \_so\_ &#169;`, "2 * 3 < 7 & _so_ ©"},
		{"marks that are none", "2 * 3 * 4, snake_case_name, a_b", "2 * 3 * 4, snake_case_name, a_b"},
		{"HTML", "<b onclick=alert(1)>bold</b> and\n\n<script>alert(1)</script>", "<b onclick=alert(1)>bold</b> and <script>alert(1)</script>"},
		{"a mention that was cut off", "ask [@Ada](mention:01a21922-43", "ask @Ada"},
		{"a name that was cut off", "ask [@Ada Love", "ask @Ada Love"},
		{"nothing", "", ""},
		{"marks alone", "---", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(strings.Fields(plain(c.written)), " "); got != c.read {
				t.Errorf("%q is read as %q, not %q", c.written, got, c.read)
			}
		})
	}
}

func FuzzPlainText(f *testing.F) {
	for _, seed := range []string{"**a** [b](c)", "[@Ada](mention:", "| a |\n|-|", "<!--", "\\", "&#0;", "![", "```"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, written string) {
		if read := plain(written); utf8.ValidString(written) && !utf8.ValidString(read) {
			t.Errorf("%q becomes %q, which is no text", written, read)
		}
	})
}
