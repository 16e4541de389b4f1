package main

import (
	"context"
	"errors"
	"time"

	"tasklane/modules/notification"
	"tasklane/platform/database"
	"tasklane/platform/page"
)

type pageOf = page.Page[notification.Notification]

// heard waits until the notification module has read the whole log.
func heard(ctx context.Context, db *database.DB) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		var behind int
		err := db.Read().Get(ctx, &behind, `SELECT COUNT(*) FROM (SELECT stream, MAX(seq) AS seq FROM task_log GROUP BY stream) l
			LEFT JOIN notification_positions p ON p.stream = l.stream WHERE p.seq IS NULL OR p.seq < l.seq`)
		if err != nil || behind == 0 {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return errors.New("the notification module does not come to the end of the log")
		}
	}
}

// letter leaves a dead letter, which nothing in the story would make: an entry that the notification module could
// not read.
func letter(ctx context.Context, db *database.DB) error {
	return db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO notification_dead_letters (id, consumer, stream, seq, entry, reason, tries, at)
			SELECT '01a209fc-0000-7000-8000-000000000001', 'notification', stream, seq, '{"seq":1,"type":"PROJECT_CREATED"}', 'it could not be read', 5, at
			FROM task_log WHERE seq = 1 ORDER BY at LIMIT 1`)
		return err
	})
}
