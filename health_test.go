package main

import (
	"strings"
	"testing"
)

func TestHealthIsAskedWithoutAShell(t *testing.T) {
	t.Parallel()
	s := serveIn(t, t.TempDir(), nil)
	_, port, _ := strings.Cut(s.ops, ":")
	for _, c := range []struct {
		settings []string
		args     []string
		says     string
	}{
		{[]string{"OPS_ADDR=" + s.ops}, []string{"health"}, "alive\n"},
		{[]string{"OPS_ADDR=:" + port}, []string{"health", "--ready"}, "ready\n"},
		{nil, []string{"health", "--ready", "--ops-addr", s.ops}, "ready\n"},
	} {
		out, errs, code := run(t, t.TempDir(), c.settings, c.args...)
		if code != 0 || out != c.says {
			t.Errorf("%v %v: exit %d: %s%s", c.settings, c.args, code, out, errs)
		}
	}
	s.kill()
	out, errs, code := run(t, t.TempDir(), []string{"OPS_ADDR=" + s.ops}, "health")
	if code != 1 || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "OPS_ADDR="+s.ops) {
		t.Errorf("after its end: exit %d: %s%s", code, out, errs)
	}
	if _, errs, code = run(t, t.TempDir(), []string{"OPS_ADDR=9090"}, "health"); code != 2 || !strings.Contains(errs, "OPS_ADDR") {
		t.Errorf("a wrong address: exit %d: %s", code, errs)
	}
}
