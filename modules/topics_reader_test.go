package modules_test

import (
	"context"
	"slices"
	"testing"

	"tasklane/docs/docstest"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// TestQ4_AReaderAsTheDocumentShowsItDoesEverythingOnce: with the statements of schema/events.md, as they stand there.
func TestQ4_AReaderAsTheDocumentShowsItDoesEverythingOnce(t *testing.T) {
	t.Parallel()
	var shown []string
	for _, page := range docstest.Pages(t, root) {
		for _, block := range page.Blocks {
			if page.Path == "schema/events.md" && block.Language == "sql" {
				shown = append(shown, block.Text)
			}
		}
	}
	if len(shown) != 2 {
		t.Fatalf("the document shows %d statements, want a table's and a record's", len(shown))
	}
	type record struct {
		Stream string
		Seq    int64
	}
	web := []record{{"web", 1}, {"web", 2}, {"web", 3}, {"web", 5}, {"web", 6}} // 4 was refused by the topic
	app := []record{{"app", 7}, {"app", 8}}                                     // its beginning is older than the topic
	comes := slices.Concat(web[:3], app[:1], web[1:4], app, web, app)
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		databasetest.Exec(t, db, shown[0], "CREATE TABLE effects (stream TEXT NOT NULL, seq BIGINT NOT NULL)")
		for _, r := range comes {
			err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
				changed, err := tx.Exec(ctx, shown[1], r.Stream, r.Seq)
				if err != nil || changed == 0 {
					return err
				}
				_, err = tx.Exec(ctx, "INSERT INTO effects (stream, seq) VALUES ($1, $2)", r.Stream, r.Seq)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		var had []record
		if err := db.Read().Select(t.Context(), &had, "SELECT stream, seq FROM effects ORDER BY stream DESC, seq"); err != nil {
			t.Fatal(err)
		}
		if want := slices.Concat(web, app); !slices.Equal(had, want) {
			t.Errorf("the effects are %v, want each once: %v", had, want)
		}
	})
}
