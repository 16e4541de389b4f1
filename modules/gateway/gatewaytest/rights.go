package gatewaytest

import (
	"strings"
	"testing"
)

func rightsCases() cases {
	return cases{
		"who may do what":                           rights,
		"Q64 a tie tells nothing of its other end":  tiesKeepSecrets,
		"an admin takes over what nobody owns":      takeover,
		"Q66 a move needs EDITOR in both projects":  movesAcross,
		"Q67 nothing but the schema's fields is in": massAssignment,
	}
}

// right is a row of the rights table: a root field, an operation of it with placeholders, and what becomes of it for
// each caller, in the order of callers.
type right struct {
	field, operation, outcome string
}

// How an operation ends. The numbers are HTTP's for the same thing:
//
//	yes   it is done, or something is read
//	null  there is nothing to see, without an error
//	400   INVALID_INPUT: it was let in, and its input is wrong on purpose
//	401   UNAUTHENTICATED
//	403   FORBIDDEN: the caller may see the thing, but not do this
//	404   NOT_FOUND: to this caller it does not exist
//	409   CONFLICT
var outcomes = map[string]string{
	"yes": "", "null": "", "400": "INVALID_INPUT", "401": "UNAUTHENTICATED", "403": "FORBIDDEN", "404": "NOT_FOUND", "409": "CONFLICT",
}

// The usual outcomes. An admin here is one who is no member.
const (
	// the callers are   owner editor commenter viewer former stranger admin nobody disabled
	forEverybody  = "yes yes yes yes yes yes yes yes 401"
	forSignedIn   = "yes yes yes yes yes yes yes 401 401"
	forReaders    = "yes yes yes yes null null null 401 401"
	forMembers    = "yes yes yes yes 404 404 404 401 401"
	forCommenters = "yes yes yes 403 404 404 404 401 401"
	forEditors    = "yes yes 403 403 404 404 404 401 401"
	forOwners     = "yes 403 403 403 404 404 404 401 401"
	forAdmins     = "403 403 403 403 403 403 yes 401 401"
)

func (s *stage) callers() []*person {
	return []*person{
		s.owner, s.editor, s.commenter, s.viewer, s.former, s.stranger, s.Admin, s.nobody(), s.disabled,
	}
}

// outsider says that the caller has no business in the project.
func (s *stage) outsider(who *person) bool {
	return who != s.owner && who != s.editor && who != s.commenter && who != s.viewer
}

// rights takes its people from one stage, whose sessions end with the table's last row.
func rights(t *testing.T, h *house) {
	s := h.stage(t)
	t.Run("Q65 Q66 at both ends of what is tied", s.crossings)
	t.Run("Q64 Q68 Q69 Q72 with every root field", s.table)
}

func (s *stage) table(t *testing.T) {
	everyRootFieldHasARow(t)
	for _, row := range queryRights {
		s.try(t, "query", row)
	}
	for _, row := range subscriptionRights {
		s.try(t, "subscription", row)
	}
	for _, row := range mutationRights {
		s.try(t, "mutation", row)
	}
}

// try has every caller try a row.
func (s *stage) try(t *testing.T, kind string, row right) {
	t.Helper()
	expected := strings.Fields(row.outcome)
	for i, who := range s.callers() {
		known, unknown := s.fill(t, row.operation, who)
		before := ""
		if kind == "mutation" {
			before = s.witness.cursor(t, s.project)
		}
		got := s.execute(t, kind, known, row.field, who)
		if ended := outcomeOf(got, row.field); ended != expected[i] {
			t.Errorf("%s by %s: %s, want %s\n%s\n%s", row.field, who.Name, ended, expected[i], known, shortened(got.Raw))
		}
		if kind == "mutation" && expected[i] != "yes" && s.witness.cursor(t, s.project) != before {
			t.Errorf("%s, refused to %s, made an event", row.field, who.Name)
		}
		if !s.outsider(who) {
			continue
		}
		s.keepsSecrets(t, row.field+" by "+who.Name, who, got)
		if known != unknown {
			if other := s.execute(t, kind, unknown, row.field, who); other.Raw != got.Raw || other.Status != got.Status {
				t.Errorf("%s by %s: what is there gets %d %s\nwhat is not gets %d %s",
					row.field, who.Name, got.Status, got.Raw, other.Status, other.Raw)
			}
		}
	}
}

// execute runs one operation of a row; a subscription until its first result.
func (s *stage) execute(t *testing.T, kind, operation, field string, who *person) answer {
	t.Helper()
	if kind != "subscription" {
		return who.do(t, kind+" { "+operation+" }", nil)
	}
	stream := who.stream(t, kind+" { "+operation+" }", nil)
	if field == "notificationReceived" && stream.refusal == nil {
		s.disturb(t, who)
	}
	got, _ := stream.next(t)
	return got
}

// disturb makes a notification for somebody.
func (s *stage) disturb(t *testing.T, who *person) {
	t.Helper()
	by := s.owner
	if who == by {
		by = s.stranger
	}
	by.admit(t, by.newProject(t, "A party"), who, "VIEWER")
}

// outcomeOf says in the table's words how an operation ended.
func outcomeOf(got answer, field string) string {
	if code := got.code(); code != "" {
		for word, c := range outcomes {
			if c == code {
				return word
			}
		}
		return code
	}
	if got.at(field) == nil {
		return "null"
	}
	return "yes"
}

// keepsSecrets looks for anything of the project in an answer. An admin sees everybody's address.
func (s *stage) keepsSecrets(t *testing.T, what string, who *person, got answer) {
	t.Helper()
	for _, secret := range s.hidden {
		if strings.Contains(got.Raw, secret) && (who != s.Admin || !strings.Contains(secret, "@")) {
			t.Errorf("%s shows %s: %s", what, secret, shortened(got.Raw))
		}
	}
}
