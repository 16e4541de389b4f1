package store

import (
	"context"
	"errors"
	"time"

	"tasklane/modules/user/internal/app"
	"tasklane/platform/database"
)

const sessionColumns = `id, user_id, salt, n, rotated_at, user_agent, ip, network, created_at, last_used_at, expires_at`

type sessionRow struct {
	ID         string        `db:"id"`
	UserID     string        `db:"user_id"`
	Salt       string        `db:"salt"`
	N          int64         `db:"n"`
	RotatedAt  database.Time `db:"rotated_at"`
	UserAgent  string        `db:"user_agent"`
	IP         string        `db:"ip"`
	Network    string        `db:"network"`
	CreatedAt  database.Time `db:"created_at"`
	LastUsedAt database.Time `db:"last_used_at"`
	ExpiresAt  database.Time `db:"expires_at"`
}

func (r sessionRow) session() app.Session {
	return app.Session{
		ID: r.ID, Salt: r.Salt, N: r.N, RotatedAt: r.RotatedAt.Time, UserAgent: r.UserAgent, IP: r.IP,
		Network: r.Network, CreatedAt: r.CreatedAt.Time, LastUsedAt: r.LastUsedAt.Time, ExpiresAt: r.ExpiresAt.Time,
	}
}

// keepEnded is how long an ended session's row stays: that long its device is known to the throttle.
const keepEnded = 30 * 24 * time.Hour

func liveSessions(ctx context.Context, q database.Querier, userID string, at time.Time) ([]app.Session, error) {
	var rows []sessionRow
	err := q.Select(ctx, &rows, `SELECT `+sessionColumns+` FROM sessions
		WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY id`, userID, database.At(at))
	list := make([]app.Session, len(rows))
	for i, r := range rows {
		list[i] = r.session()
	}
	return list, err
}

// SessionOwner implements app.Accounts.
func (s *Accounts) SessionOwner(ctx context.Context, sessionID string) (app.Session, string, error) {
	var row sessionRow
	err := s.db.Read().Get(ctx, &row, `SELECT `+sessionColumns+` FROM sessions WHERE id = $1`, sessionID)
	if errors.Is(err, database.ErrNoRows) {
		return app.Session{}, "", app.ErrNoSession
	}
	return row.session(), row.UserID, err
}

func insertSession(ctx context.Context, tx *database.Tx, userID string, s app.Session) error {
	return exec(ctx, tx, `INSERT INTO sessions (`+sessionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		s.ID, userID, s.Salt, s.N, database.At(s.RotatedAt), s.UserAgent, s.IP, s.Network,
		database.At(s.CreatedAt), database.At(s.LastUsedAt), database.At(s.ExpiresAt))
}

// updateSession writes what can change in a session's life.
func updateSession(ctx context.Context, tx *database.Tx, s app.Session) error {
	return exec(ctx, tx, `UPDATE sessions SET salt = $2, n = $3, rotated_at = $4, last_used_at = $5, expires_at = $6
		WHERE id = $1`,
		s.ID, s.Salt, s.N, database.At(s.RotatedAt), database.At(s.LastUsedAt), database.At(s.ExpiresAt))
}

func endSessions(ctx context.Context, tx *database.Tx, ids []string, at time.Time) error {
	return exec(ctx, tx, `UPDATE sessions SET ended_at = $2 WHERE `+tx.Dialect().In("id", 1),
		database.Strings(ids), database.At(at))
}

// sweepSessions removes what is long over. Each account sweeps its own when its sessions change.
func sweepSessions(ctx context.Context, tx *database.Tx, userID string, at time.Time) error {
	return exec(ctx, tx, `DELETE FROM sessions WHERE user_id = $1 AND (ended_at < $2 OR expires_at < $2)`,
		userID, database.At(at.Add(-keepEnded)))
}
