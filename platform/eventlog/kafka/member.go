package kafka

import (
	"context"
	"log/slog"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

const (
	// pollRecords is how many records are taken over at once.
	pollRecords = 500
	// fetchBytes is how much the client library may fetch ahead.
	fetchBytes = 8 << 20
	// commitEvery is how old a committed offset may be. What comes again after a crash is a repeat, which costs little.
	commitEvery = time.Second
	// silentFor is after what silence a member counts as dead and others get its share: the least that brokers allow by
	// default (group.min.session.timeout.ms). The client library's 45 s would hold up what a killed process was reading.
	silentFor = 6 * time.Second
	// beatEvery gives two beats that may be lost.
	beatEvery = 2 * time.Second
)

// member makes a client that is a member of a consumer group, which begins with the oldest record that there is. It commits
// the offsets that are marked, and after each poll it blocks a rebalance until AllowRebalance: what a poll has given is still
// its own. Who was a member in this process's place is taken out first, if Kafka answers.
func (c Cluster) member(ctx context.Context, logger *slog.Logger, group string, topics []string, options ...kgo.Opt) (*kgo.Client, error) {
	if err := c.succeed(ctx, group); err != nil && ctx.Err() == nil {
		logger.InfoContext(ctx, "who was here before may still be a member of the group; Kafka waits for it", slog.Any("error", err))
	}
	return c.client(append([]kgo.Opt{
		kgo.ClientID(c.memberName()),
		kgo.ConsumerGroup(group),
		kgo.ConsumeTopics(topics...),
		kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.Balancers(kgo.CooperativeStickyBalancer()),
		kgo.SessionTimeout(silentFor),
		kgo.HeartbeatInterval(beatEvery),
		kgo.BlockRebalanceOnPoll(),
		kgo.AutoCommitMarks(),
		kgo.AutoCommitInterval(commitEvery),
		kgo.FetchMaxBytes(fetchBytes),
		kgo.MaxConcurrentFetches(1),
	}, options...)...)
}

// commitLast commits what is marked when ctx has ended, if that is quickly done.
func commitLast(ctx context.Context, client *kgo.Client, logger *slog.Logger) {
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), finish)
	defer cancel()
	if err := client.CommitMarkedOffsets(within); err != nil {
		logger.InfoContext(ctx, "the last offsets were not committed; what is behind them comes again", slog.Any("error", err))
	}
}
