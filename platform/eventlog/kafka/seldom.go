package kafka

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// sayAgain is how long nothing is said a second time.
const sayAgain = 30 * time.Second

// seldom is a log of warnings for somebody who meets the same trouble many times a second while Kafka is away: a line for
// each kind of it every half minute, and how often it was meant to be said in between.
type seldom struct {
	log *slog.Logger

	mu   sync.Mutex
	said map[string]*saying
}

type saying struct {
	again   time.Time // from when on it is said again
	omitted int
}

func newSeldom(log *slog.Logger) *seldom { return &seldom{log: log, said: map[string]*saying{}} }

// warn says what went wrong, unless it was said a moment ago. The end of the process is no complaint.
func (s *seldom) warn(ctx context.Context, what string, args ...any) {
	if ctx.Err() != nil {
		return
	}
	omitted, ok := s.may(what)
	if !ok {
		return
	}
	if omitted > 0 {
		args = append(args, slog.Int("omitted", omitted))
	}
	s.log.WarnContext(ctx, what, args...)
}

func (s *seldom) may(what string) (omitted int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, before := time.Now(), s.said[what]
	if before != nil && now.Before(before.again) {
		before.omitted++
		return 0, false
	}
	if before != nil {
		omitted = before.omitted
	}
	s.said[what] = &saying{again: now.Add(sayAgain)}
	return omitted, true
}

// Level implements kgo.Logger: what the client library reports below a warning is about its insides.
func (*seldom) Level() kgo.LogLevel { return kgo.LogLevelWarn }

// Log implements kgo.Logger.
func (s *seldom) Log(_ kgo.LogLevel, message string, details ...any) {
	s.warn(context.Background(), "kafka: "+message, details...) //nolint:forbidigo // the library gives none
}
