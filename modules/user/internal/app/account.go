package app

import (
	"slices"
	"time"

	"tasklane/modules/user"
)

// Account is an account together with its live sessions: what one transaction reads, changes and writes.
type Account struct {
	ID           string
	Name         string
	NameFolded   string
	Email        string
	EmailFolded  string
	PasswordHash string
	Role         user.Role
	TimeZone     string
	Disabled     bool
	CreatedAt    time.Time
	// Counter is the store's business: it grows when role, Disabled or the set of Sessions has changed.
	Counter int64
	// Sessions are the live ones. One that is taken out is over.
	Sessions []Session
}

// Session is a signed-in device, with what its refresh token is made of.
type Session struct {
	ID        string
	Salt      string
	N         int64
	RotatedAt time.Time

	UserAgent  string
	IP         string
	Network    string
	CreatedAt  time.Time
	LastUsedAt time.Time
	ExpiresAt  time.Time
}

// Public is the account as the contract shows it.
func (a *Account) Public() user.User {
	return user.User{
		ID: a.ID, Name: a.Name, Email: a.Email, Role: a.Role, TimeZone: a.TimeZone,
		CreatedAt: a.CreatedAt, Disabled: a.Disabled,
	}
}

// Card is the account as other modules need it.
func (a *Account) Card() user.Card {
	return user.Card{ID: a.ID, Name: a.Name, Enabled: !a.Disabled}
}

// State is what requests are checked against.
func (a *Account) State() user.State {
	ids := make([]string, len(a.Sessions))
	for i, s := range a.Sessions {
		ids[i] = s.ID
	}
	slices.Sort(ids)
	return user.State{UserID: a.ID, Role: a.Role, Enabled: !a.Disabled, Sessions: ids, Counter: a.Counter}
}

// Session finds a live session; nil when it is over.
func (a *Account) Session(id string) *Session {
	for i := range a.Sessions {
		if a.Sessions[i].ID == id {
			return &a.Sessions[i]
		}
	}
	return nil
}

// end takes out the sessions that over chooses and says how many these were.
func (a *Account) end(over func(Session) bool) int {
	before := len(a.Sessions)
	a.Sessions = slices.DeleteFunc(a.Sessions, over)
	return before - len(a.Sessions)
}

// maxSessions bounds what a State holds and what one account can fill the table with.
const maxSessions = 100

// open adds a session. Of too many the one that was not used for the longest is over.
func (a *Account) open(s Session) {
	for len(a.Sessions) >= maxSessions {
		oldest := slices.MinFunc(a.Sessions, func(x, y Session) int { return x.LastUsedAt.Compare(y.LastUsedAt) })
		a.end(func(s Session) bool { return s.ID == oldest.ID })
	}
	a.Sessions = append(a.Sessions, s)
}
