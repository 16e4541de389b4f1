package main

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"
)

// clockTicks is how many parts of a second /proc counts CPU time in; Linux has had 100 on every architecture that Go
// runs on (USER_HZ).
const clockTicks = 100

// cpuOf is the CPU time that a process has used, in seconds; NaN where there is no /proc.
func cpuOf(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return math.NaN()
	}
	return cpuIn(text)
}

// cpuIn reads utime and stime, fields 14 and 15 of proc_pid_stat(5). The second field is the name in brackets and may
// hold blanks and brackets itself.
func cpuIn(stat []byte) float64 {
	end := bytes.LastIndexByte(stat, ')')
	if end < 0 {
		return math.NaN()
	}
	fields := strings.Fields(string(stat[end+1:]))
	const user, system = 14 - 3, 15 - 3
	if len(fields) <= system {
		return math.NaN()
	}
	u, errUser := strconv.ParseFloat(fields[user], 64)
	s, errSystem := strconv.ParseFloat(fields[system], 64)
	if errUser != nil || errSystem != nil {
		return math.NaN()
	}
	return (u + s) / clockTicks
}

// residentOf is how much memory a process holds (RSS) in MiB; NaN where there is no /proc.
func residentOf(pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return math.NaN()
	}
	return residentIn(string(text))
}

func residentIn(status string) float64 {
	for line := range strings.Lines(status) {
		rest, ok := strings.CutPrefix(line, "VmRSS:")
		if !ok {
			continue
		}
		kib, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 64)
		if err == nil {
			return kib / 1024
		}
	}
	return math.NaN()
}

const (
	quietFor    = 300 * time.Millisecond
	quietShare  = 0.05 // of one core
	quietWithin = 30 * time.Second
)

// settle waits until the installation has done what it put off (notifications, checkpoints), so that one measurement does
// not pay for the one before. It returns how long that took, quietWithin at most.
func settle(ctx context.Context, i *installation) time.Duration {
	began := time.Now()
	for time.Since(began) < quietWithin {
		before := i.cpu()
		if pause(ctx, quietFor) != nil {
			break
		}
		if used := i.cpu() - before; math.IsNaN(used) || used <= quietShare*quietFor.Seconds() {
			break
		}
	}
	return time.Since(began)
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
