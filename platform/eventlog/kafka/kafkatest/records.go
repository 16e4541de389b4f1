package kafkatest

import (
	"testing"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"tasklane/platform/eventlog/kafka"
)

// Records reads what is in a topic now: partition after partition, each in order. There is none in a topic that does not
// exist.
func Records(t *testing.T, c kafka.Cluster, topic string) []*kgo.Record {
	t.Helper()
	name := c.Prefix + topic
	client, err := kgo.NewClient(kgo.SeedBrokers(c.Brokers...), kgo.ConsumeTopics(name), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	ends, err := kadm.NewClient(client).ListEndOffsets(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	var missing int64
	ends.Each(func(end kadm.ListedOffset) { missing += max(end.Offset, 0) })
	byPartition := map[int32][]*kgo.Record{}
	for missing > 0 {
		fetches := client.PollFetches(t.Context())
		if err := fetches.Err0(); err != nil {
			t.Fatal(err)
		}
		fetches.EachRecord(func(r *kgo.Record) {
			byPartition[r.Partition] = append(byPartition[r.Partition], r)
			missing--
		})
	}
	var all []*kgo.Record
	for partition := range int32(len(byPartition) + 100) {
		all = append(all, byPartition[partition]...)
	}
	return all
}

// Produce writes records to a topic as somebody else might.
func Produce(t *testing.T, c kafka.Cluster, topic string, records ...*kgo.Record) {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(c.Brokers...), kgo.DefaultProduceTopic(c.Prefix+topic), kgo.ProducerBatchMaxBytes(20<<20))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if err := client.ProduceSync(t.Context(), records...).FirstErr(); err != nil {
		t.Fatal(err)
	}
}

// Set changes a setting of a topic, such as max.message.bytes.
func Set(t *testing.T, c kafka.Cluster, topic, setting, value string) {
	t.Helper()
	admin(t, c, func(a *kadm.Client) {
		change := []kadm.AlterConfig{{Op: kadm.SetConfig, Name: setting, Value: &value}}
		answers, err := a.AlterTopicConfigs(t.Context(), change, c.Prefix+topic)
		if err != nil {
			t.Fatal(err)
		}
		if answer, err := answers.On(c.Prefix+topic, nil); err != nil || answer.Err != nil {
			t.Fatal(err, answer.Err)
		}
	})
}

// Remove removes a topic.
func Remove(t *testing.T, c kafka.Cluster, topic string) {
	t.Helper()
	admin(t, c, func(a *kadm.Client) {
		if _, err := a.DeleteTopic(t.Context(), c.Prefix+topic); err != nil {
			t.Fatal(err)
		}
	})
}

// Write writes one record as somebody else might.
func Write(t *testing.T, c kafka.Cluster, topic, key, value string) {
	t.Helper()
	Produce(t, c, topic, &kgo.Record{Key: []byte(key), Value: []byte(value)})
}
