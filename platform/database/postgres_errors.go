package database

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/puddle/v2"

	"tasklane/platform/fault"
)

// fault goes by SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html.
func (e *postgresEngine) fault(ctx context.Context, err error) error {
	if known(err) {
		return err
	}
	if ctx.Err() != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return interrupted(ctx, err)
	}
	var answer *pgconn.PgError
	if !errors.As(err, &answer) {
		if lostConnection(err) || errors.Is(err, errUndone) {
			return down(err)
		}
		return err
	}
	switch answer.Code {
	case "23505", "23P01": // unique_violation, exclusion_violation
		return &violation{kind: ErrUnique, names: []string{answer.ConstraintName}, cause: err}
	case "23503", "23001": // foreign_key_violation, restrict_violation
		return &violation{kind: ErrForeignKey, names: []string{answer.ConstraintName}, cause: err}
	case "23514", "23502": // check_violation, not_null_violation
		return &violation{kind: ErrCheck, names: []string{answer.ConstraintName}, cause: err}
	case "40001", "40P01", "55P03": // serialization_failure, deadlock_detected, lock_not_available
		return fault.Down(time.Second, false, "The database is busy. Try again.").Because(err)
	case "57014": // query_canceled, here by statement_timeout
		return fault.Down(time.Second, false, "It took too long. Try again, or ask for less.").Because(err)
	case "53100": // disk_full
		return fault.Down(time.Minute, false, "The database's disk is full; nothing can be saved.").Because(err)
	case "25006", "25P03", "58030": // read_only_sql_transaction, idle_in_transaction_session_timeout, io_error
		return down(err)
	}
	switch answer.Code[:2] {
	case "08", "53", "57", "28": // connection exception, insufficient resources, operator intervention, authorization
		return down(err)
	}
	return err
}

func (e *postgresEngine) repeatable(err error) bool {
	var answer *pgconn.PgError
	return errors.Is(err, errUndone) || errors.As(err, &answer) && (answer.Code == "40001" || answer.Code == "40P01")
}

func lostConnection(err error) bool {
	var connect *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connect) || errors.As(err, &network) || pgconn.SafeToRetry(err) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, puddle.ErrClosedPool) || errors.Is(err, pgconn.ErrConnClosed)
}

// dead says that a connection which was open before is not any more.
func dead(err error) bool {
	var connect *pgconn.ConnectError
	if err == nil || errors.As(err, &connect) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return false
	}
	if answer, ok := errors.AsType[*pgconn.PgError](err); ok {
		return answer.Code[:2] == "57" && answer.Severity == "FATAL" // the server's last words on it
	}
	return lostConnection(err) && !errors.Is(err, puddle.ErrClosedPool)
}

// unreachable says in one line what is wrong, without the password and without the driver's several
// lines for the several addresses that it tried.
func unreachable(config *pgx.ConnConfig, err error) error {
	where := fmt.Sprintf("%s:%d/%s as %s", config.Host, config.Port, config.Database, config.User)
	why := "it does not answer"
	var answer *pgconn.PgError
	var network *net.OpError
	var dns *net.DNSError
	switch {
	case errors.As(err, &answer):
		why = answer.Message
	case errors.As(err, &dns):
		why = "the host name is not known"
	case errors.Is(err, context.DeadlineExceeded):
		why = "it does not answer in time"
	case errors.As(err, &network):
		why = network.Err.Error()
	}
	return fmt.Errorf("the database at %s cannot be reached: %s", where, strings.Join(strings.Fields(why), " "))
}

func hasOption(databaseURL, name string) bool {
	u, err := url.Parse(databaseURL)
	return err == nil && u.Query().Has(name)
}
