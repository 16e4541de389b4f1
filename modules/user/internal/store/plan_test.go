package store

import (
	"strings"
	"testing"

	"tasklane/modules/user/internal/app"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

func TestHotReadsUseAnIndex(t *testing.T) {
	t.Parallel()
	databasetest.EachMigrated(t, []string{"user"}, func(t *testing.T, db *database.DB) {
		none := app.Filter{}
		for name, c := range map[string]struct {
			index, sql string
			args       []any
		}{
			"by e-mail": {"users_email_folded", `SELECT id FROM users WHERE email_folded = $1`, []any{"a@b.c"}},
			"sessions":  {"sessions_user", `SELECT id FROM sessions WHERE user_id = $1 AND ended_at IS NULL`, []any{"u"}},
			"known": {"sessions_user", `SELECT EXISTS (SELECT 1 FROM sessions WHERE user_id = $1 AND network = $2)`,
				[]any{"u", "n"}},
			"a page by name": {"users_name", `SELECT id FROM users WHERE ` + where +
				` AND (name_folded, id) > ($5, $6) ORDER BY name_folded, id LIMIT $4`, append(arguments(none), 51, "a", "b")},
			"sweep": {"attempts_last", `SELECT key FROM attempts WHERE last_at < $1 ORDER BY last_at LIMIT 20`, []any{int64(5)}},
		} {
			if plan := databasetest.Plan(t, db, c.sql, c.args...); !strings.Contains(plan, c.index) {
				t.Errorf("%s does not use %s:\n%s", name, c.index, plan)
			}
		}
	})
}
