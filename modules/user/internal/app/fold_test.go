package app

import "testing"

func TestNamesFoldToWhatPeopleType(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Ada Lovelace": "ada lovelace", "  Émile   Zola ": "emile zola", "O'Brien": "o brien", "Straße": "strasse",
		"Ａｄａ": "ada", "Åsa-Märta": "asa marta", "🦊": "🦊", "李小龍": "李小龍", "ﬁona": "fiona", "--": "--",
	} {
		if got := foldName(name); got != want {
			t.Errorf("%q folds to %q, want %q", name, got, want)
		}
	}
}

func TestAddressesFoldToOne(t *testing.T) {
	t.Parallel()
	for _, same := range []string{"ada@example.com", "ADA@Example.Com", " Ada@EXAMPLE.com ", "ａda@example.com"} {
		if got := foldEmail(same); got != "ada@example.com" {
			t.Errorf("%q folds to %q", same, got)
		}
	}
}
