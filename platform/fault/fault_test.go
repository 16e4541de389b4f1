package fault_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tasklane/platform/fault"
)

func TestAnUnclassifiedErrorIsMasked(t *testing.T) {
	t.Parallel()
	e := fault.From(errors.New("pq: relation users does not exist"))
	if e.Kind != fault.Internal {
		t.Errorf("kind = %v, want INTERNAL", e.Kind)
	}
	if strings.Contains(e.Message, "users") {
		t.Errorf("the message shows something internal: %q", e.Message)
	}
}

func TestAWrappedFaultKeepsItsKindAndField(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("creating a task: %w", fault.Invalidf("input.title", "Give it a title."))
	e := fault.From(err)
	if e.Kind != fault.Invalid || e.Field != "input.title" {
		t.Errorf("got %v at %q", e.Kind, e.Field)
	}
}

func TestTheCauseIsForTheLogOnly(t *testing.T) {
	t.Parallel()
	cause := errors.New("disk full")
	e := fault.Down(0, false, "Try again.").Because(cause)
	if e.Message != "Try again." || !errors.Is(e, cause) {
		t.Errorf("message %q, cause found: %v", e.Message, errors.Is(e, cause))
	}
}

func TestEveryKindHasACodeOfItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]fault.Kind{}
	for k := fault.Internal; k <= fault.Unavailable; k++ {
		code := k.Code()
		if other, twice := seen[code]; twice || code == "" {
			t.Errorf("kind %d has the code %q of kind %d", k, code, other)
		}
		seen[code] = k
	}
}
