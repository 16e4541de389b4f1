// Package telemetry is what a process says about itself: log lines, request ids, incidents that a
// client can quote, and Prometheus metrics. It is the one door to the metrics library.
package telemetry

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"unicode"
)

// NewLogger writes one line per record, as "text" or "json", from the level "debug", "info", "warn" or
// "error" on. Records carry the request id of their context, and the id of its trace where one is recorded. What a caller sent cannot begin a new line
// or drive a terminal, and attributes that are named like secrets are masked.
func NewLogger(w io.Writer, format, level string) *slog.Logger {
	options := &slog.HandlerOptions{Level: levelOf(level), ReplaceAttr: tidy}
	if format == "json" {
		return slog.New(withIDs{slog.NewJSONHandler(w, options)})
	}
	return slog.New(withIDs{slog.NewTextHandler(w, options)})
}

func levelOf(name string) slog.Level {
	switch name {
	case "debug":
		return slog.LevelDebug
	case "warn":
		return slog.LevelWarn
	case "error":
		return slog.LevelError
	default:
		return slog.LevelInfo
	}
}

// secretWords mark the names of attributes whose text is never written.
var secretWords = []string{"password", "passwd", "secret", "token", "authorization", "cookie", "credential"}

// tidy masks secrets and takes the sting out of text. Numbers, times and durations pass: a count of
// tokens is no secret.
func tidy(_ []string, a slog.Attr) slog.Attr {
	switch a.Value.Kind() {
	case slog.KindString, slog.KindAny:
	default:
		return a
	}
	name := strings.ToLower(a.Key)
	for _, word := range secretWords {
		if strings.Contains(name, word) {
			return slog.String(a.Key, "********")
		}
	}
	switch value := a.Value.Any().(type) {
	case string:
		a.Value = slog.StringValue(harmless(value))
	case error:
		a.Value = slog.StringValue(harmless(value.Error()))
	}
	return a
}

// harmless writes out what a terminal would act upon and the handlers let through: the C1 controls and
// the marks that turn the direction of text around. The handlers escape the rest.
func harmless(text string) string {
	if strings.IndexFunc(text, harmful) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if harmful(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

func harmful(r rune) bool {
	return (r >= 0x7f && r <= 0x9f) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// withIDs adds the ids of the context's request and trace to each record.
type withIDs struct{ slog.Handler }

func (h withIDs) Handle(ctx context.Context, r slog.Record) error {
	if id := RequestID(ctx); id != "" {
		r.AddAttrs(slog.String("request", id))
	}
	if id := traceID(ctx); id != "" {
		r.AddAttrs(slog.String("trace_id", id))
	}
	return h.Handler.Handle(ctx, r)
}

func (h withIDs) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withIDs{h.Handler.WithAttrs(attrs)}
}

func (h withIDs) WithGroup(name string) slog.Handler { return withIDs{h.Handler.WithGroup(name)} }

type loggerKey struct{}

// WithLogger returns a context whose Log is this logger.
func WithLogger(ctx context.Context, log *slog.Logger) context.Context {
	return context.WithValue(ctx, loggerKey{}, log)
}

// Log is the context's logger, or the process's default one.
func Log(ctx context.Context) *slog.Logger {
	if log, ok := ctx.Value(loggerKey{}).(*slog.Logger); ok {
		return log
	}
	return slog.Default()
}
