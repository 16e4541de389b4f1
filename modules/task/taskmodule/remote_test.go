package taskmodule_test

import (
	"testing"

	"tasklane/migrations"
	"tasklane/modules/task"
	"tasklane/modules/task/taskmodule"
	"tasklane/modules/task/tasktest"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

// What a Local shows on either database, a Remote shows on one of them as well: what lies between does not know them.

func TestRemoteOnPostgreSQL(t *testing.T) {
	t.Parallel()
	tasktest.RunOn(t, databasetest.Postgres(t, migrations.FS, []string{"task"}), remote())
}

func TestRemoteWithEveryReadSentTwiceOnSQLite(t *testing.T) {
	t.Parallel()
	tasktest.RunOn(t, databasetest.SQLite(t, migrations.FS, []string{"task"}), remote(tcptest.Twice))
}

// remote opens the module on the other side of a socket.
func remote(options ...tcptest.Option) tasktest.Open {
	return func(t *testing.T, site tasktest.Site) task.Service {
		t.Helper()
		here := local(t, deps(site)).Service()
		return taskmodule.Remote(tcptest.Loopback(t, func(s *tcp.Server) { taskmodule.Serve(s, here) }, options...))
	}
}
