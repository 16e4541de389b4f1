package rpc

import (
	"tasklane/modules/task"
	"tasklane/platform/tcp"
)

// Client is the task module in another process.
type Client struct{ peer *tcp.Peer }

var _ task.Service = (*Client)(nil)

// NewClient makes one that calls this peer.
func NewClient(peer *tcp.Peer) *Client { return &Client{peer} }
