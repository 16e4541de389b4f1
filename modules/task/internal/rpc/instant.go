package rpc

import (
	"time"

	"tasklane/modules/task"
	"tasklane/platform/null"
)

// The wire form knows instants of the years 0 to 9999, and has null for the zero time, so that a pointer to it would
// arrive as none at all. People can ask for others: 9999-12-31T23:59:59-01:00 lies in the year 10000 of UTC. What is
// beyond goes as the last instant that there is: the rules refuse the one as they do the other, and a filter finds the same.
var (
	firstInstant = time.Time{}.Add(time.Microsecond)
	lastInstant  = time.Date(9999, 12, 31, 23, 59, 59, 999_999_000, time.UTC)
)

func sent(at time.Time) time.Time {
	switch {
	case at.Before(firstInstant):
		return firstInstant
	case at.After(lastInstant):
		return lastInstant
	default:
		return at
	}
}

func sentPointer(at *time.Time) *time.Time {
	if at == nil {
		return nil
	}
	return new(sent(*at))
}

func sentMaybe(at null.Of[time.Time]) null.Of[time.Time] {
	if at.Given() {
		at.Value = sent(at.Value)
	}
	return at
}

func sentTask(in task.NewTask) task.NewTask {
	in.StartAt, in.DueAt = sentPointer(in.StartAt), sentPointer(in.DueAt)
	return in
}

func sentUpdate(in task.UpdateTask) task.UpdateTask {
	in.StartAt, in.DueAt = sentMaybe(in.StartAt), sentMaybe(in.DueAt)
	return in
}

func sentBulk(in task.BulkUpdate) task.BulkUpdate {
	in.StartAt, in.DueAt = sentMaybe(in.StartAt), sentMaybe(in.DueAt)
	return in
}

func sentList(in task.List) task.List {
	f := &in.Filter
	f.DueBefore, f.DueAfter, f.UpdatedSince = sentPointer(f.DueBefore), sentPointer(f.DueAfter), sentPointer(f.UpdatedSince)
	return in
}
