package databasetest

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/fault"
)

func constraints(t *testing.T, db *database.DB) {
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		if err := addOwner(ctx, tx, "o"); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO things (id, owner_id, number) VALUES ('t', 'o', 1)")
		return err
	})
	for _, c := range []struct {
		sql, unique string
		want        error
	}{
		{"INSERT INTO things (id, owner_id, number) VALUES ('u', 'o', 1)", "things_owner_id_number", database.ErrUnique},
		{"INSERT INTO things (id, owner_id, number) VALUES ('t', 'o', 2)", "things_id_pkey", database.ErrUnique},
		{"INSERT INTO things (id, owner_id, number) VALUES ('u', 'nobody', 2)", "", database.ErrForeignKey},
		{"DELETE FROM owners WHERE id = 'o'", "", database.ErrForeignKey},
		{"INSERT INTO things (id, owner_id, number) VALUES ('u', 'o', -1)", "", database.ErrCheck},
		{"INSERT INTO things (id, owner_id, number) VALUES ('u', 'o', NULL)", "", database.ErrCheck},
	} {
		err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
			_, err := tx.Exec(ctx, c.sql)
			return err
		})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.sql, err, c.want)
		}
		for _, name := range []string{"things_owner_id_number", "things_id_pkey"} {
			if got := database.IsUnique(err, name); got != (name == c.unique) {
				t.Errorf("%s: IsUnique(%s) = %v", c.sql, name, got)
			}
		}
	}
}

func rowCounts(t *testing.T, db *database.DB) {
	ctx := context.Background()
	var id string
	err := db.Read().Get(ctx, &id, "SELECT id FROM owners")
	if !errors.Is(err, database.ErrNoRows) {
		t.Errorf("Get without rows: %v", err)
	}
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		if err := tx.Get(ctx, &id, "SELECT id FROM owners"); !errors.Is(err, database.ErrNoRows) {
			t.Errorf("Get without rows in a transaction: %v", err)
		}
		if err := errors.Join(addOwner(ctx, tx, "a"), addOwner(ctx, tx, "b")); err != nil {
			return err
		}
		n, err := tx.Exec(ctx, "UPDATE owners SET name = 'same'")
		if n != 2 {
			t.Errorf("an update of two rows counted %d", n)
		}
		return err
	})
	if err := db.Read().Get(ctx, &id, "SELECT id FROM owners"); err == nil {
		t.Error("Get took one of two rows")
	}
	ids := []string{"left over"}
	if err := db.Read().Select(ctx, &ids, "SELECT id FROM owners ORDER BY id"); err != nil || !reflect.DeepEqual(ids, []string{"a", "b"}) {
		t.Errorf("Select: %v, %v", ids, err)
	}
}

func placeholders(t *testing.T, db *database.DB) {
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		if err := addOwner(ctx, tx, "x"); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO things (number, id, owner_id) VALUES ($2, $1, $1)", "x", 7)
		return err
	})
	var row struct {
		ID      string `db:"id"`
		OwnerID string `db:"owner_id"`
		Number  int    `db:"number"`
	}
	err := db.Read().Get(context.Background(), &row, "SELECT number, owner_id, id FROM things WHERE number = $2 AND id = $1 AND owner_id = $1", "x", 7)
	if err != nil || row.ID != "x" || row.OwnerID != "x" || row.Number != 7 {
		t.Errorf("%+v, %v", row, err)
	}
}

type label string

type thing struct {
	ID     string            `db:"id"`
	Label  label             `db:"label"`
	Number int64             `db:"number"`
	Done   bool              `db:"done"`
	At     *database.Time    `db:"at"`
	Again  database.NullTime `db:"again"`
	Maybe  *string           `db:"maybe"`
}

