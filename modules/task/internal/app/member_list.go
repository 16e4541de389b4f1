package app

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tasklane/modules/task"
	"tasklane/platform/page"
)

// MemberQuery asks for members of a project, by when they joined, then by id.
type MemberQuery struct {
	ProjectID string
	From      MemberPlace
	Backward  bool
	Limit     int
}

// MemberPlace is a place in the order of members; the zero place is an end of the list.
type MemberPlace struct {
	JoinedAt time.Time
	UserID   string
}

// ListMembers lists a project's members, the longest there first.
func (s *Service) ListMembers(ctx context.Context, in task.MemberList) (page.Page[task.Member], error) {
	none := page.Page[task.Member]{}
	if _, err := s.see(ctx, s.read(), in.ProjectID); err != nil {
		return none, err
	}
	query := wordsOf(in.Query)
	list := "members:" + in.ProjectID + ":" + query
	w, err := in.Page.Check(list, 2)
	if err != nil {
		return none, err
	}
	find := MemberQuery{ProjectID: in.ProjectID, Backward: w.Backward, Limit: w.Limit}
	if len(w.Key) > 0 {
		micros, err := strconv.ParseInt(w.Key[0], 10, 64)
		if err != nil {
			return none, w.NotOfThisList()
		}
		find.From = MemberPlace{JoinedAt: time.UnixMicro(micros).UTC(), UserID: w.Key[1]}
	}
	if in.Query != "" {
		return s.membersByName(ctx, list, find, w, query)
	}
	members, err := s.store.MembersOf(ctx, s.read(), find)
	if err != nil {
		return none, err
	}
	p := page.Cut(list, w, members, memberKey)
	if in.Page.Count {
		p.Total, err = s.store.CountMembersOf(ctx, s.read(), in.ProjectID)
	}
	return p, err
}

func memberKey(m task.Member) []string {
	return []string{strconv.FormatInt(m.JoinedAt.UnixMicro(), 10), m.UserID}
}

// membersByName reads all members in the direction of the page and keeps those with a word in their name that begins
// with the query. Names are the user module's.
func (s *Service) membersByName(
	ctx context.Context, list string, find MemberQuery, w page.Window, query string,
) (page.Page[task.Member], error) {
	none := page.Page[task.Member]{}
	from := find.From
	find.From, find.Limit = MemberPlace{}, 0
	members, err := s.store.MembersOf(ctx, s.read(), find)
	if err != nil {
		return none, err
	}
	ids := make([]string, len(members))
	for i, m := range members {
		ids[i] = m.UserID
	}
	cards, err := s.people.ask(ctx, ids)
	if err != nil {
		return none, err
	}
	var rows []task.Member
	total := 0
	for _, m := range members {
		if !hasWord(cards[m.UserID].Name, query) {
			continue
		}
		total++
		if len(rows) <= w.Limit && (from.UserID == "" || beyond(m, from, find.Backward)) {
			rows = append(rows, m)
		}
	}
	p := page.Cut(list, w, rows, memberKey)
	p.Total = min(total, page.CountLimit)
	return p, nil
}

// beyond says whether the member stands behind the place, in the direction of reading: one that the cursor named may
// have left.
func beyond(m task.Member, from MemberPlace, backward bool) bool {
	order := m.JoinedAt.Compare(from.JoinedAt)
	if order == 0 {
		order = strings.Compare(m.UserID, from.UserID)
	}
	return (order > 0) != backward && order != 0
}

// wordsOf is the form in which names are compared.
func wordsOf(name string) string {
	return strings.Join(strings.FieldsFunc(folded(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// hasWord says whether the name, read from one of its words on, begins with the query; one without letters and digits
// matches nobody.
func hasWord(name, query string) bool {
	return query != "" && strings.Contains(" "+wordsOf(name), " "+query)
}
