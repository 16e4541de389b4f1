package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// describeMachine says in one line what this runs on.
func describeMachine() string {
	parts := []string{fmt.Sprintf("%d cores", runtime.NumCPU())}
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if model := valueOf(string(info), "model name"); model != "" {
			parts[0] += " (" + model + ")"
		}
	}
	if info, err := os.ReadFile("/proc/meminfo"); err == nil {
		kib, err := strconv.ParseFloat(strings.TrimSuffix(valueOf(string(info), "MemTotal"), " kB"), 64)
		if err == nil {
			parts = append(parts, fmt.Sprintf("%.0f GiB", kib/(1<<20)))
		}
	}
	return strings.Join(append(parts, runtime.GOOS+"/"+runtime.GOARCH, runtime.Version()), ", ")
}

// valueOf finds the first line `name: value`.
func valueOf(text, name string) string {
	for line := range strings.Lines(text) {
		key, value, found := strings.Cut(line, ":")
		if found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// inFolder measures something in a folder of its own.
func inFolder(measure func(folder string) (limits, error)) (limits, error) {
	folder, err := os.MkdirTemp("", "tasklane-bench-*")
	if err != nil {
		return limits{}, err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // the system clears what is left
	return measure(folder)
}
