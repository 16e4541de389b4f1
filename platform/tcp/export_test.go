package tcp

import (
	"context"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
)

// FaultKey is the trailer of a fault.
const FaultKey = faultKey

// Table is the one between kinds of fault and RPC codes.
func Table() []codes.Code { return table[:] }

// Raw makes calls of a bare gRPC client take bytes as they are.
func Raw() grpc.CallOption { return grpc.ForceCodecV2(codec{}) }

// RawBody is a body of a bare client.
type RawBody = body

// WireFault is a fault on its way.
type WireFault = wireFault

// Rest is the wait before a call is tried again.
func Rest(ctx context.Context, p *Peer, wait time.Duration) bool { return p.rest(ctx, wait) }
