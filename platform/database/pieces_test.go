package database_test

import (
	"testing"

	"tasklane/platform/database"
)

func TestAPageBeginsBehindItsPlace(t *testing.T) {
	t.Parallel()
	columns := []string{"at", "id"}
	for _, one := range []struct {
		backward         bool
		first            int
		condition, order string
	}{
		{false, 0, "TRUE", "at ASC, id ASC"},
		{true, 0, "TRUE", "at DESC, id DESC"},
		{false, 3, "(at, id) > ($3, $4)", "at ASC, id ASC"},
		{true, 3, "(at, id) < ($3, $4)", "at DESC, id DESC"},
	} {
		condition, order := database.Keyset(columns, one.backward, one.first)
		if condition != one.condition || order != one.order {
			t.Errorf("backward %t from $%d: %q, %q", one.backward, one.first, condition, order)
		}
	}
}

func TestRowsOfPlaceholdersCountOn(t *testing.T) {
	t.Parallel()
	if got, want := database.Values(2, 3, 4), "($4, $5, $6), ($7, $8, $9)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
