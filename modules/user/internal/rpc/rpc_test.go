package rpc_test

import (
	"testing"

	"tasklane/modules/user"
	"tasklane/modules/user/internal/rpc"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

func TestTheContractGoesOverTheWire(t *testing.T) {
	t.Parallel()
	tcptest.Contract[user.Service]{
		Module: "user",
		Serve:  rpc.Serve,
		Remote: func(p *tcp.Peer) user.Service { return rpc.NewClient(p) },
		Hollow: struct{ user.Service }{},
		Reads:  []string{"Setup", "Sessions", "State", "Users", "Cards", "CardByEmail", "Find"},
	}.Run(t)
}
