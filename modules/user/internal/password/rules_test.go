package password

import (
	"strings"
	"testing"
)

func TestQ50_WhichPasswordsAreRefused(t *testing.T) {
	t.Parallel()
	for password, good := range map[string]bool{
		"1234567": false, "ｐａｓｓｗｏｒｄ": false, "Password123!": false, "PASSW0RD": false, "zzzzzzzz": false, "abababab": false,
		"lovelace": false, "AdaLovelace": false, "ada@example.org": false, "adalovelace123": false, "Lovelace2024": false,
		"🦊🐻🐼🐨🐯🦁🐮🐷": true, "correct horse battery": true, "ada likes sentences": true, "Tr0ub4dor&3": true, "        x y z w": true,
		strings.Repeat("long enough ", 80): true, strings.Repeat("long enough ", 90): false, "\xff\xfe\xfd bad bytes": false,
	} {
		if reason := Judge(password, "Ada Lovelace", "ada@example.org"); (reason == "") != good {
			t.Errorf("%q: %q", password, reason)
		}
	}
}

func TestTheCommonListIsFoldedAndLongEnough(t *testing.T) {
	t.Parallel()
	if n := len(common()); n < 500 {
		t.Errorf("the list has %d entries", n)
	}
	for word := range common() {
		if word != fold(word) || len([]rune(word)) < MinRunes {
			t.Errorf("%q can never match", word)
		}
	}
}
