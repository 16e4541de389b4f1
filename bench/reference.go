package main

import (
	"math"
	"time"
)

// limits is what the machine itself can do, in operations a second at 16 connections.
type limits struct {
	insert, read, update float64 // one row, 50 rows by key, one row; each a transaction of its own on PostgreSQL
	behindLock           float64 // inserts whose transactions wait for one locked row, as those of one project do; 0 if not measured
}

// mean is what a machine does on average that was measured twice.
func mean(a, b limits) limits {
	return limits{(a.insert + b.insert) / 2, (a.read + b.read) / 2, (a.update + b.update) / 2, (a.behindLock + b.behindLock) / 2}
}

// steady says whether two measurements of a machine agree, so that what was measured between them counts.
func steady(a, b limits) bool {
	for _, pair := range [][2]float64{{a.insert, b.insert}, {a.read, b.read}, {a.update, b.update}} {
		if math.Abs(pair[0]-pair[1]) > 0.2*max(pair[0], pair[1]) {
			return false
		}
	}
	return true
}

// referenceLimits are those of the machine that the references were measured on.
var referenceLimits = limits{insert: 14_500, read: 17_200, update: 14_600, behindLock: 760}

// reference is what the comparison, a NestJS gateway with three services over TCP, PostgreSQL and Redis, did at 16
// connections on the machine of referenceLimits.
type reference struct {
	rate float64
	p99  time.Duration
}

var references = map[workload]reference{
	createSpread: {516, 62 * time.Millisecond},
	createOne:    {383, 179 * time.Millisecond},
	listTasks:    {479, 56 * time.Millisecond},
	updateStatus: {518, 64 * time.Millisecond},
}

// on is what the reference would do on a machine of these limits: faster in proportion to the limit that its work
// leans on, and its slowest answers shorter by the same factor.
func (r reference) on(machine limits, w workload) reference {
	f := factor(machine, w)
	return reference{rate: r.rate * f, p99: time.Duration(float64(r.p99) / f)}
}

func factor(machine limits, w workload) float64 {
	switch w {
	case listTasks:
		return machine.read / referenceLimits.read
	case updateStatus:
		return machine.update / referenceLimits.update
	default:
		return machine.insert / referenceLimits.insert
	}
}
