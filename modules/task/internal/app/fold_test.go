package app

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFoldedNamesSortByBytesAsPeopleWould(t *testing.T) {
	t.Parallel()
	names := []string{"zebra", "Éclair", "eclipse", "Äpfel", "apple", "ﬁne", "Straße", "strasse 2"}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(folded(a), folded(b)) })
	want := []string{"Äpfel", "apple", "Éclair", "eclipse", "ﬁne", "Straße", "strasse 2", "zebra"}
	if !slices.Equal(names, want) {
		t.Errorf("sorted %v", names)
	}
}

func TestAFoldedNameFitsAnIndex(t *testing.T) {
	t.Parallel()
	for _, s := range []string{strings.Repeat("ﷺ", 500), strings.Repeat("각", 500), strings.Repeat("𝄞", 500)} {
		if f := folded(s); len(f) > mostFolded || !utf8.ValidString(f) {
			t.Errorf("%d bytes, valid: %t", len(f), utf8.ValidString(f))
		}
	}
}

func TestAnIDIsALowerCaseUUID(t *testing.T) {
	t.Parallel()
	if !isID("01a209da-6f80-72f7-b58f-e045100935f1") {
		t.Error("a UUID is none")
	}
	for _, s := range []string{
		"", "x", "01A209DA-6f80-72f7-b58f-e045100935f1", "01a209da-6f80-72f7-b58f-e045100935f", "01a209da-6f80-72f7-b58f-e045100935f1 ",
		"01a209da6f80-72f7--b58f-e045100935f1", "01a209dg-6f80-72f7-b58f-e045100935f1", "01a209da-6f80-72f7-b58f-e045100935\x00\x00",
	} {
		if isID(s) {
			t.Errorf("%q is a UUID", s)
		}
	}
}
