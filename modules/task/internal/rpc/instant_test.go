package rpc_test

import (
	"context"
	"testing"
	"time"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/rpc"
	"tasklane/platform/null"
	"tasklane/platform/page"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

// listener keeps the instants that it is asked with.
type listener struct {
	task.Service
	heard map[string]*time.Time
}

func (l *listener) CreateTask(_ context.Context, in task.NewTask) (task.Task, error) {
	l.heard["start of a new task"], l.heard["due of a new task"] = in.StartAt, in.DueAt
	return task.Task{}, nil
}

func (l *listener) UpdateTask(_ context.Context, in task.UpdateTask) (task.Task, error) {
	l.heard["new start"], l.heard["new due"] = in.StartAt.Pointer(), in.DueAt.Pointer()
	return task.Task{}, nil
}

func (l *listener) BulkUpdate(_ context.Context, in task.BulkUpdate) ([]task.Task, error) {
	l.heard["new start of many"], l.heard["new due of many"] = in.StartAt.Pointer(), in.DueAt.Pointer()
	return nil, nil
}

func (l *listener) ListTasks(_ context.Context, in task.List) (page.Page[task.Task], error) {
	l.heard["due before"], l.heard["due after"], l.heard["updated since"] = in.Filter.DueBefore, in.Filter.DueAfter, in.Filter.UpdatedSince
	return page.Page[task.Task]{}, nil
}

// What the rules refuse must get to them: the first instant that there is, and those beyond the last.
func TestQ81_InstantsFarOffArriveFarOff(t *testing.T) {
	t.Parallel()
	here := &listener{heard: map[string]*time.Time{}}
	there := rpc.NewClient(tcptest.Loopback(t, func(s *tcp.Server) { rpc.Serve(s, here) }))
	now := time.Now().UTC().Truncate(time.Microsecond)
	for what, c := range map[string]struct {
		at       time.Time
		from, to int // the years that it may arrive as
	}{
		"the first instant":   {time.Time{}, 1, 1},
		"before the year 0":   {time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), -5, 1},
		"beyond 9999 in UTC":  {time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("", -3600)), 9999, 10000},
		"the year 292277":     {time.Date(292277, 1, 1, 0, 0, 0, 0, time.UTC), 9999, 292277},
		"an instant of today": {now, now.Year(), now.Year()},
	} {
		at := c.at
		_, first := there.CreateTask(t.Context(), task.NewTask{StartAt: &at, DueAt: &at})
		_, second := there.UpdateTask(t.Context(), task.UpdateTask{StartAt: null.Value(at), DueAt: null.Value(at)})
		_, third := there.BulkUpdate(t.Context(), task.BulkUpdate{StartAt: null.Value(at), DueAt: null.Value(at)})
		_, fourth := there.ListTasks(t.Context(), task.List{Filter: task.Filter{DueBefore: &at, DueAfter: &at, UpdatedSince: &at}})
		for _, err := range []error{first, second, third, fourth} {
			if err != nil {
				t.Errorf("%s: %v", what, err)
			}
		}
		for field, heard := range here.heard {
			if heard == nil || heard.Year() < c.from || heard.Year() > c.to || (c.at.Equal(now) && !heard.Equal(now)) {
				t.Errorf("%s arrived as the %s %v", what, field, heard)
			}
		}
		if !at.Equal(c.at) || len(here.heard) != 9 {
			t.Errorf("%s: what was handed over became %v; %d heard", what, at, len(here.heard))
		}
	}
	if _, err := there.UpdateTask(t.Context(), task.UpdateTask{StartAt: null.Null[time.Time]()}); err != nil || here.heard["new start"] != nil {
		t.Errorf("null arrived as %v, %v", here.heard["new start"], err)
	}
}
