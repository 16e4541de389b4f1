package transport

import (
	"net/netip"
	"time"

	"tasklane/platform/telemetry"
)

// Introspection says who may read the schema through the API.
type Introspection string

// The values of INTROSPECTION.
const (
	IntrospectionSignedIn Introspection = "signed-in"
	IntrospectionAll      Introspection = "all"
	IntrospectionOff      Introspection = "off"
)

// Options are the limits and habits of the transports. Zero means the default.
type Options struct {
	// BodyBytes bounds a request's body and a socket's message. Default 2 MiB: a description of 100,000
	// characters fits even when every one of them is written as two \u escapes.
	BodyBytes int64
	// Deadline is the time that one query or mutation may take. Default 10 s.
	Deadline time.Duration
	// InitWithin is the time from a socket's opening to its connection_init. Default 10 s.
	InitWithin time.Duration
	// PingEvery and PongWithin find half-open sockets. Default 20 s each.
	PingEvery, PongWithin time.Duration
	// KeepAlive is the time between comments on a quiet stream. Default 15 s.
	KeepAlive time.Duration
	// WriteWithin is the time that a client has to take one message. Default 10 s.
	WriteWithin time.Duration
	// ConnectionsPerUser are one user's sockets and streams together. Default 500.
	ConnectionsPerUser int
	// OperationsPerSocket are the operations that run on one socket at a time. Default 100.
	OperationsPerSocket int
	// InitsPerSecond is how often one user may open a socket or stream for long; a burst of
	// ConnectionsPerUser is always allowed, so that everything can come back at once. Default 20.
	InitsPerSecond int
	// PendingPerClient are the sockets of one address, see identity.Network, that have not yet said who they are. Default 4,000.
	PendingPerClient int
	// Beginning is how many sockets and subscriptions begin at a time, over all callers; others wait for their turn. Default 128.
	Beginning int
	// Introspection is who may read the schema. Default signed-in.
	Introspection Introspection
	// Origins are accepted beside the request's own host: PUBLIC_URL and the CORS allow list.
	Origins []string
	// TrustedProxies are the peers whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// Tracer records operations; nil: none.
	Tracer *telemetry.Tracer
}

func (o Options) withDefaults() Options {
	if o.BodyBytes <= 0 {
		o.BodyBytes = 2 << 20
	}
	for _, d := range []struct {
		value    *time.Duration
		standard time.Duration
	}{
		{&o.Deadline, 10 * time.Second}, {&o.InitWithin, 10 * time.Second}, {&o.PingEvery, 20 * time.Second},
		{&o.PongWithin, 20 * time.Second}, {&o.KeepAlive, 15 * time.Second}, {&o.WriteWithin, 10 * time.Second},
	} {
		if *d.value <= 0 {
			*d.value = d.standard
		}
	}
	for _, n := range []struct {
		value    *int
		standard int
	}{
		{&o.ConnectionsPerUser, 500}, {&o.OperationsPerSocket, 100}, {&o.InitsPerSecond, 20}, {&o.PendingPerClient, 4_000}, {&o.Beginning, 128},
	} {
		if *n.value <= 0 {
			*n.value = n.standard
		}
	}
	if o.Introspection == "" {
		o.Introspection = IntrospectionSignedIn
	}
	return o
}
