package database

import (
	"context"

	"github.com/georgysavva/scany/v2/dbscan"
)

// postgresShared is a transaction that several writers work in; see group. What one of them has left to be sent goes
// with the next one's first statement, so that a writer costs those who wait one round trip.
type postgresShared struct {
	*postgresTx
	// earlier is how many of the waiting statements are not the present writer's; negative when these have been sent.
	earlier int
	// lost says that one of those has failed, and with it the transaction of all.
	lost bool
}

const sent = -1

func (t *postgresShared) exec(ctx context.Context, sql string, args []any) (rows int64, err error) {
	err = t.forAll(ctx, func(ctx context.Context) error {
		rows, err = t.postgresTx.exec(ctx, sql, args)
		return err
	})
	return rows, err
}

func (t *postgresShared) query(ctx context.Context, sql string, args []any, scan func(dbscan.Rows) error) error {
	return t.forAll(ctx, func(ctx context.Context) error { return t.postgresTx.query(ctx, sql, args, scan) })
}

// forAll sends a statement with what waits. That one writer goes away meanwhile must not cost the others the connection.
func (t *postgresShared) forAll(ctx context.Context, send func(context.Context) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, cancel := lasting(ctx)
	defer cancel()
	err := send(ctx)
	t.lost = t.lost || (err != nil && t.answered < t.earlier)
	t.earlier = sent
	return err
}

func (t *postgresShared) savepoint() error {
	t.earlier = len(t.waiting)
	t.waiting = append(t.waiting, unasked("savepoint writer"))
	return nil
}

func (t *postgresShared) keep() error {
	t.waiting = append(t.waiting, unasked("release writer"))
	return nil
}

func (t *postgresShared) takeBack() error {
	if t.lost {
		return errUndone
	}
	if t.earlier != sent {
		t.waiting = t.waiting[:t.earlier]
		return nil
	}
	t.waiting = nil
	ctx, cancel := lasting(context.Background()) //nolint:forbidigo // a writer's part is undone though its context has ended
	defer cancel()
	if _, err := t.run(ctx, "rollback to writer", nil); err != nil {
		return err
	}
	return t.keep()
}
