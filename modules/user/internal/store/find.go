package store

import (
	"context"
	"strings"

	"tasklane/modules/user/internal/app"
	"tasklane/platform/database"
	"tasklane/platform/page"
)

// where chooses the accounts of a filter: $1 to $3. A word of a name begins where the name does or behind a space.
const where = `($1 OR NOT disabled)
	AND ($2 = '' OR ' ' || name_folded LIKE $2 ESCAPE '\' OR email_folded = $3)`

func arguments(f app.Filter) []any {
	pattern := ""
	if f.Prefix != "" {
		pattern = "% " + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(f.Prefix) + "%"
	}
	return []any{f.IncludeDisabled, pattern, f.Email}
}

// Find implements app.Accounts.
func (s *Accounts) Find(ctx context.Context, f app.Filter, w page.Window) ([]app.Account, error) {
	args, first := append(arguments(f), w.Limit+1), 0
	if len(w.Key) == 2 {
		args, first = append(args, w.Key[0], w.Key[1]), 5
	}
	behind, order := database.Keyset([]string{"name_folded", "id"}, w.Backward, first)
	var rows []accountRow
	err := s.db.Read().Select(ctx, &rows,
		`SELECT `+accountColumns+` FROM users WHERE `+where+` AND `+behind+` ORDER BY `+order+` LIMIT $4`, args...)
	return accounts(rows), err
}

// Count implements app.Accounts.
func (s *Accounts) Count(ctx context.Context, f app.Filter) (int, error) {
	var n int
	err := s.db.Read().Get(ctx, &n, `SELECT count(*) FROM (SELECT 1 FROM users WHERE `+where+` LIMIT $4) AS found`,
		append(arguments(f), page.CountLimit)...)
	return n, err
}
