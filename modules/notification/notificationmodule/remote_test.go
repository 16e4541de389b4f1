package notificationmodule_test

import (
	"testing"

	"tasklane/migrations"
	"tasklane/modules/notification/notificationmodule"
	"tasklane/modules/notification/notificationtest"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

// What a Local shows on either database, a Remote shows on one of them as well: what lies between does not know them.

func TestRemoteOnPostgreSQL(t *testing.T) {
	t.Parallel()
	notificationtest.Run(t, func(t *testing.T) notificationtest.World {
		return remote(t, open(t, databasetest.Postgres(t, migrations.FS, tables)))
	})
}

func TestRemoteWithEveryReadSentTwiceOnSQLite(t *testing.T) {
	t.Parallel()
	notificationtest.Run(t, func(t *testing.T) notificationtest.World {
		return remote(t, open(t, databasetest.SQLite(t, migrations.FS, tables)), tcptest.Twice)
	})
}

// remote puts a world's service on the other side of a socket.
func remote(t *testing.T, w notificationtest.World, options ...tcptest.Option) notificationtest.World {
	t.Helper()
	here := w.Service
	w.Service = notificationmodule.Remote(tcptest.Loopback(t, func(s *tcp.Server) { notificationmodule.Serve(s, here) }, options...))
	return w
}
