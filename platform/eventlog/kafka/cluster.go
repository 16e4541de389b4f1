// Package kafka carries a module's log over Apache Kafka: a Publisher hands the entries on to a topic, as CloudEvents
// whose form schema/events.md describes; a Reader brings them from there to a consumer; a Tap shows them to somebody
// who keeps no positions. A record's key is its stream, so that the entries of a stream stay in order.
//
// Nothing here is needed for a change to be acknowledged: while Kafka is away the positions lag behind, and
// afterwards everything flows.
package kafka

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// Cluster is where the topics are.
type Cluster struct {
	// Brokers are addresses of some of its brokers, host:port; they know the others.
	Brokers []string
	// Prefix stands before the names of topics and of consumer groups, for several installations on one cluster.
	Prefix string
	// Process is a name of this process that no other has, and that it has again when it is started again; optional.
	Process string
	// Access is how one is let in.
	Access Access
	// Logger hears what the client library has to complain of; nobody when nil.
	Logger *slog.Logger
}

// clientID is what the broker's logs and quotas know the clients by.
const clientID = "tasklane"

// client makes a client, which dials when it is used.
func (c Cluster) client(options ...kgo.Opt) (*kgo.Client, error) {
	log := c.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	access, err := c.Access.options()
	if err != nil {
		return nil, fmt.Errorf("access to Kafka: %w", err)
	}
	client, err := kgo.NewClient(slices.Concat([]kgo.Opt{
		kgo.SeedBrokers(c.Brokers...),
		kgo.ClientID(clientID),
		kgo.WithLogger(newSeldom(log)),
		kgo.DialTimeout(3 * time.Second),
		// A broker that comes back is found within about a second: the defaults look for it every few.
		kgo.RetryBackoffFn(backoff),
		kgo.MetadataMinAge(time.Second),
	}, access, options)...)
	if err != nil {
		return nil, fmt.Errorf("a client for Kafka at %v: %w", c.Brokers, err)
	}
	return client, nil
}

// backoff is how long to wait before a request is tried again.
func backoff(failures int) time.Duration {
	return min(100*time.Millisecond<<min(failures, 4), time.Second)
}

// Ping says whether a broker answers.
func (c Cluster) Ping(ctx context.Context) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	defer client.Close()
	return client.Ping(ctx)
}
