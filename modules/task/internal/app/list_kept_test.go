package app

import (
	"strconv"
	"strings"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/page"
)

func keptPage(title string) page.Page[task.Task] {
	return page.Page[task.Task]{Items: []task.Task{{Title: title}}, Cursors: []string{title}}
}

func TestAPageIsKeptForOneHeadOnly(t *testing.T) {
	t.Parallel()
	k := newKeptLists(keptBytes)
	k.keep("ask", "first", keptPage("one"))
	if _, ok := k.find("ask", "second"); ok {
		t.Error("it was found after another event")
	}
	k.keep("ask", "second", keptPage("two"))
	if p, ok := k.find("ask", "second"); !ok || p.Items[0].Title != "two" || p.Cursors[0] != "two" {
		t.Errorf("found %+v, %v", p, ok)
	}
	if _, ok := k.find("another", "second"); ok {
		t.Error("another list was found")
	}
	k.keep("several projects", "", keptPage("three"))
	if _, ok := k.find("several projects", ""); ok {
		t.Error("what has no head was found")
	}
}

// What is asked for again and again stays while a thousand others come once, and all of it stays within its bound.
func TestKeptPagesAreBoundedAndThoseInUseStay(t *testing.T) {
	t.Parallel()
	const bound = 1 << 20
	k := newKeptLists(bound)
	k.keep("used", "head", keptPage(""))
	for i := range 1000 {
		k.keep(strconv.Itoa(i), "head", keptPage(strings.Repeat("x", 10_000)))
		if _, ok := k.find("used", "head"); !ok {
			t.Fatalf("after %d others the one in use was gone", i)
		}
		k.keep("changing", strconv.Itoa(i), keptPage("x")) // each time in the place of the one before
		young, old := sizeOf(k.young), sizeOf(k.old)
		if young+old > bound || young != k.bytes {
			t.Fatalf("after %d there are %d and %d bytes, and it counts %d", i, young, old, k.bytes)
		}
	}
	if _, ok := k.find("0", "head"); ok {
		t.Error("one that nobody asked for again is still there")
	}
	k.keep("large", "head", keptPage(strings.Repeat("x", bound/4)))
	if _, ok := k.find("large", "head"); ok {
		t.Error("one that would push out most others was kept")
	}
}

func sizeOf(half map[string]keptList) (total int) {
	for ask, kept := range half {
		total += kept.size(ask)
	}
	return total
}
