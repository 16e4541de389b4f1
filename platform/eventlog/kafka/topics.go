package kafka

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kerr"
)

// deadSuffix names the topic of the records that nobody could read.
const deadSuffix = ".dead"

// TopicSettings are how the topics are made.
type TopicSettings struct {
	// Partitions of each topic. It is settled when the topic is made: with more of them a stream would go on in
	// another one, and out of order.
	Partitions int
	// Replication is how many brokers keep each partition.
	Replication int
	// Retention is how long a record is kept.
	Retention time.Duration
}

// CreateTopics makes the topics that are missing, by their names without the cluster's prefix, and for each the topic
// of its dead records. Those that are there get this retention and stay as they are otherwise.
func CreateTopics(ctx context.Context, c Cluster, s TopicSettings, names ...string) error {
	client, err := c.client()
	if err != nil {
		return err
	}
	defer client.Close()
	admin := kadm.NewClient(client)
	for _, name := range names {
		if err := ensureTopic(ctx, admin, s, c.Prefix+name); err != nil {
			return err
		}
		dead := s
		dead.Partitions = 1
		if err := ensureTopic(ctx, admin, dead, c.Prefix+name+deadSuffix); err != nil {
			return err
		}
	}
	return nil
}

func ensureTopic(ctx context.Context, admin *kadm.Client, s TopicSettings, topic string) error {
	retention := strconv.FormatInt(s.Retention.Milliseconds(), 10)
	// An acknowledgement is worth what one broker that is lost leaves of it.
	copies := strconv.Itoa(max(s.Replication-1, 1))
	_, err := admin.CreateTopic(ctx, int32(s.Partitions), int16(s.Replication), map[string]*string{
		"cleanup.policy": new("delete"), "retention.ms": &retention, "min.insync.replicas": &copies,
	}, topic)
	if errors.Is(err, kerr.TopicAlreadyExists) {
		err = keepFor(ctx, admin, retention, topic)
	}
	if err != nil {
		return fmt.Errorf("the topic %s: %w", topic, err)
	}
	return nil
}

func keepFor(ctx context.Context, admin *kadm.Client, retention, topic string) error {
	answers, err := admin.AlterTopicConfigs(ctx, []kadm.AlterConfig{{Op: kadm.SetConfig, Name: "retention.ms", Value: &retention}}, topic)
	if err != nil {
		return err
	}
	answer, err := answers.On(topic, nil)
	if err != nil {
		return err
	}
	return answer.Err
}
