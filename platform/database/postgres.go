package database

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/georgysavva/scany/v2/dbscan"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type postgresEngine struct {
	pool    *pgxpool.Pool
	session poolSession
	queues  *queues
}

func openPostgres(ctx context.Context, url string, o Options) (engine, error) {
	config, err := postgresConfig(url, o)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, unreachable(config.ConnConfig, err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, unreachable(config.ConnConfig, err)
	}
	return newPostgresEngine(poolSession{pool, config.MaxConns, o.patience(url)}), nil
}

func newPostgresEngine(session poolSession) *postgresEngine {
	e := &postgresEngine{pool: session.pool, session: session}
	e.queues = newQueues(func(context.Context) (shared, error) { return &postgresShared{postgresTx: e.transaction("begin")}, nil })
	return e
}

// postgresConfig lets the URL win over our defaults.
func postgresConfig(url string, o Options) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		// The driver's error may quote the URL with what follows the password in it.
		return nil, fmt.Errorf("the database URL cannot be read; its form is postgres://user:password@host:port/name?option=value")
	}
	if !hasOption(url, "pool_max_conns") {
		config.MaxConns = 16
		if o.MaxConns > 0 {
			config.MaxConns = int32(min(o.MaxConns, 10_000))
		}
	}
	config.MaxConnIdleTime = 5 * time.Minute
	config.MaxConnLifetimeJitter = 5 * time.Minute
	config.HealthCheckPeriod = 15 * time.Second
	if config.ConnConfig.ConnectTimeout == 0 || !hasOption(url, "connect_timeout") {
		config.ConnConfig.ConnectTimeout = 5 * time.Second
	}
	millis := strconv.FormatInt(o.statementTimeout().Milliseconds(), 10)
	for name, value := range map[string]string{
		"application_name":                    "tasklane",
		"statement_timeout":                   millis,
		"lock_timeout":                        "5000",
		"client_connection_check_interval":    "2000", // a statement whose client has died ends too
		"idle_in_transaction_session_timeout": "15000",
		"timezone":                            "UTC",
		// A statement is planned once for a connection and not with every list of ids, which took longer than running it.
		"plan_cache_mode": "force_generic_plan",
	} {
		if _, set := config.ConnConfig.RuntimeParams[name]; !set {
			config.ConnConfig.RuntimeParams[name] = value
		}
	}
	return config, nil
}

func (o Options) statementTimeout() time.Duration {
	if o.StatementTimeout <= 0 {
		return 5 * time.Second
	}
	return o.StatementTimeout
}

// patience is how long an answer is waited for: until the server must have ended the statement itself, and a moment.
// It is 0, for as long as the caller likes, where the URL has a limit of its own.
func (o Options) patience(url string) time.Duration {
	if hasOption(url, "statement_timeout") {
		return 0
	}
	return o.statementTimeout() + 250*time.Millisecond
}

func (e *postgresEngine) dialect() Dialect { return postgresDialect{} }
func (e *postgresEngine) conn() session    { return e.session }

func (e *postgresEngine) close() error {
	e.pool.Close()
	return nil
}

// begin has those share a transaction who lock the same row.
func (e *postgresEngine) begin(ctx context.Context, lock string) (transaction, error) {
	if lock == "" {
		return e.transaction("begin"), nil
	}
	return e.queues.join(ctx, lock)
}

// patient bounds a whole write: nobody waits for a server that hangs behind somebody else who has, and then once more.
func (e *postgresEngine) patient(ctx context.Context) (context.Context, context.CancelFunc) {
	return e.session.patient(ctx)
}

func (e *postgresEngine) snapshot(context.Context) (transaction, error) {
	return e.transaction("begin isolation level repeatable read read only"), nil
}

// transaction sends nothing: BEGIN goes with the first statement.
func (e *postgresEngine) transaction(begin string) *postgresTx {
	return &postgresTx{session: e.session, waiting: []step{unasked(begin)}}
}

// unhurried is how to connect for work whose statements may take as long as they need.
func (e *postgresEngine) unhurried() *pgxpool.Config {
	config := e.pool.Config()
	config.ConnConfig.RuntimeParams["statement_timeout"] = "0"
	config.ConnConfig.RuntimeParams["idle_in_transaction_session_timeout"] = "0"
	return config
}

// poolSession runs single statements that read.
type poolSession struct {
	pool *pgxpool.Pool
	size int32
	// patience bounds the wait for an answer; 0 does not.
	patience time.Duration
}

// patient ends a wait for a server that hangs, or for a connection while all others do.
func (s poolSession) patient(ctx context.Context) (context.Context, context.CancelFunc) {
	if s.patience == 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, s.patience)
}

func (s poolSession) exec(context.Context, string, []any) (int64, error) { return 0, errReadOnly }

func (s poolSession) query(ctx context.Context, sql string, args []any, scan func(dbscan.Rows) error) error {
	ctx, cancel := s.patient(ctx)
	defer cancel()
	return s.again(ctx, func() error {
		rows, err := s.pool.Query(ctx, sql, args...)
		return scanned(rows, err, scan)
	})
}

// again does what has no effect once more when the connection turned out to be dead. After a restart
// of the server each of the pool's connections is; none is met twice.
func (s poolSession) again(ctx context.Context, try func() error) error {
	for range s.size {
		if err := try(); !dead(err) || ctx.Err() != nil {
			return err
		}
	}
	return try()
}

func scanned(rows pgx.Rows, err error, scan func(dbscan.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	return scan(postgresRows{rows})
}

// postgresRows are pgx's rows as dbscan wants them.
type postgresRows struct{ pgx.Rows }

func (r postgresRows) Columns() ([]string, error) {
	fields := r.FieldDescriptions()
	names := make([]string, len(fields))
	for i, field := range fields {
		names[i] = field.Name
	}
	return names, nil
}

func (r postgresRows) Close() error {
	r.Rows.Close()
	return nil
}

func (r postgresRows) NextResultSet() bool { return false }
