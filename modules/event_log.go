package modules

import (
	"context"
	"encoding/json"
	"log/slog"

	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/lifecycle"
	"tasklane/platform/telemetry"
)

// The topics, by their names without the cluster's prefix; schema/events.md describes them.
const (
	taskEvents         = "task-events"
	notificationEvents = "notification-events"
)

// eventLogUnit writes a line of the log for each record of both topics, so that whoever gathers logs has what happened among
// them. It is a consumer group of its own, whose members share the lines. It keeps no positions: a line that is written twice
// after a crash harms nobody, and a transaction for each line would.
func eventLogUnit(c kafka.Cluster, log *slog.Logger, tracer *telemetry.Tracer) lifecycle.Unit {
	tap := kafka.NewTap(c, "event-log", []string{taskEvents, notificationEvents}, lines{log}.write, kafka.WithLogger(log), kafka.WithTracer(tracer))
	return lifecycle.Unit{Name: "event log", Run: tap.Run}
}

// lines writes what names things, and nothing that people wrote.
type lines struct{ log *slog.Logger }

func (l lines) write(ctx context.Context, topic string, e eventlog.Entry) {
	attrs := []slog.Attr{
		slog.String("topic", topic), slog.String("type", e.Type), slog.String(streamName[topic], e.Stream), slog.Int64("seq", e.Seq),
		slog.String("id", e.ID), slog.Time("at", e.At),
	}
	var body struct {
		Kind  string `json:"kind"`
		Facts struct {
			TaskRef string `json:"taskRef"`
		} `json:"facts"`
	}
	_ = json.Unmarshal(e.Body, &body) // a line of what is odd is better than none
	for _, attr := range []slog.Attr{
		slog.String("actor", e.Actor), slog.String("task", e.Subject), slog.String("ref", body.Facts.TaskRef), slog.String("kind", body.Kind),
	} {
		if attr.Value.String() != "" {
			attrs = append(attrs, attr)
		}
	}
	l.log.LogAttrs(ctx, slog.LevelInfo, "event", attrs...)
}

// streamName is what a topic's streams are.
var streamName = map[string]string{taskEvents: "project", notificationEvents: "user"}
