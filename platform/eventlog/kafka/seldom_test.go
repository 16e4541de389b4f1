package kafka

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

func TestTheSameTroubleIsALineEveryHalfMinute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var written bytes.Buffer
		s := newSeldom(slog.New(slog.NewTextHandler(&written, nil)))
		want := func(lines int, last string) {
			t.Helper()
			text := strings.TrimSpace(written.String())
			if all := strings.Split(text, "\n"); len(all) != lines || !strings.Contains(all[len(all)-1], last) {
				t.Errorf("want %d lines, the last with %s:\n%s", lines, last, text)
			}
		}
		for range 100 {
			s.Log(kgo.LogLevelWarn, "cannot dial", "broker", 1)
			s.warn(t.Context(), "cannot publish", "seq", 7)
		}
		want(2, `msg="cannot publish" seq=7`)
		time.Sleep(sayAgain) // the bubble's clock
		s.warn(t.Context(), "cannot publish", "seq", 8)
		want(3, "seq=8 omitted=99")
		ended, end := context.WithCancel(t.Context())
		end()
		s.warn(ended, "something new")
		want(3, "seq=8")
	})
}
