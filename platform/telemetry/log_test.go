package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"tasklane/platform/telemetry"
)

// page is a place to log to that several goroutines may use.
type page struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (p *page) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.buf.Write(b)
}

func (p *page) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.buf.String()
}

var formats = []string{"text", "json"}

func TestQ79_ALogLineStaysOneLine(t *testing.T) {
	t.Parallel()
	const evil = "a\r\nlevel=ERROR msg=forged\x00\x1b[2J\u009b31m\u202e\u2066\u2028\x7f"
	for _, format := range formats {
		var out page
		log := telemetry.NewLogger(&out, format, "info").With(evil, evil).WithGroup("group")
		log.Info(evil, "text", evil, "error", errors.New(evil), "any", struct{ A string }{evil}, evil, evil)
		if text := out.text(); strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "\n") {
			t.Errorf("%s: the record takes several lines: %q", format, text)
		}
		for _, bad := range []string{"\r", "\x00", "\x1b"} {
			if strings.Contains(out.text(), bad) {
				t.Errorf("%s: %q went through: %q", format, bad, out.text())
			}
		}
		var tame page
		telemetry.NewLogger(&tame, format, "info").Info(evil, "text", evil, "error", errors.New(evil))
		for _, bad := range []string{"\u009b", "\u202e", "\u2066", "\u2028", "\x7f"} {
			if strings.Contains(tame.text(), bad) {
				t.Errorf("%s: %q went through: %q", format, bad, tame.text())
			}
		}
	}
}

func TestQ56_AttributesNamedLikeSecretsAreMasked(t *testing.T) {
	t.Parallel()
	for _, format := range formats {
		var out page
		telemetry.NewLogger(&out, format, "info").WithGroup("in").Info("signing in",
			"password", "hunter22", "newPassword", "hunter22", "refresh_token", "hunter22", "Authorization", "Bearer hunter22",
			"cookie", []string{"hunter22"}, "client_secret", errors.New("hunter22"), "tokens", 17, "user", "ada")
		text := out.text()
		if strings.Contains(text, "hunter22") {
			t.Errorf("%s: a secret is shown: %s", format, text)
		}
		if !strings.Contains(text, "17") || !strings.Contains(text, "ada") {
			t.Errorf("%s: what is no secret is missing: %s", format, text)
		}
	}
}

func TestTheLevelCutsOffWhatLiesBelow(t *testing.T) {
	t.Parallel()
	for level, want := range map[string]string{"debug": "DIWE", "info": "IWE", "warn": "WE", "error": "E"} {
		var out page
		log := telemetry.NewLogger(&out, "text", level)
		log.Debug("D")
		log.Info("I")
		log.Warn("W")
		log.Error("E")
		got := ""
		for line := range strings.Lines(out.text()) {
			got += strings.TrimSpace(line[strings.Index(line, "msg=")+4:])
		}
		if got != want {
			t.Errorf("%s lets %q through, want %q", level, got, want)
		}
	}
}

func TestRecordsCarryTheRequestsID(t *testing.T) {
	t.Parallel()
	var out page
	log := telemetry.NewLogger(&out, "json", "info").With("part", "test")
	ctx := telemetry.WithRequestID(context.Background(), "abc-1")
	log.InfoContext(ctx, "here")
	log.Info("there")
	lines := strings.Split(out.text(), "\n")
	if !strings.Contains(lines[0], `"request":"abc-1"`) || strings.Contains(lines[1], `"request"`) {
		t.Errorf("got %q", lines)
	}
}

func TestARequestIDFromOutsideIsTakenOnlyWhenWellFormed(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"a", "7f3e-22.b_C", strings.Repeat("x", 64)} {
		if got := telemetry.RequestID(telemetry.WithRequestID(context.Background(), id)); got != id {
			t.Errorf("%q became %q", id, got)
		}
	}
	for _, id := range []string{"", strings.Repeat("x", 65), "a b", "a\nb", "ü", "a;b", `a"b`} {
		got := telemetry.RequestID(telemetry.WithRequestID(context.Background(), id))
		if got == id || len(got) < 20 {
			t.Errorf("%q became %q, want a new one", id, got)
		}
	}
}

func TestQ83_AnIncidentIsLoggedOnceWithItsDetail(t *testing.T) {
	t.Parallel()
	var out page
	ctx := telemetry.WithLogger(context.Background(), telemetry.NewLogger(&out, "json", "error"))
	ctx = telemetry.WithRequestID(ctx, "r1")
	id := telemetry.Panicked(ctx, fmt.Errorf("reading tasks: %w", errors.New("relation \"tasks\" does not exist")))
	var line struct{ Incident, Error, Request, Stack string }
	if err := json.Unmarshal([]byte(out.text()), &line); err != nil {
		t.Fatalf("%v in %q, want one line", err, out.text())
	}
	if id == "" || line.Incident != id || line.Request != "r1" || line.Stack == "" || !strings.Contains(line.Error, "does not exist") {
		t.Errorf("the id is %q and the line %+v", id, line)
	}
	if again := telemetry.Panicked(ctx, errors.New("other")); again == id {
		t.Error("two incidents share an id")
	}
}
