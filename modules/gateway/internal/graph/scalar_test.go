package graph

import (
	"encoding/json"
	"testing"
	"time"

	"tasklane/modules/task"
)

func TestTimesAreUTCToTheMicrosecond(t *testing.T) {
	t.Parallel()
	var got Time
	if err := got.UnmarshalGraphQL("2026-11-23T08:32:16.123456789+02:00"); err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(got)
	if err != nil || string(raw) != `"2026-11-23T06:32:16.123456Z"` {
		t.Errorf("got %s, %v", raw, err)
	}
}

func TestQ81_WhatIsNoTimeOrDateIsRefused(t *testing.T) {
	t.Parallel()
	scalars := Scalars()
	for _, bad := range []any{"", "yesterday", "2026-11-23", "2026-13-01T00:00:00Z", "2026-11-23T25:00:00Z", int32(5), 1.5, true, nil} {
		if scalars["Time"](bad) == nil {
			t.Errorf("%v passed as a Time", bad)
		}
	}
	for _, bad := range []any{"", "2026-02-30", "23.11.2026", "2026-11-23T00:00:00Z", int32(5), nil} {
		if scalars["Date"](bad) == nil {
			t.Errorf("%v passed as a Date", bad)
		}
	}
	if scalars["Date"]("2028-02-29") != nil {
		t.Error("a leap day was refused")
	}
}

func TestMaybeTellsAbsentNullAndValueApart(t *testing.T) {
	t.Parallel()
	var absent, null, list maybe[[]string]
	if err := null.UnmarshalGraphQL(nil); err != nil {
		t.Fatal(err)
	}
	if err := list.UnmarshalGraphQL([]any{"a", int32(1)}); err != nil {
		t.Fatal(err)
	}
	if absent.Set || !null.Cleared() || !list.Given() || list.Value[1] != "1" {
		t.Errorf("%+v %+v %+v", absent, null, list)
	}
	var single maybe[[]string]
	if err := single.UnmarshalGraphQL("a"); err != nil || len(single.Value) != 1 {
		t.Errorf("a single value for a list: %+v, %v", single, err)
	}
	var due maybe[time.Time]
	if err := due.UnmarshalGraphQL("2026-11-23T06:32:16Z"); err != nil || due.Value.Year() != 2026 {
		t.Errorf("%+v, %v", due, err)
	}
	var rank maybe[task.Priority]
	if err := rank.UnmarshalGraphQL("HIGH"); err != nil || rank.Value != task.High {
		t.Errorf("%+v, %v", rank, err)
	}
	for _, three := range []any{int32(3), float64(3)} { // of a literal, of a variable
		var limit maybe[int]
		if err := limit.UnmarshalGraphQL(three); err != nil || limit.Value != 3 {
			t.Errorf("%T: %+v, %v", three, limit, err)
		}
	}
	var wrong maybe[int]
	if wrong.UnmarshalGraphQL("x") == nil {
		t.Error("a word passed as a number")
	}
}
