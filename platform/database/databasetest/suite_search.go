package databasetest

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"tasklane/platform/database"
)

func putWords(t *testing.T, db *database.DB, owner string, words ...string) {
	t.Helper()
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO search (kind, owner_id, task_id, project_id, words) VALUES ('task', $1, $1, 'p', "+
			tx.Dialect().SearchValue(2)+") ON CONFLICT (kind, owner_id) DO UPDATE SET words = excluded.words", owner, database.SearchText(words))
		return err
	})
}

func find(t *testing.T, db *database.DB, prefixLast bool, words ...string) string {
	t.Helper()
	var found []string
	err := db.Read().Select(context.Background(), &found, "SELECT s.owner_id FROM search AS s WHERE s.project_id = $1 AND "+
		db.Dialect().SearchMatch("s", 2)+" ORDER BY s.owner_id", "p", db.Dialect().SearchQuery(words, prefixLast))
	if err != nil {
		t.Errorf("searching %q: %v", words, err)
	}
	return strings.Join(found, " ")
}

func searchFinds(t *testing.T, db *database.DB) {
	putWords(t, db, "1", "web", "12", "fix", "the", "login")
	putWords(t, db, "2", "web", "13", "fixed", "and", "or", "not", "near")
	putWords(t, db, "3", "漢字", "字テ", "テス", "スト")
	putWords(t, db, "4", "straße", "ähre", "été", "привет", "नमस")
	putWords(t, db, "5", "𞤀𞤁", "𐐨", "ⅷ")
	putWords(t, db, "6")
	for _, c := range []struct {
		words  []string
		prefix bool
		want   string
	}{
		{[]string{"web"}, false, "1 2"},
		{[]string{"web", "fix"}, false, "1"},
		{[]string{"web", "fix"}, true, "1 2"},
		{[]string{"fix", "web"}, true, "1"},
		{[]string{"fixed", "we"}, true, "2"},
		{[]string{"fi", "web"}, true, ""},
		{[]string{"and"}, false, "2"},
		{[]string{"or"}, false, "2"},
		{[]string{"not", "near"}, false, "2"},
		{[]string{"we"}, false, ""},
		{[]string{"1"}, true, "1 2"},
		{[]string{"漢字", "スト"}, false, "3"},
		{[]string{"漢"}, true, "3"},
		{[]string{"strasse"}, false, ""},
		{[]string{"straße"}, false, "4"},
		{[]string{"ähre"}, false, "4"},
		{[]string{"ahre"}, false, ""},
		{[]string{"é"}, true, "4"},
		{[]string{"при"}, true, "4"},
		{[]string{"नमस"}, false, "4"},
		{[]string{"𞤀𞤁"}, false, "5"},
		{[]string{"𐐨"}, true, "5"},
		{nil, false, ""},
		{nil, true, ""},
		{[]string{"", " "}, true, ""},
	} {
		if got := find(t, db, c.prefix, c.words...); got != c.want {
			t.Errorf("%q (prefix %v) found %q, want %q", c.words, c.prefix, got, c.want)
		}
	}
}

// searchIsNoSyntax: a word is parted at whatever is no letter and no digit, and is nothing but words.
func searchIsNoSyntax(t *testing.T, db *database.DB) {
	putWords(t, db, "1", "web", "fix", `o'neil`, `back\slash`, `quo"te`)
	for _, c := range []struct{ word, want string }{
		{`web" OR "nothing`, ""}, {`web' | 'nothing`, ""}, {`web|nothing`, ""}, {`web OR fix`, ""}, {`NEAR(web fix)`, ""},
		{`words:web`, ""}, {`{words}:web`, ""}, {`NOT web`, ""}, {`we*`, ""}, {`we:*`, ""},
		{`web & fix`, "1"}, {`fix+web`, "1"}, {`fix web`, "1"}, {`^fix`, "1"}, {`-web`, "1"}, {`!web`, "1"}, {`web <-> fix`, "1"},
		{`web:*`, "1"}, {`web*`, "1"}, {`web\`, "1"}, {`'web`, "1"}, {`"web`, "1"}, {"fix\tweb\n", "1"}, {`o'neil`, "1"}, {`quo"te`, "1"},
		{`back\slash`, "1"}, {`'`, ""}, {`''`, ""}, {`"`, ""}, {`""`, ""}, {`\`, ""}, {`(`, ""}, {`*`, ""}, {`:`, ""}, {`%`, ""}, {`_`, ""},
		{`'; DROP TABLE search; --`, ""},
	} {
		if got := find(t, db, false, c.word); got != c.want {
			t.Errorf("%q found %q, want %q", c.word, got, c.want)
		}
		if c.want == "" {
			find(t, db, true, c.word) // it must be no error
		}
	}
}

func searchFollows(t *testing.T, db *database.DB) {
	putWords(t, db, "1", "before")
	putWords(t, db, "2", "before")
	putWords(t, db, "1", "after")
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM search WHERE owner_id = '2'")
		return err
	})
	got := []string{find(t, db, false, "before"), find(t, db, false, "after")}
	if !reflect.DeepEqual(got, []string{"", "1"}) {
		t.Errorf("before and after found %q", got)
	}
}

// searchTakesLongText: PostgreSQL takes no word over 2,046 bytes; it does take more than 1 MB of words,
// but then counts their places wrong.
func searchTakesLongText(t *testing.T, db *database.DB) {
	long := strings.Repeat("字", 100_000)
	many := make([]string, 100_000)
	for i := range many {
		many[i] = fmt.Sprintf("𠀀𠀁%05d", i)
	}
	if n := len(database.SearchText(many)); n >= 1<<20 {
		t.Errorf("%d bytes of words are given to the database", n)
	}
	putWords(t, db, "long", "some", long, "thing")
	putWords(t, db, "many", many...)
	if got := find(t, db, false, long); got != "long" {
		t.Errorf("the long word found %q", got)
	}
	if got := find(t, db, false, many[0], many[1000]); got != "many" {
		t.Errorf("two of many words found %q", got)
	}
}
