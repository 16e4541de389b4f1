package usertest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/page"
)

var directory = []behaviour{
	{"PeopleAreFoundByTheBeginningOfAName", Options{}, byName},
	{"Q77_SearchTextIsTakenLiterally", Options{}, literally},
	{"Q44_PagesGoBothWaysWithoutGapOrRepeat", Options{}, pages},
	{"DisabledPeopleAreForAdmins", Options{}, disabledPeople},
	{"PeopleAreReadByIDAndAddress", Options{}, byID},
	{"Q64_NobodyReadsTheDirectory", Options{}, nobody},
}

// people registers accounts with these names and returns the first one's grant.
func (w World) people(t *testing.T, names ...string) user.Grant {
	t.Helper()
	var first user.Grant
	for i, name := range names {
		g, err := w.Register(t.Context(), user.Register{Name: name, Email: fmt.Sprintf("p%d@example.com", i), Password: secret, Device: device(home)})
		if err != nil {
			t.Fatal(name, err)
		}
		if i == 0 {
			first = g
		}
	}
	return first
}

func names(p page.Page[user.User]) string {
	var list []string
	for _, u := range p.Items {
		list = append(list, u.Name)
	}
	return strings.Join(list, "|")
}

func byName(t *testing.T, w World) {
	ctx := as(t, w.people(t, "Ada Lovelace", "Émile Zola", "emil nolde", "O'Brien", "Zoë", "Anne-Marie", "李小龍", "🦊"))
	for query, want := range map[string]string{
		"":                "🦊|Ada Lovelace|Anne-Marie|emil nolde|Émile Zola|O'Brien|Zoë|李小龍",
		"ada":             "Ada Lovelace",
		"ADA L":           "Ada Lovelace",
		"love":            "Ada Lovelace",
		"ovelace":         "",
		"emil":            "emil nolde|Émile Zola",
		"Émil":            "emil nolde|Émile Zola",
		"o'br":            "O'Brien",
		"zo":              "Émile Zola|Zoë",
		"marie":           "Anne-Marie",
		"李小":              "李小龍",
		"🦊":               "🦊",
		" ada ":           "Ada Lovelace",
		"P3@Example.com":  "O'Brien",
		"p3@example.co":   "",
		"3@example.com":   "",
		"lovelace ada":    "",
		"ada lovelace  ":  "Ada Lovelace",
		"@example.com":    "",
		"somebody else!?": "",
	} {
		p, err := w.Find(ctx, user.Find{Query: query})
		got := strings.Split(names(p), "|")
		expected := strings.Split(want, "|")
		if query == "" { // where an emoji sorts is the database's byte order, and not the point
			slices.Sort(got)
			slices.Sort(expected)
		}
		if err != nil || !slices.Equal(got, expected) {
			t.Errorf("%q found %q, %v, want %q", query, got, err, want)
		}
	}
}

func literally(t *testing.T, w World) {
	ctx := as(t, w.people(t, "Ada", "%%% _", "100% sure"))
	for query, want := range map[string]string{
		"%": "%%% _", "_": "%%% _", `\`: "", "'": "", `"`: "", "' OR 1=1 --": "", "%%": "%%% _", "a%": "Ada", "a_a": "",
	} {
		if p, err := w.Find(ctx, user.Find{Query: query}); err != nil || names(p) != want {
			t.Errorf("%q found %q, %v, want %q", query, names(p), err, want)
		}
	}
	for _, bad := range []string{"a\x00", "a\nb", "\xff", strings.Repeat("x", 1<<20)} {
		_, err := w.Find(ctx, user.Find{Query: bad})
		refused(t, err, fault.Invalid, "query")
	}
}

