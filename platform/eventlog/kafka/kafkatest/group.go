package kafkatest

import (
	"testing"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"tasklane/platform/eventlog/kafka"
)

// Committed adds up the offsets that a group has committed in a topic: how many records are behind it.
func Committed(t *testing.T, c kafka.Cluster, group, topic string) (records int64) {
	t.Helper()
	admin(t, c, func(a *kadm.Client) {
		offsets, err := a.FetchOffsets(t.Context(), c.Prefix+group)
		if err != nil {
			t.Fatal(err)
		}
		offsets.Each(func(o kadm.OffsetResponse) {
			if o.Topic == c.Prefix+topic && o.At > 0 {
				records += o.At
			}
		})
	})
	return records
}

// Rewind has a group that has no members begin the topic again.
func Rewind(t *testing.T, c kafka.Cluster, group string) {
	t.Helper()
	admin(t, c, func(a *kadm.Client) {
		if _, err := a.DeleteGroup(t.Context(), c.Prefix+group); err != nil {
			t.Fatal(err)
		}
	})
}

// Members counts who is in a group now.
func Members(t *testing.T, c kafka.Cluster, group string) (members int) {
	t.Helper()
	admin(t, c, func(a *kadm.Client) {
		groups, err := a.DescribeGroups(t.Context(), c.Prefix+group)
		if err != nil {
			t.Fatal(err)
		}
		for _, member := range groups[c.Prefix+group].Members {
			if assigned, ok := member.Assigned.AsConsumer(); ok && len(assigned.Topics) > 0 {
				members++
			}
		}
	})
	return members
}

func admin(t *testing.T, c kafka.Cluster, do func(*kadm.Client)) {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(c.Brokers...))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	do(kadm.NewClient(client))
}
