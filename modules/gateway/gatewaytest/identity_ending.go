package gatewaytest

import (
	"fmt"
	"testing"
	"time"
)

// ending is a way in which sessions end: it ends the first device's, by itself or from the second device, and says
// whether the second one lives on.
type ending struct {
	name string
	end  func(t *testing.T, h *house, first, second *person)
	// secondToo: the second device is signed out as well.
	secondToo bool
}

var endingsOfSessions = []ending{
	{name: "logout", end: func(t *testing.T, _ *house, first, _ *person) {
		if got := first.must(t, `mutation { logout }`, nil); got.at("logout") != true {
			t.Errorf("logging out: %s", got.Raw)
		}
	}},
	{name: "a password changed elsewhere", end: func(t *testing.T, _ *house, _, second *person) {
		got := second.change(t, "changePassword", `accessToken refreshToken user { id }`,
			vars{"current": second.Password, "new": "quite another sentence"})
		second.signIn(got, "changePassword")
	}},
	{name: "revoked from another device", end: func(t *testing.T, _ *house, first, second *person) {
		second.must(t, `mutation($id: ID!) { revokeSession(id: $id) }`, vars{"id": first.session(t)})
	}},
	{name: "all others revoked", end: func(t *testing.T, _ *house, _, second *person) {
		second.must(t, `mutation { revokeOtherSessions }`, nil)
	}},
	{name: "the account disabled", secondToo: true, end: func(t *testing.T, h *house, first, _ *person) {
		h.Admin.must(t, `mutation($id: ID!) { setUserDisabled(userId: $id, disabled: true) { user { disabled } } }`, vars{"id": first.ID})
	}},
}

// Whatever ends a session ends everything that is open in it within seconds, and nothing passes afterwards; other
// sessions live on.
func endings(t *testing.T, h *house) {
	olga := h.person(t, "Olga")
	for _, way := range endingsOfSessions {
		first := h.person(t, "Edgar")
		second := first.login(t)
		project := olga.newProject(t, "Shared")
		olga.admit(t, project, first, "EDITOR")
		start := vars{"project": project, "after": olga.cursor(t, project)}
		s, other := first.dial(t), second.dial(t)
		s.subscribe(t, "events", eventsQuery, start)
		other.subscribe(t, "events", eventsQuery, start)
		events := ways["SSE"](first, t, eventsQuery, start)
		onSocket := func(s *socket) follower {
			return follower{next: func(t *testing.T) (answer, bool) { return s.next(t, "events") }}
		}
		settle(t, olga, project, onSocket(s), onSocket(other), events)

		began := time.Now()
		way.end(t, h, first, second)
		if code := s.ending(t); code != 4403 {
			t.Errorf("%s: the socket was closed with %d", way.name, code)
		}
		if code := events.ends(t); code != "UNAUTHENTICATED" {
			t.Errorf("%s: the stream ended with %q", way.name, code)
		}
		if took := time.Since(began); took > soon {
			t.Errorf("%s: it took %s", way.name, took)
		}
		unseen := olga.newTask(t, project, "afterwards")
		if n := len(s.waiting("events")) + events.more(); n > 0 {
			t.Errorf("%s: %d events passed afterwards", way.name, n)
		}
		isOut(t, first, way.name, first.Token)
		first.nobody().refused(t, "UNAUTHENTICATED", refreshMutation, vars{"t": first.Refresh})

		if way.secondToo {
			if code := other.ending(t); code != 4403 {
				t.Errorf("%s: the other device's socket was closed with %d", way.name, code)
			}
			first.nobody().refused(t, "UNAUTHENTICATED", `mutation($in: LoginInput!) { login(input: $in) { accessToken } }`,
				vars{"in": vars{"email": first.Email, "password": first.Password}})
			continue
		}
		if e := onSocket(other).event(t); e.TaskID != unseen {
			t.Errorf("%s: the other device heard %+v", way.name, e)
		}
		if got := fmt.Sprint(second.must(t, `{ sessions { current } }`, nil).list("sessions")); got != "[map[current:true]]" {
			t.Errorf("%s: the sessions are %s", way.name, got)
		}
	}
}
