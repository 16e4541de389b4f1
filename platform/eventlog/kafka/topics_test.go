package kafka_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
)

// described is what the cluster says of a topic.
type described struct {
	partitions int
	retention  string
	replicas   string // in sync at least
}

func describe(t *testing.T, c kafka.Cluster, names ...string) map[string]described {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(c.Brokers...))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	admin := kadm.NewClient(client)
	found := map[string]described{}
	for _, name := range names {
		topics, err := admin.ListTopics(t.Context(), c.Prefix+name)
		if err != nil {
			t.Fatal(err)
		}
		d := described{partitions: len(topics[c.Prefix+name].Partitions)}
		configs, err := admin.DescribeTopicConfigs(t.Context(), c.Prefix+name)
		if err != nil {
			t.Fatal(err)
		}
		for _, config := range configs {
			for _, setting := range config.Configs {
				switch setting.Key {
				case "retention.ms":
					d.retention = setting.MaybeValue()
				case "min.insync.replicas":
					d.replicas = setting.MaybeValue()
				}
			}
		}
		found[name] = d
	}
	return found
}

func TestTopicsAreMadeOnceAndKeepTheirPartitions(t *testing.T) {
	t.Parallel()
	kafkatest.On(t, func(t *testing.T, c kafka.Cluster) {
		for _, run := range []struct {
			settings  kafka.TopicSettings
			partition int
			retention string
		}{
			{kafka.TopicSettings{Partitions: 4, Replication: 1, Retention: time.Hour}, 4, "3600000"},
			{kafka.TopicSettings{Partitions: 4, Replication: 1, Retention: time.Hour}, 4, "3600000"},
			{kafka.TopicSettings{Partitions: 9, Replication: 1, Retention: 2 * time.Hour}, 4, "7200000"},
		} {
			if err := kafka.CreateTopics(t.Context(), c, run.settings, "a", "b"); err != nil {
				t.Fatal(err)
			}
			whole := described{partitions: run.partition, retention: run.retention, replicas: "1"}
			dead := described{partitions: 1, retention: run.retention, replicas: "1"}
			want := map[string]described{"a": whole, "a.dead": dead, "b": whole, "b.dead": dead}
			// A broker hears of what its controller has taken a moment later.
			eventlogtest.Eventually(t, fmt.Sprintf("the topics are %+v", want), func() bool {
				return maps.Equal(describe(t, c, "a", "a.dead", "b", "b.dead"), want)
			})
		}
	})
}

func TestATopicThatCannotBeMadeIsNamed(t *testing.T) {
	t.Parallel()
	kafkatest.On(t, func(t *testing.T, c kafka.Cluster) {
		err := kafka.CreateTopics(t.Context(), c, kafka.TopicSettings{Partitions: 1, Replication: 3, Retention: time.Hour}, "a")
		if err == nil || !strings.Contains(err.Error(), c.Prefix+"a") || !strings.Contains(err.Error(), "eplication factor") {
			t.Errorf("three copies on one broker: %v", err)
		}
	})
}
