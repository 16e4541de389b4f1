package store

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

func TestEveryReadOfAnInboxUsesAnIndex(t *testing.T) {
	t.Parallel()
	databasetest.EachMigrated(t, []string{"notification"}, func(t *testing.T, db *database.DB) {
		user := uuid.NewString()
		for name, c := range map[string]struct {
			index, sql string
			args       []any
		}{
			"a page": {"notifications_inbox", `SELECT id FROM notifications WHERE ` + of(false) +
				` AND (created_at, id) < ($3, $4) ORDER BY created_at DESC, id DESC LIMIT $2`, []any{user, 51, int64(5), user}},
			"unread ones": {"notifications_unread", `SELECT id FROM notifications WHERE ` + of(true) +
				` ORDER BY created_at DESC, id DESC LIMIT $2`, []any{user, 51}},
			"unread count": {"notifications_unread", `SELECT user_id, count(*) FROM notifications WHERE ` +
				db.Dialect().In("user_id", 1) + unread + ` GROUP BY user_id`, []any{database.Strings([]string{user})}},
			"purge":         {"notifications_task", `SELECT id FROM notifications WHERE task_id = $1 AND task_id <> ''`, []any{user}},
			"member's goes": {"notifications_project", `SELECT id FROM notifications WHERE project_id = $1 AND user_id = $2`, []any{user, user}},
		} {
			plan := databasetest.Plan(t, db, c.sql, c.args...)
			if !strings.Contains(plan, c.index) || strings.Contains(plan, "TEMP B-TREE FOR ORDER") || strings.Contains(plan, "Sort") && name != "unread count" {
				t.Errorf("%s does not use %s alone:\n%s", name, c.index, plan)
			}
		}
	})
}
