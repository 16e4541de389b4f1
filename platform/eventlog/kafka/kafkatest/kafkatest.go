// Package kafkatest gives tests a real Apache Kafka broker: a shared one, found by the variable TASKLANE_TEST_KAFKA, or
// brokers of their own to kill. scripts/with-kafka provides for both.
package kafkatest

import (
	"crypto/rand"
	"os"
	"strings"
	"testing"
	"time"

	"tasklane/platform/eventlog/kafka"
)

// On runs the test as the subtest "kafka" on the shared broker. Without a broker it is skipped; with CI=true it fails.
func On(t *testing.T, test func(t *testing.T, c kafka.Cluster)) {
	t.Helper()
	t.Run("kafka", func(t *testing.T) {
		broker := variable(t, "TASKLANE_TEST_KAFKA")
		test(t, Apart(kafka.Cluster{Brokers: []string{broker}}))
	})
}

// Apart is the same cluster with topics and groups of their own.
func Apart(c kafka.Cluster) kafka.Cluster {
	c.Prefix = "test-" + strings.ToLower(rand.Text()[:10]) + "-"
	return c
}

func variable(t *testing.T, name string) string {
	t.Helper()
	value := os.Getenv(name)
	if value == "" {
		const hint = "no Kafka: run the tests with scripts/with-kafka"
		if os.Getenv("CI") == "true" {
			t.Fatal(hint)
		}
		t.Skip(hint)
	}
	return value
}

// CreateTopics makes topics of three partitions.
func CreateTopics(t *testing.T, c kafka.Cluster, names ...string) {
	t.Helper()
	err := kafka.CreateTopics(t.Context(), c, kafka.TopicSettings{Partitions: 3, Replication: 1, Retention: time.Hour}, names...)
	if err != nil {
		t.Fatal(err)
	}
}
