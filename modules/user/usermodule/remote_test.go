package usermodule_test

import (
	"testing"

	"tasklane/modules/user/usermodule"
	"tasklane/modules/user/usertest"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

// What a Local shows on either database, a Remote shows on one of them as well: what lies between does not know them.

func TestRemoteOnPostgreSQL(t *testing.T) {
	t.Parallel()
	usertest.Run(t, func(t *testing.T, o usertest.Options) usertest.World {
		return remote(t, open(t, databasetest.Postgres(t, files, tables), o))
	})
}

func TestRemoteWithEveryReadSentTwiceOnSQLite(t *testing.T) {
	t.Parallel()
	usertest.Run(t, func(t *testing.T, o usertest.Options) usertest.World {
		return remote(t, open(t, databasetest.SQLite(t, files, tables), o), tcptest.Twice)
	})
}

// remote puts a world's service on the other side of a socket.
func remote(t *testing.T, w usertest.World, options ...tcptest.Option) usertest.World {
	t.Helper()
	here := w.Service
	w.Service = usermodule.Remote(tcptest.Loopback(t, func(s *tcp.Server) { usermodule.Serve(s, here) }, options...))
	return w
}
