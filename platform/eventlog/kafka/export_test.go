package kafka

import "github.com/twmb/franz-go/pkg/kgo"

// Buffered says how many records wait in the publisher's memory for Kafka.
func (p *Publisher) Buffered() int64 { return p.client.BufferedProduceRecords() }

// MostBuffered is as many as there can be.
const MostBuffered = loadStreams * loadEntries

// Client is a client that is let in as the cluster says.
func (c Cluster) Client() (*kgo.Client, error) { return c.client() }
