package chaos

import (
	"maps"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// everyProcess waits until something is so at every process of the drill, all of which are alive meanwhile.
func (d *drill) everyProcess(what string, is func(p *process) bool) {
	d.Helper()
	var asking sync.WaitGroup
	for _, l := range d.loads {
		for _, p := range l.deployment.processes {
			asking.Go(func() {
				if !eventually(normalWithin, func() bool { return is(p) }) {
					_, body, err := look(p.ops, "/readyz")
					d.Errorf("the %s %s: that was not so within %s; it says %s, %v", p.name, what, normalWithin, body, err)
				}
				if !p.alive() {
					d.Errorf("the %s does not say that it is alive", p.name)
				}
			})
		}
	}
	asking.Wait()
}

// resources are what the processes hold.
func (d *drill) resources() map[*process]held {
	found := map[*process]held{}
	for _, l := range d.loads {
		for _, p := range l.deployment.processes {
			found[p] = p.holds(d)
		}
	}
	return found
}

// held is what a process holds: goroutines, files and sockets, and memory in bytes.
type held struct{ goroutines, files, memory float64 }

func (p *process) holds(t testing.TB) held {
	t.Helper()
	_, text, err := look(p.ops, "/metrics")
	if err != nil {
		t.Fatalf("the metrics of %s: %v", p.name, err)
	}
	return held{sum(text, "go_goroutines", nil), sum(text, "process_open_fds", nil), sum(text, "process_resident_memory_bytes", nil)}
}

const (
	// slack is how many goroutines and files more are no leak: pools that have grown, and requests under way.
	slack = 60
	// slackMemory is what a process may keep in bytes after much has happened.
	slackMemory = 100 << 20
	// closesWithin is when what was left behind must be gone: dead connections are found by their pings.
	closesWithin = 20 * time.Second
)

// nothingLeaks waits until the processes hold about as much as before.
func (d *drill) nothingLeaks(before map[*process]held) {
	d.Helper()
	for p := range maps.Keys(before) {
		was, now := before[p], held{}
		if !eventually(closesWithin, func() bool {
			now = p.holds(d)
			return now.goroutines <= was.goroutines+slack && now.files <= was.files+slack && now.memory <= was.memory+slackMemory
		}) {
			d.Errorf("the %s held %+v before and holds %+v %s after it", p.name, was, now, closesWithin)
		}
	}
}

// resident is a process's memory in bytes, as the system counts it.
func resident(pid int) int {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text))
	pages, err := strconv.Atoi(fields[1])
	if err != nil {
		return 0
	}
	return pages * os.Getpagesize()
}

// noTimeLeft is the share of the processors' time below which a machine is too busy to say how long something takes.
const noTimeLeft = 0.01

// leftOver gives the share of the processors' time that nobody has used since it was called (proc_stat(5)).
func leftOver(t testing.TB) (share func() float64) {
	t.Helper()
	unused, all := spent(t)
	return func() float64 {
		unusedNow, allNow := spent(t)
		return (unusedNow - unused) / max(allNow-all, 1)
	}
}

// toBeHad gives the share of the processors' time that is ours when we want all of it for so long: neither others on this
// machine nor those on a host that it shares, who are seen only when something is asked for, leave more.
func toBeHad(t testing.TB, during time.Duration) float64 {
	t.Helper()
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			t.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	began, before := time.Now(), used()
	var busy sync.WaitGroup
	for range runtime.NumCPU() {
		busy.Go(func() {
			for time.Since(began) < during { //nolint:revive // it is to be busy
			}
		})
	}
	busy.Wait()
	return float64(used()-before) / float64(time.Since(began)) / float64(runtime.NumCPU())
}

// spent is the processors' time so far: what was idle or waited for a disk, and all.
func spent(t testing.TB) (unused, all float64) {
	t.Helper()
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	for i, field := range strings.Fields(line)[1:9] { // what guests use is a part of these
		n, err := strconv.ParseFloat(field, 64)
		if err != nil {
			t.Fatal(err)
		}
		all += n
		if i == 3 || i == 4 {
			unused += n
		}
	}
	return unused, all
}
