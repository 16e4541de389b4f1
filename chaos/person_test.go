package chaos

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"
)

// person is an account with a session.
type person struct {
	name, email string
	id          string
	at          *deployment

	mu      sync.Mutex
	access  string
	refresh string
	until   time.Time
}

const password = "a sentence that is long enough"

// session is what signing in and refreshing answer.
type session struct {
	AccessToken          string
	AccessTokenExpiresAt time.Time
	RefreshToken         string
	User                 struct{ ID string }
}

const sessionFields = `{ accessToken accessTokenExpiresAt refreshToken user { id } }`

// register makes an account.
func register(t testing.TB, d *deployment, name string) *person {
	t.Helper()
	p := &person{name: name, email: strings.ToLower(name) + "@example.org", at: d}
	var got struct{ Register session }
	if err := ask(t.Context(), d.door, "", `mutation($in: RegisterInput!) { register(input: $in) `+sessionFields+` }`,
		vars{"in": vars{"name": name, "email": p.email, "password": password}}, &got); err != nil {
		t.Fatalf("%s cannot register at %s: %v", name, d.name, err)
	}
	p.take(got.Register)
	return p
}

// again is the same person, signed in on another device.
func (p *person) again(ctx context.Context) (*person, error) {
	other := &person{name: p.name, email: p.email, at: p.at}
	var got struct{ Login session }
	err := ask(ctx, p.at.door, "", `mutation($in: LoginInput!) { login(input: $in) `+sessionFields+` }`,
		vars{"in": vars{"email": p.email, "password": password}}, &got)
	if err == nil {
		other.take(got.Login)
	}
	return other, err
}

func (p *person) take(s session) {
	p.access, p.refresh, p.until, p.id = s.AccessToken, s.RefreshToken, s.AccessTokenExpiresAt, s.User.ID
}

// token is an access token that is good for a while. When it cannot be renewed now it is renewed later.
func (p *person) token(ctx context.Context) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Until(p.until) < 5*time.Minute {
		var got struct{ Refresh session }
		if ask(ctx, p.at.door, "", `mutation($token: String) { refresh(refreshToken: $token) `+sessionFields+` }`, vars{"token": p.refresh}, &got) == nil {
			p.take(got.Refresh)
		}
	}
	return p.access
}

// ask sends an operation as this person.
func (p *person) ask(ctx context.Context, query string, variables vars, out any) error {
	return ask(ctx, p.at.door, p.token(ctx), query, variables, out)
}

// must sends an operation that has to work.
func (p *person) must(t testing.TB, query string, variables vars, out any) {
	t.Helper()
	if err := p.ask(t.Context(), query, variables, out); err != nil {
		t.Fatalf("%s, %s: %v", p.at.name, query, err)
	}
}
