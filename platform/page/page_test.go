package page_test

import (
	"encoding/base64"
	"strconv"
	"testing"

	"tasklane/platform/fault"
	"tasklane/platform/page"
)

const list = "numbers:ASC"

func key(n int) []string { return []string{strconv.Itoa(n)} }

func TestQ44_APageHasOneToAHundredItems(t *testing.T) {
	t.Parallel()
	for _, n := range []int{-1, 0, 101, 1 << 30} {
		for _, a := range []page.Args{{First: new(n)}, {Last: new(n)}} {
			if _, err := a.Check(list, 1); !fault.Is(err, fault.Invalid) {
				t.Errorf("a page of %d gave %v, want INVALID_INPUT", n, err)
			}
		}
	}
	for _, n := range []int{1, 100} {
		if w, err := (page.Args{First: new(n)}).Check(list, 1); err != nil || w.Limit != n {
			t.Errorf("a page of %d gave %d, %v", n, w.Limit, err)
		}
	}
}

func TestACursorIsRefusedByEveryOtherList(t *testing.T) {
	t.Parallel()
	p := page.Cut(list, page.Window{Limit: 1}, []int{1, 2}, key)
	good := p.Cursors[0]
	if w, err := (page.Args{After: good}).Check(list, 1); err != nil || w.Key[0] != "1" {
		t.Fatalf("its own list said %v, %v", w, err)
	}
	for name, cursor := range map[string]string{
		"garbage":        "garbage!",
		"not JSON":       base64.RawURLEncoding.EncodeToString([]byte("hello")),
		"no key":         base64.RawURLEncoding.EncodeToString([]byte(`["x"]`)),
		"numbers inside": base64.RawURLEncoding.EncodeToString([]byte(`[1,2]`)),
	} {
		if _, err := (page.Args{After: cursor}).Check(list, 1); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s gave %v", name, err)
		}
	}
	if _, err := (page.Args{After: good}).Check("other", 1); fault.From(err).Field != "after" {
		t.Errorf("another list said %v", err)
	}
	if _, err := (page.Args{Last: new(1), Before: good}).Check(list, 2); fault.From(err).Field != "before" {
		t.Errorf("a cursor of another length gave %v", err)
	}
}

func TestFirstAndLastDoNotMix(t *testing.T) {
	t.Parallel()
	c := page.Cut(list, page.Window{Limit: 1}, []int{1}, key).Cursors[0]
	for name, a := range map[string]page.Args{
		"first and last":   {First: new(1), Last: new(1)},
		"after and before": {After: c, Before: c},
		"last and after":   {Last: new(1), After: c},
		"first and before": {First: new(1), Before: c},
	} {
		if _, err := a.Check(list, 1); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s gave %v", name, err)
		}
	}
}

func TestCutKeepsTheListsOrderBothWays(t *testing.T) {
	t.Parallel()
	forward := page.Cut(list, page.Window{Limit: 2, Key: key(0)}, []int{1, 2, 3}, key)
	if got := forward.Items; got[0] != 1 || len(got) != 2 || !forward.HasNext || !forward.HasPrev {
		t.Errorf("forward: %+v", forward)
	}
	backward := page.Cut(list, page.Window{Limit: 2, Backward: true}, []int{9, 8, 7}, key)
	if got := backward.Items; got[0] != 8 || got[1] != 9 || !backward.HasPrev || backward.HasNext {
		t.Errorf("backward: %+v", backward)
	}
}
