package rpc_test

import (
	"testing"

	"tasklane/modules/notification"
	"tasklane/modules/notification/internal/rpc"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

func TestTheContractGoesOverTheWire(t *testing.T) {
	t.Parallel()
	tcptest.Contract[notification.Service]{
		Module: "notification",
		Serve:  rpc.Serve,
		Remote: func(p *tcp.Peer) notification.Service { return rpc.NewClient(p) },
		Hollow: struct{ notification.Service }{},
		Reads:  []string{"ListNotifications", "Notification", "UnreadCount", "CaughtUp"},
	}.Run(t)
}
