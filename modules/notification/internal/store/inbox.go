package store

import (
	"context"
	"time"

	"tasklane/modules/notification"
	"tasklane/modules/notification/internal/app"
	"tasklane/platform/database"
	"tasklane/platform/page"
)

// unread is the condition of the partial index: in these words, so that the index serves it.
const unread = ` AND read_at IS NULL`

func of(unreadOnly bool) string {
	if unreadOnly {
		return `user_id = $1` + unread
	}
	return `user_id = $1`
}

// List implements app.Inbox.
func (s *Inbox) List(ctx context.Context, userID string, unreadOnly bool, w page.Window, key *app.Place) ([]notification.Notification, error) {
	args, first := []any{userID, w.Limit + 1}, 0
	if key != nil {
		args, first = append(args, database.At(key.CreatedAt), key.ID), 3
	}
	behind, order := database.Keyset([]string{"created_at", "id"}, !w.Backward, first) // the newest are the first
	var rows []row
	err := s.db.Read().Select(ctx, &rows,
		`SELECT `+columns+` FROM notifications WHERE `+of(unreadOnly)+` AND `+behind+` ORDER BY `+order+` LIMIT $2`, args...)
	list := make([]notification.Notification, len(rows))
	for i, r := range rows {
		list[i] = r.notification()
	}
	return list, err
}

// Total implements app.Inbox.
func (s *Inbox) Total(ctx context.Context, userID string, unreadOnly bool) (int, error) {
	var n int
	err := s.db.Read().Get(ctx, &n, `SELECT count(*) FROM (SELECT 1 FROM notifications WHERE `+of(unreadOnly)+
		` LIMIT $2) AS counted`, userID, page.CountLimit)
	return n, err
}

// One implements app.Inbox.
func (s *Inbox) One(ctx context.Context, userID, id string) (notification.Notification, error) {
	var r row
	err := s.db.Read().Get(ctx, &r, `SELECT `+columns+` FROM notifications WHERE id = $1 AND user_id = $2`, id, userID)
	return r.notification(), err
}

// Unread implements app.Inbox.
func (s *Inbox) Unread(ctx context.Context, userIDs []string) (map[string]int, error) {
	return countUnread(ctx, s.db.Read(), userIDs)
}

func countUnread(ctx context.Context, q database.Querier, userIDs []string) (map[string]int, error) {
	var rows []struct {
		UserID string `db:"user_id"`
		N      int    `db:"n"`
	}
	err := q.Select(ctx, &rows, `SELECT user_id, count(*) AS n FROM notifications WHERE `+
		q.Dialect().In("user_id", 1)+unread+` GROUP BY user_id ORDER BY user_id`, database.Strings(userIDs))
	counts := make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.UserID] = r.N
	}
	return counts, err
}

// MarkRead implements app.Inbox.
func (s *Inbox) MarkRead(ctx context.Context, userID string, ids []string, at time.Time) (marked, left int, err error) {
	err = s.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		sql, args := `UPDATE notifications SET read_at = $2 WHERE `+of(true), []any{userID, database.At(at)}
		if ids != nil {
			sql, args = sql+` AND `+tx.Dialect().In("id", 3), append(args, database.Strings(ids))
		}
		rows, err := tx.Exec(ctx, sql, args...)
		if err != nil {
			return err
		}
		counts, err := countUnread(ctx, tx, []string{userID})
		marked, left = int(rows), counts[userID]
		return err
	})
	return marked, left, err
}
