package main

import (
	"math"
	"os"
	"strings"
	"testing"
)

func TestCPUTimeIsReadPastANameWithBracketsAndBlanks(t *testing.T) {
	t.Parallel()
	stat := "4242 (a b) (c)) S 1 4242 4242 0 -1 4194560 100 0 0 0 150 50 7 8 20 0 9 0 12345 1000 200 18446744073709551615\n"
	if got := cpuIn([]byte(stat)); got != 2 {
		t.Errorf("got %g s of 150 and 50 ticks, want 2", got)
	}
	if got := cpuIn([]byte("nonsense")); !math.IsNaN(got) {
		t.Errorf("got %g from nonsense", got)
	}
}

func TestResidentMemoryIsReadInMiB(t *testing.T) {
	t.Parallel()
	if got := residentIn("Name:\tx\nVmHWM:\t  99999 kB\nVmRSS:\t   30720 kB\nThreads:\t8\n"); got != 30 {
		t.Errorf("got %g MiB, want 30", got)
	}
	if got := residentIn("Name:\tx\n"); !math.IsNaN(got) {
		t.Errorf("got %g without a line", got)
	}
}

func TestThisProcessHasUsedSomething(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/proc/self/stat"); err != nil {
		t.Skip("this system has no /proc")
	}
	if cpu, resident := cpuOf(os.Getpid()), residentOf(os.Getpid()); math.IsNaN(cpu) || resident < 1 {
		t.Errorf("%g s, %g MiB", cpu, resident)
	}
}

func TestFiguresGoBetweenTheMarkers(t *testing.T) {
	t.Parallel()
	document := "# Title\n\nbefore\n" + markerBegin + "\nold figures\n" + markerEnd + "\nafter\n"
	got, err := between(document, "new figures\n")
	if err != nil {
		t.Fatal(err)
	}
	want := "# Title\n\nbefore\n" + markerBegin + "\n\nnew figures\n\n" + markerEnd + "\nafter\n"
	if got != want {
		t.Errorf("got %q", got)
	}
	if again, err := between(got, "new figures\n"); err != nil || again != got {
		t.Errorf("a second time: %q, %v", again, err)
	}
	for _, lacking := range []string{"", markerBegin, markerEnd, strings.Join([]string{markerEnd, markerBegin}, "\n")} {
		if _, err := between(lacking, "figures"); err == nil {
			t.Errorf("%q was taken", lacking)
		}
	}
}
