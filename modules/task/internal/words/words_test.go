package words_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tasklane/modules/task/internal/words"
)

func TestIndex(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                         "",
		" \t\n-—…!":                "",
		"Fix the login":            "fix the login",
		"WEB-12: fix, fix, FIX":    "web 12 fix",
		"Crème brûlée":             "creme brulee",
		"Straße STRASSE":           "strasse",
		"ΣΊΣΥΦΟΣ":                  "σισυφοσ",
		"ﬁle № ①":                  "file no 1",
		"İstanbul":                 "istanbul",
		"don't":                    "don t",
		"naïve_coöperation":        "naive cooperation",
		"東京都":                      "東 東京 京 京都 都",
		"東京tower":                  "東 東京 京 tower",
		"カタカナ":                     "カ カタ タ タカ カナ ナ",
		"ｶﾅ":                       "カ カナ ナ",
		"한국어":                      "한 한국 국 국어 어",
		"Привет, МИР":              "привет мир",
		"👍 done":                   "done",
		"' OR 1=1 --":              "or 1",
		`"a" & b | !c:* (d) <-> e`: "a b c d e",
		"100%":                     "100",
		"null\x00byte":             "null byte",
		strings.Repeat("x", 1000):  strings.Repeat("x", 100),
		"e\u0301le\u0300ve":        "eleve",
		"\u200bzero\u200bwidth":    "zero width",
		"\xff\xfebroken":           "broken",
		"CO₂ x² ½":                 "co2 x2 1 2",
		"日本 日本":                    "日 日本 本",
	} {
		if got := strings.Join(words.Index(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestQuery(t *testing.T) {
	t.Parallel()
	for text, c := range map[string]struct {
		want   string
		prefix bool
	}{
		"":            {"", false},
		"%_":          {"", false},
		"f":           {"f", false},
		"fi":          {"fi", true},
		"fix t":       {"fix t", false},
		"Fix the LOG": {"fix the log", true},
		"log in log":  {"in log", true},
		"東":           {"東", false},
		"東京":          {"東京", true},
		"東京都":         {"東京 京都", true},
		"tower 東":     {"tower 東", false},
		"東京東京":        {"京東 東京", true},
	} {
		got, prefix := words.Query(text)
		if strings.Join(got, " ") != c.want || prefix != c.prefix {
			t.Errorf("%q: %q, %v, want %q, %v", text, got, prefix, c.want, c.prefix)
		}
	}
}

func TestWhatIsAskedForIsAmongWhatIsStored(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"東京タワー", "Fix 東京 now", "한국어 문서", "a b c"} {
		stored := words.Index(text)
		asked, _ := words.Query(text)
		for _, w := range asked {
			if !slices.Contains(stored, w) {
				t.Errorf("%q: %q is asked for and not stored", text, w)
			}
		}
	}
}

func TestQ77_ALongTextIsCutToWhatDatabasesTake(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 300_000 { // pairs that never repeat
		b.WriteRune(rune(0x20000 + i%40_000))
		b.WriteRune(rune(0x20000 + (i*7919)%40_000))
	}
	if n := len(strings.Join(words.Index(b.String()), "")); n > 900_000 {
		t.Errorf("%d bytes of words", n)
	}
}

func FuzzIndex(f *testing.F) {
	f.Add("Straße 東京tower")
	f.Add("' OR 1=1 --")
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range words.Index(text) {
			if w == "" || !utf8.ValidString(w) || strings.ContainsAny(w, " '\"\\:*&|!()<>\x00%_") {
				t.Fatalf("%q of %q", w, text)
			}
			again := words.Index(w)
			if len([]rune(w)) > 2 && !slices.Equal(again, []string{w}) && !slices.Contains(again, w) && len([]rune(w)) < 100 {
				t.Fatalf("%q splits again into %q", w, again)
			}
		}
	})
}
