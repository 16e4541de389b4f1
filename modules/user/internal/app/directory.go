package app

import (
	"context"
	"strings"
	"unicode/utf8"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/page"
)

// Users implements user.Directory.
func (s *Service) Users(ctx context.Context, ids []string) ([]user.User, error) {
	found, err := s.byIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	list := make([]user.User, len(found))
	for i := range found {
		list[i] = found[i].Public()
	}
	return list, nil
}

// Cards implements user.Directory.
func (s *Service) Cards(ctx context.Context, ids []string) ([]user.Card, error) {
	found, err := s.byIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	list := make([]user.Card, len(found))
	for i := range found {
		list[i] = found[i].Card()
	}
	return list, nil
}

// byIDs is open to whoever is somebody: names are readable wherever they appear, and an open board is read by the
// project's audience.
func (s *Service) byIDs(ctx context.Context, ids []string) ([]Account, error) {
	if identity.From(ctx).Kind == identity.Nobody {
		return nil, fault.SignInNeeded()
	}
	if len(ids) > maxIDs {
		return nil, fault.Invalidf("ids", "Ask for at most %d accounts at once.", maxIDs)
	}
	good := make([]string, 0, len(ids))
	for _, id := range ids {
		if checkID("ids", id) == nil {
			good = append(good, id)
		}
	}
	if len(good) == 0 {
		return nil, nil
	}
	return s.accounts.ByIDs(ctx, good)
}

// CardByEmail implements user.Directory.
func (s *Service) CardByEmail(ctx context.Context, email string) (user.Card, error) {
	if kind := identity.From(ctx).Kind; kind != identity.User && kind != identity.Module {
		return user.Card{}, fault.SignInNeeded()
	}
	a, err := s.byEmail(ctx, email)
	if err != nil {
		return user.Card{}, err
	}
	return a.Card(), nil
}

// findList names the list of Find to page; a cursor is of this list, whatever its filter.
const findList = "users:NAME"

// Find implements user.Directory.
func (s *Service) Find(ctx context.Context, in user.Find) (page.Page[user.User], error) {
	var none page.Page[user.User]
	caller, err := signedIn(ctx)
	if err != nil {
		return none, err
	}
	if in.IncludeDisabled && !caller.Admin {
		return none, fault.Deny("Only administrators may list disabled accounts.")
	}
	f, err := filter(in)
	if err != nil {
		return none, err
	}
	w, err := in.Page.Check(findList, 2)
	if err != nil {
		return none, err
	}
	rows, err := s.accounts.Find(ctx, f, w)
	if err != nil {
		return none, err
	}
	cut := page.Cut(findList, w, rows, func(a Account) []string { return []string{a.NameFolded, a.ID} })
	p := page.Page[user.User]{Cursors: cut.Cursors, HasNext: cut.HasNext, HasPrev: cut.HasPrev}
	p.Items = make([]user.User, len(cut.Items))
	for i := range cut.Items {
		p.Items[i] = cut.Items[i].Public()
	}
	if in.Page.Count {
		p.Total, err = s.accounts.Count(ctx, f)
	}
	return p, err
}

func filter(in user.Find) (Filter, error) {
	f := Filter{IncludeDisabled: in.IncludeDisabled}
	query := strings.TrimSpace(in.Query)
	switch {
	case len(query) > maxQuery:
		return f, fault.Invalidf("query", "Search for at most %d bytes.", maxQuery)
	case !utf8.ValidString(query) || strings.ContainsFunc(query, deceptive):
		return f, fault.Invalidf("query", "Search for one line of plain text.")
	case query == "":
		return f, nil
	}
	f.Prefix = foldName(query)
	if strings.Contains(query, "@") {
		f.Email = foldEmail(query)
	}
	return f, nil
}
