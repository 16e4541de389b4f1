package store

import (
	"context"
	"hash/fnv"

	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
)

// tagLength is how many characters stand in front of each word for its project.
const tagLength = 6

// tagged puts a mark of the project in front of each word. A search reads the lists of its own project's words only,
// however many others use the same words; that two projects may share a mark costs a little time and no more, for
// the project is compared as well.
func tagged(projectID string, words []string) []string {
	const alphabet = "abcdefghijklmnopqrstuvwxyz012345"
	h := fnv.New64a()
	_, _ = h.Write([]byte(projectID))
	mark, sum := make([]byte, tagLength), h.Sum64()
	for i := range mark {
		mark[i] = alphabet[sum>>(5*i)&31]
	}
	tagged := make([]string, len(words))
	for i, w := range words {
		tagged[i] = string(mark) + w
	}
	return tagged
}

// PutWords implements app.SearchStore.
func (Store) PutWords(ctx context.Context, tx *database.Tx, w app.Words) error {
	return exec(ctx, tx, `INSERT INTO search (owner_id, kind, task_id, project_id, words)
		VALUES ($1, $2, $3, $4, `+tx.Dialect().SearchValue(5)+`)
		ON CONFLICT (owner_id) DO UPDATE SET project_id = excluded.project_id, words = excluded.words`,
		w.OwnerID, w.Kind, w.TaskID, w.ProjectID, database.SearchText(tagged(w.ProjectID, w.Words)))
}

// RemoveWords implements app.SearchStore.
func (Store) RemoveWords(ctx context.Context, tx *database.Tx, ownerID string) error {
	return exec(ctx, tx, `DELETE FROM search WHERE owner_id = $1`, ownerID)
}
