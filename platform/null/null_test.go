package null_test

import (
	"testing"

	"tasklane/platform/null"
)

func TestAbsentNullAndValueAreThreeThings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		of             null.Of[string]
		cleared, given bool
		or             string
	}{
		"absent":      {null.Of[string]{}, false, false, "else"},
		"null":        {null.Null[string](), true, false, "else"},
		"value":       {null.Value("x"), false, true, "x"},
		"empty value": {null.Value(""), false, true, ""},
	} {
		if c.of.Cleared() != c.cleared || c.of.Given() != c.given || c.of.Or("else") != c.or {
			t.Errorf("%s: cleared %v, given %v, or %q", name, c.of.Cleared(), c.of.Given(), c.of.Or("else"))
		}
	}
}

func TestAPointerIsACopy(t *testing.T) {
	t.Parallel()
	of := null.Value(1)
	*of.Pointer() = 2
	if of.Value != 1 {
		t.Error("changing what Pointer returned changed the value")
	}
	if null.FromPointer[int](nil).Set {
		t.Error("a nil pointer is absence")
	}
}