func scalars(t *testing.T, db *database.DB) {
	at := time.Date(2026, 11, 23, 18, 31, 5, 123_456_789, time.FixedZone("", 7200))
	early := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	word := "word"
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		const insert = "INSERT INTO things (id, owner_id, number, label, done, at, document) VALUES ($1, 'o', $2, $3, $4, $5, $6)"
		if err := addOwner(ctx, tx, "o"); err != nil {
			return err
		}
		for _, args := range [][]any{
			{"a", 1, label("first"), true, database.At(at), &word},
			{"b", int64(2), "", false, nil, nil},
			{"c", 3, "", false, (*database.Time)(nil), (*string)(nil)},
			{"d", 4, "", false, database.AtOrNull(&early), ""},
			{"e", 5, "", false, database.AtOrNull(nil), nil},
		} {
			if _, err := tx.Exec(ctx, insert, args...); err != nil {
				return err
			}
		}
		return nil
	})
	var things []thing
	err := db.Read().Select(context.Background(), &things, "SELECT id, label, number, done, at, at AS again, document AS maybe FROM things ORDER BY id")
	if err != nil || len(things) != 5 {
		t.Fatalf("%d rows, %v", len(things), err)
	}
	first := things[0]
	want := time.Date(2026, 11, 23, 16, 31, 5, 123_456_000, time.UTC)
	if first.Label != "first" || first.Number != 1 || !first.Done || first.Maybe == nil || *first.Maybe != "word" ||
		first.At == nil || first.At.Time != want || !first.Again.Valid || *first.Again.Ptr() != want {
		t.Errorf("the first row: %+v, at %v", first, first.At)
	}
	for _, i := range []int{1, 2, 4} {
		if got := things[i]; got.At != nil || got.Again.Valid || got.Again.Ptr() != nil || got.Maybe != nil || got.Done {
			t.Errorf("row %s: %+v", got.ID, got)
		}
	}
	if got := things[3]; got.At == nil || got.At.Time != early || got.Maybe == nil || *got.Maybe != "" {
		t.Errorf("the year 1 and the empty text: %+v", got)
	}
	var latest database.Time
	err = db.Read().Get(context.Background(), &latest, "SELECT MAX(at) FROM things WHERE done = $1 AND at <= $2", true, database.At(at))
	if err != nil || latest.Time != want {
		t.Errorf("MAX(at) = %v, %v", latest, err)
	}
}

func documents(t *testing.T, db *database.DB) {
	document := database.JSON(`{"b": 1,  "a": "ü😀"}`)
	var none, some database.JSON
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		if err := addOwner(ctx, tx, "o"); err != nil {
			return err
		}
		const insert = "INSERT INTO things (id, owner_id, number, document) VALUES ($1, 'o', $2, $3)"
		if _, err := tx.Exec(ctx, insert, "some", 1, document); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, insert, "none", 2, none)
		return err
	})
	ctx := context.Background()
	if err := db.Read().Get(ctx, &some, "SELECT document FROM things WHERE id = 'some'"); err != nil || string(some) != string(document) {
		t.Errorf("%s, %v", some, err)
	}
	// It is text for the database as well, not bytes.
	var n int
	if err := db.Read().Get(ctx, &n, "SELECT COUNT(*) FROM things WHERE document LIKE $1 OR document IS NULL", "{%😀%"); err != nil || n != 2 {
		t.Errorf("found %d, %v", n, err)
	}
	if out, err := json.Marshal(struct{ A, B database.JSON }{some, nil}); err != nil || string(out) != `{"A":{"b":1,"a":"ü😀"},"B":null}` {
		t.Errorf("%s, %v", out, err)
	}
}

func unportableArguments(t *testing.T, db *database.DB) {
	for _, arg := range []any{time.Now(), []string{"a"}} {
		var n int
		if err := db.Read().Get(context.Background(), &n, "SELECT COUNT(*) FROM things WHERE at = $1", arg); err == nil || fault.Is(err, fault.Unavailable) {
			t.Errorf("%T as an argument: %v", arg, err)
		}
	}
}
