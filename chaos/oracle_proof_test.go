package chaos

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// What the oracle cannot see it proves nothing about: here it is shown every kind of harm.

// harmless is a load in which all went well: one task that was changed, moved and commented.
func harmless() (l *load, rows []row, history []event) {
	l = &load{ledger: newLedger(), start: place{seq: 1}}
	l.ledger.tasks["t"] = &record{id: "t", title: "Title", status: "done", version: 3, assigned: true, updates: 1, moves: 1, comments: []string{"c"}}
	l.ledger.refused["r"] = "UNAVAILABLE"
	rows = []row{{ID: "t", Title: "Title", Status: struct{ Key string }{"done"}, Version: 3, CommentCount: 1}}
	history = []event{
		{ID: "1", Seq: 1, Type: "PROJECT_CREATED"}, {ID: "2", Seq: 2, Type: "TASK_CREATED", TaskID: "t", TaskVersion: 1},
		{ID: "3", Seq: 3, Type: "TASK_UPDATED", TaskID: "t", TaskVersion: 2}, {ID: "4", Seq: 4, Type: "TASK_MOVED", TaskID: "t", TaskVersion: 3},
		{ID: "5", Seq: 5, Type: "COMMENT_ADDED", TaskID: "t", CommentID: "c"},
	}
	return l, rows, history
}

func TestTheOracleSeesEveryHarmToTasks(t *testing.T) {
	t.Parallel()
	for harm, do := range map[string]func(rows []row) []row{
		"":                              func(rows []row) []row { return rows },
		"in the list 0 times":           func([]row) []row { return nil },
		"in the list 2 times":           func(rows []row) []row { return append(rows, rows[0]) },
		"nobody made it":                func(rows []row) []row { return append(rows, row{ID: "x"}) },
		"and was refused":               func(rows []row) []row { return append(rows, row{ID: "r"}) },
		"acknowledged was \"Title\"":    func(rows []row) []row { rows[0].Title = "Old"; return rows },
		"acknowledged was \"Title\" in": func(rows []row) []row { rows[0].Status.Key = "todo"; return rows },
		"version 4":                     func(rows []row) []row { rows[0].Version = 4; return rows },
		"2 comments; acknowledged":      func(rows []row) []row { rows[0].CommentCount = 2; return rows },
	} {
		l, rows, _ := harmless()
		sees(t, harm, l.compareTasks(do(rows)))
	}
}

func TestTheOracleSeesEveryHarmToTheLog(t *testing.T) {
	t.Parallel()
	for harm, do := range map[string]func(h []event) []event{
		"":                                  func(h []event) []event { return h },
		"the log has 3 at place 2":          func(h []event) []event { return slices.Delete(h, 1, 2) },
		"t TASK_MOVED: no events":           func(h []event) []event { h[3].Type = "PROJECT_UPDATED"; h[3].TaskID = ""; return h },
		"t TASK_UPDATED: 2 events":          func(h []event) []event { return append(h, event{Seq: 6, Type: "TASK_UPDATED", TaskID: "t"}) },
		"x TASK_CREATED: 1 events":          func(h []event) []event { return append(h, event{Seq: 6, Type: "TASK_CREATED", TaskID: "x"}) },
		"comment c was acknowledged and ha": func(h []event) []event { h[4].CommentID = "d"; return h },
	} {
		l, _, history := harmless()
		sees(t, harm, l.compareHistory(do(history)))
	}
}

func TestTheOracleSeesWhatASubscriberMissed(t *testing.T) {
	t.Parallel()
	for harm, do := range map[string]func(h []event) []event{
		"":                     func(h []event) []event { return h },
		"after event 2 came 4": func(h []event) []event { return slices.Delete(h, 1, 2) },
		"after event 3 came 3": func(h []event) []event { return slices.Insert(h, 1, h[1]) },
		"after event 1 came 3": func(h []event) []event { h[0], h[1] = h[1], h[0]; return h },
		"not the same from":    func(h []event) []event { h[2].ID = "another"; return h },
		"has 3 of 4 events":    func(h []event) []event { return h[:3] },
	} {
		l, _, history := harmless()
		s := &subscriber{load: l, person: &person{name: "Ada"}, last: l.start}
		for _, e := range do(slices.Clone(history[1:])) {
			s.take(e)
		}
		sees(t, harm, s.compare(history))
	}
}

func TestTheOracleSeesWhoWasNotTold(t *testing.T) {
	t.Parallel()
	l, _, _ := harmless()
	due, total := l.due()
	all := []told{{Kind: "ADDED_TO_PROJECT"}}
	for _, kind := range []string{"ASSIGNED", "UPDATED", "STATUS_CHANGED", "COMMENTED"} {
		all = append(all, told{Kind: kind, Task: &struct{ ID string }{"t"}})
	}
	if total != len(all) {
		t.Errorf("%d notifications are due", total)
	}
	for harm, list := range map[string][]told{
		"": all, "COMMENTED: no notifications": all[:4], "ASSIGNED: 2 notifications": append(slices.Clone(all), all[1]),
	} {
		sees(t, harm, counted("notifications", kindsOf(list), "due", due))
	}
}

// sees demands that the harm, and nothing but harm, is found.
func sees(t *testing.T, harm string, found []string) {
	t.Helper()
	text := strings.Join(found, "\n")
	if harm == "" && text != "" {
		t.Errorf("where all is well it finds %s", text)
	}
	if !strings.Contains(text, harm) {
		t.Errorf("it finds %q, want %q", text, harm)
	}
}

func TestAnAnswerSaysWhetherAnOperationWasDone(t *testing.T) {
	t.Parallel()
	refused := func(code string, mayHaveRun bool, version int) error {
		r := &refusal{}
		r.Extensions.Code, r.Extensions.MayHaveRun, r.Extensions.CurrentVersion = code, mayHaveRun, version
		return r
	}
	for name, c := range map[string]struct {
		err     error
		unknown bool
		want    verdict
	}{
		"it was done":                           {nil, false, ran},
		"no answer":                             {&silence{errors.New("EOF")}, false, perhaps},
		"it may have run":                       {refused("UNAVAILABLE", true, 0), false, perhaps},
		"it has not run":                        {refused("UNAVAILABLE", false, 0), false, ranNot},
		"not this time":                         {refused("UNAVAILABLE", false, 0), true, again},
		"the repeat finds its own work":         {refused("CONFLICT", false, 2), true, ran},
		"a conflict with nobody":                {refused("CONFLICT", false, 2), false, wrong},
		"a conflict with more than one's own":   {refused("CONFLICT", false, 3), true, wrong},
		"an error that nobody should ever see":  {refused("INTERNAL", false, 0), false, wrong},
		"a right that is suddenly not there":    {refused("FORBIDDEN", false, 0), true, wrong},
		"a session that has ended without word": {refused("UNAUTHENTICATED", false, 0), false, wrong},
	} {
		if got := judge(c.err, c.unknown, mark{"t", 2}); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
