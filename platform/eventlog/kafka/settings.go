package kafka

import (
	"context"
	"log/slog"
	"time"

	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/local"
	"tasklane/platform/telemetry"
)

// settings are what publishers and readers can be told.
type settings struct {
	poll     time.Duration
	logger   *slog.Logger
	observer eventlog.Observer
	tracer   *telemetry.Tracer
	handling []local.Option
}

// Option changes how a Publisher, a Reader or a Tap is made.
type Option func(*settings)

func newSettings(options []Option) settings {
	s := settings{poll: 3 * time.Second, logger: slog.New(slog.DiscardHandler), observer: eventlog.Unobserved{}}
	for _, o := range options {
		o(&s)
	}
	return s
}

// WithPoll sets how often to look for what no nudge has told of, and to say how much waits; 3 s by default.
func WithPoll(every time.Duration) Option { return func(s *settings) { s.poll = every } }

// WithLogger sets where it says what goes wrong; nowhere by default.
func WithLogger(l *slog.Logger) Option { return func(s *settings) { s.logger = l } }

// WithObserver sets who counts.
func WithObserver(o eventlog.Observer) Option { return func(s *settings) { s.observer = o } }

// WithTracer has what is published and handled recorded in the trace of the change that it tells of, whose place goes along in
// the record's header; nil: not at all.
func WithTracer(t *telemetry.Tracer) Option { return func(s *settings) { s.tracer = t } }

// Handling sets how a Reader handles the entries that have come: tries, workers, whom to tell.
func Handling(options ...local.Option) Option {
	return func(s *settings) { s.handling = append(s.handling, options...) }
}

// wait lasts for d, or until ctx ends; then it is false.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// outliving is ctx, but for its end: that comes so much later.
func outliving(ctx context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		if wait(longer, by) {
			cancel()
		}
	})
	return longer, func() { stop(); cancel() }
}
