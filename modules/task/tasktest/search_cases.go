package tasktest

import (
	"slices"
	"strings"
	"testing"

	"tasklane/modules/task"
)

func searchCases() cases {
	return cases{
		"the same words find the same on every database":  searchTable,
		"Q77 what is no word is literal or finds nothing": searchOdd,
		"a task is found by its comments":                 searchComments,
		"the search follows changes":                      searchChanges,
	}
}

func searchTable(t *testing.T, w *World) {
	c := w.Cast(t)
	for _, title := range []string{
		"Fix the login page", "Crème brûlée recipe", "Straße sperren", "東京タワーに行く", "한국어 문서", "release-2.0_final", "100% done", "don't panic",
	} {
		w.NewTask(t, c.Editor, c.Project, title)
	}
	w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "Bare", Description: "The login is **slow**"})
	for query, want := range map[string][]string{
		"login":        {"Bare", "Fix the login page"},
		"LOGIN":        {"Bare", "Fix the login page"},
		"log":          {"Bare", "Fix the login page"},
		"login fix":    {"Fix the login page"},
		"page lo":      {"Fix the login page"},
		"lo page":      nil, // only the last word may be a beginning
		"f":            nil, // of at least two letters
		"slow":         {"Bare"},
		"login slow":   {"Bare"},
		"creme":        {"Crème brûlée recipe"},
		"BRÛLÉE":       {"Crème brûlée recipe"},
		"strasse":      {"Straße sperren"},
		"東京":           {"東京タワーに行く"},
		"京":            {"東京タワーに行く"},
		"京タワ":          {"東京タワーに行く"},
		"東タワ":          nil,
		"한국":           {"한국어 문서"},
		"release 2":    {"release-2.0_final"},
		"2.0":          {"release-2.0_final"},
		"final":        {"release-2.0_final"},
		"100":          {"100% done"},
		"don't":        {"don't panic"},
		"pan":          {"don't panic"},
		"login nosuch": nil,
	} {
		if got := w.found(t, c, query); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
}

// found are the titles that a text finds, in order.
func (w *World) found(t *testing.T, c Cast, text string) []string {
	t.Helper()
	var got []string
	in := task.List{Filter: task.Filter{Text: text, ProjectIDs: []string{c.Project.ID}}, By: task.ByTitle}
	for _, by := range []task.Sort{task.ByTitle, task.ByPosition} {
		in.By = by
		got = append(got[:0:0], titles(w.listAll(t, c.Viewer, in))...)
		slices.Sort(got)
	}
	if len(got) == 0 {
		return nil
	}
	return got
}

func searchOdd(t *testing.T, w *World) {
	c := w.Cast(t)
	w.NewTask(t, c.Editor, c.Project, "alpha or beta and not gamma near")
	for _, query := range []string{
		"%", "_", "alpha%", "al_ha", "'", "''", `"`, `alpha"`, "alpha*", "alpha OR zeta", "alpha | zeta", "alpha & beta", "!alpha",
		"NOT zeta", "alpha:*", "alpha <-> beta", "(alpha", "words:alpha", "NEAR(alpha beta)", "^alpha", "alpha\\", "-alpha", "{alpha}",
		"\xe2\x80\xae", "$1", "'; DROP TABLE tasks; --", "a:A", "alpha:B",
	} {
		got := w.found(t, c, query)
		letters := strings.FieldsFunc(strings.ToLower(query), func(r rune) bool { return r < 'a' || r > 'z' })
		literal := len(letters) > 0
		for i, word := range letters {
			whole := slices.Contains([]string{"alpha", "or", "beta", "and", "not", "gamma", "near"}, word)
			prefix := i == len(letters)-1 && len(word) > 1 && strings.HasPrefix("alpha", word) //nolint:gocritic // the word is the prefix
			literal = literal && (whole || prefix)
		}
		if query == "$1" || strings.Contains(query, "%") && query != "alpha%" {
			literal = false
		}
		if (len(got) > 0) != literal {
			t.Errorf("%q finds %v", query, got)
		}
	}
	for what, query := range map[string]string{"NUL": "a\x00", "broken": "a\xff", "1 MB": strings.Repeat("word ", 1<<18), "many words": strings.Repeat("a b c d e f g h ", 5)} {
		_, err := w.ListTasks(c.Viewer.Ctx, task.List{Filter: task.Filter{Text: query}})
		if what == "many words" {
			if err != nil {
				t.Errorf("%s: %v: words count once", what, err)
			}
			continue
		}
		WantField(t, what, err, "filter.text")
	}
	if all := w.listAll(t, c.Viewer, task.List{Filter: task.Filter{Text: "  "}}); len(all) != 1 {
		t.Errorf("blanks are no condition: %v", titles(all))
	}
}

func searchComments(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "Plain")
	said := w.comment(t, c.Editor, made.ID, "about zebras and yaks")
	w.comment(t, c.Editor, made.ID, "about zebras too")
	if got := w.found(t, c, "zebras"); !slices.Equal(got, []string{"Plain"}) {
		t.Errorf("once: %v", got)
	}
	if got := w.found(t, c, "zebras plain"); got != nil {
		t.Errorf("all words must be in one text: %v", got)
	}
	if _, err := w.UpdateComment(c.Editor.Ctx, said.ID, "about gnus"); err != nil {
		t.Fatal(err)
	}
	if got := w.found(t, c, "yaks"); got != nil {
		t.Errorf("a changed comment: %v", got)
	}
	if err := w.DeleteComment(c.Editor.Ctx, said.ID); err != nil {
		t.Fatal(err)
	}
	if got := w.found(t, c, "gnus"); got != nil {
		t.Errorf("a deleted comment: %v", got)
	}
}

func searchChanges(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "Walrus", Description: "penguin"})
	w.retitle(t, c.Editor, made.ID, "Seal")
	for query, want := range map[string]int{"walrus": 0, "seal": 1, "penguin": 1, "seal penguin": 1} {
		if got := w.found(t, c, query); len(got) != want {
			t.Errorf("%s: %v", query, got)
		}
	}
	if err := w.DeleteTask(c.Editor.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	if got := w.found(t, c, "seal"); got != nil {
		t.Errorf("in the trash: %v", got)
	}
	trash := w.listAll(t, c.Viewer, task.List{Filter: task.Filter{Text: "seal", Deleted: true}})
	if len(trash) != 1 {
		t.Errorf("the trash is searched too: %v", titles(trash))
	}
}
