package databasetest

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/fault"
)

func lists(t *testing.T, db *database.DB) {
	ids := []string{`a"b'c`, "b,{}", "😀", "d\\", "NULL", ""}
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		for _, id := range ids {
			if err := addOwner(ctx, tx, id); err != nil {
				return err
			}
		}
		return nil
	})
	count := func(values []string) (n int) {
		t.Helper()
		query := "SELECT COUNT(*) FROM owners WHERE name <> $1 AND " + db.Dialect().In("id", 2)
		if err := db.Read().Get(context.Background(), &n, query, "x", database.Strings(values)); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, c := range []struct {
		values []string
		want   int
	}{{nil, 0}, {[]string{}, 0}, {ids, len(ids)}, {ids[:2], 2}, {append([]string{"nobody", ids[0]}, ids[0]), 1}} {
		if n := count(c.values); n != c.want {
			t.Errorf("%d rows are in %q, want %d", n, c.values, c.want)
		}
	}
	for _, id := range ids {
		if n := count([]string{id}); n != 1 {
			t.Errorf("%q is not found", id)
		}
	}
}

func text(t *testing.T, db *database.DB) {
	for _, good := range []string{"👩‍👩‍👧‍👦 é 漢字 \u202e \ufffd", "' OR 1=1; --", "%_\\", strings.Repeat("長", 100_000)} {
		var back string
		write(t, db, func(ctx context.Context, tx *database.Tx) error {
			if _, err := tx.Exec(ctx, "DELETE FROM owners"); err != nil {
				return err
			}
			return tx.Get(ctx, &back, "INSERT INTO owners (id, name) VALUES ('o', $1) RETURNING name", good)
		})
		if back != good {
			t.Errorf("%.40q came back as %.40q", good, back)
		}
	}
	nul := "a\x00b"
	for _, bad := range []any{nul, &nul, label(nul), "\xff", "\xed\xa0\x80", database.JSON(nul), database.Strings([]string{"a", nul})} {
		var n int
		err := db.Read().Get(context.Background(), &n, "SELECT COUNT(*) FROM owners WHERE "+db.Dialect().In("id", 1), bad)
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%T %q: %v, want Invalid", bad, bad, err)
		}
	}
}

// sortsByBytes is what positions and cursors rely on, whatever language the server sorts in.
func sortsByBytes(t *testing.T, db *database.DB) {
	want := []string{"", "0", "A", "Zz", "a", "a0", "a0V", "a1", "aZ", "b", "é", "😀"}
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		for i := range want {
			if err := addOwner(ctx, tx, want[(i*7)%len(want)]); err != nil {
				return err
			}
		}
		return nil
	})
	ctx := context.Background()
	var got []string
	if err := db.Read().Select(ctx, &got, "SELECT name FROM owners ORDER BY name, id"); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("ORDER BY gave %q, %v", got, err)
	}
	if err := db.Read().Select(ctx, &got, "SELECT name FROM owners WHERE name > $1 AND name < $2 ORDER BY name, id", "Zz", "a1"); err != nil ||
		!reflect.DeepEqual(got, []string{"a", "a0", "a0V"}) {
		t.Errorf("between Zz and a1 there are %q, %v", got, err)
	}
}