func pages(t *testing.T, w World) {
	var list []string
	for i := range 23 {
		list = append(list, fmt.Sprintf("Person %c", 'a'+i%7)) // equal names, so the id decides
	}
	ctx := as(t, w.people(t, list...))
	five := 5
	all, err := w.Find(ctx, user.Find{Query: "person"})
	if err != nil || len(all.Items) != 23 || all.HasNext {
		t.Fatalf("%d people, %v", len(all.Items), err)
	}
	var forward []user.User
	args := page.Args{First: &five, Count: true}
	for {
		p, err := w.Find(ctx, user.Find{Query: "person", Page: args})
		if err != nil || p.Total != 23 {
			t.Fatal(p.Total, err)
		}
		forward = append(forward, p.Items...)
		if !p.HasNext {
			break
		}
		args.After = p.Cursors[len(p.Cursors)-1]
	}
	var backward []user.User
	args = page.Args{Last: &five}
	for {
		p, err := w.Find(ctx, user.Find{Query: "person", Page: args})
		if err != nil {
			t.Fatal(err)
		}
		backward = append(slices.Clone(p.Items), backward...)
		if !p.HasPrev {
			break
		}
		args.Before = p.Cursors[0]
	}
	if !slices.Equal(forward, all.Items) || !slices.Equal(backward, all.Items) {
		t.Error("the pages are not the list")
	}
	zero := 0
	for field, bad := range map[string]page.Args{"first": {First: &zero}, "after": {After: "nonsense"}} {
		_, err := w.Find(ctx, user.Find{Page: bad})
		refused(t, err, fault.Invalid, field)
	}
}

func disabledPeople(t *testing.T, w World) {
	admin, bob, eve := w.register(t, "ada"), w.register(t, "bob"), w.register(t, "eve")
	if _, err := w.SetDisabled(as(t, admin), eve.User.ID, true); err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"", "eve", email("eve")} {
		if p, err := w.Find(as(t, bob), user.Find{Query: query}); err != nil || strings.Contains(names(p), "eve") {
			t.Errorf("%q found %q, %v", query, names(p), err)
		}
		if p, err := w.Find(as(t, admin), user.Find{Query: query, IncludeDisabled: true}); err != nil || !strings.Contains(names(p), "eve") {
			t.Errorf("%q found %q for the admin, %v", query, names(p), err)
		}
	}
	_, err := w.Find(as(t, bob), user.Find{IncludeDisabled: true})
	refused(t, err, fault.Forbidden, "")
}

func byID(t *testing.T, w World) {
	ada, bob := w.register(t, "ada"), w.register(t, "bob")
	ids := []string{bob.User.ID, uuid.NewString(), "nonsense\x00", ada.User.ID, ada.User.ID}
	list, err := w.Users(as(t, bob), ids)
	if err != nil || len(list) != 2 || !slices.Contains(list, ada.User) || !slices.Contains(list, bob.User) {
		t.Errorf("read %+v, %v", list, err)
	}
	audience := identity.With(t.Context(), identity.OfAudience(uuid.NewString()))
	cards, err := w.Cards(audience, ids[:1])
	if err != nil || len(cards) != 1 || cards[0] != (user.Card{ID: bob.User.ID, Name: "bob", Enabled: true}) {
		t.Errorf("read %+v, %v", cards, err)
	}
	_, err = w.Users(as(t, bob), make([]string, 501))
	refused(t, err, fault.Invalid, "ids")
	card, err := w.CardByEmail(as(t, bob), " ADA@example.com")
	if err != nil || card.ID != ada.User.ID {
		t.Errorf("found %+v, %v", card, err)
	}
	_, err = w.CardByEmail(as(t, bob), email("nobody"))
	refused(t, err, fault.NotFound, "")
	_, err = w.CardByEmail(as(t, bob), "nonsense")
	refused(t, err, fault.Invalid, "email")
}

func nobody(t *testing.T, w World) {
	g := w.register(t, "ada")
	_, err := w.Users(t.Context(), []string{g.User.ID})
	refused(t, err, fault.Unauthenticated, "")
	_, err = w.Cards(t.Context(), []string{g.User.ID})
	refused(t, err, fault.Unauthenticated, "")
	_, err = w.CardByEmail(t.Context(), email("ada"))
	refused(t, err, fault.Unauthenticated, "")
	_, err = w.Find(t.Context(), user.Find{})
	refused(t, err, fault.Unauthenticated, "")
	_, err = w.Find(identity.With(t.Context(), identity.OfAudience(uuid.NewString())), user.Find{})
	refused(t, err, fault.Unauthenticated, "")
}
