package gatewaytest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// person is somebody at the API; without a token it is nobody.
type person struct {
	site     Site
	Name     string
	Email    string
	Password string
	ID       string
	Token    string
	Refresh  string
}

// password is everybody's.
const password = "a long enough sentence"

// register makes an account.
func register(t *testing.T, site Site, name string) *person {
	t.Helper()
	p := &person{site: site, Name: name, Password: password, Email: "p-" + uuid.NewString() + "@example.org"}
	got := p.must(t, `mutation($in: RegisterInput!) { register(input: $in) { accessToken refreshToken user { id } } }`,
		vars{"in": vars{"name": name, "email": p.Email, "password": password}})
	p.signIn(got, "register")
	return p
}

// person makes an account.
func (h *house) person(t *testing.T, name string) *person {
	t.Helper()
	return register(t, h.Site, name)
}

// nobody is a visitor.
func (h *house) nobody() *person { return &person{site: h.Site, Name: "nobody"} }

// login signs the person in on one more device.
func (p *person) login(t *testing.T) *person {
	t.Helper()
	other := &person{site: p.site, Name: p.Name, Email: p.Email, Password: p.Password}
	got := other.must(t, `mutation($in: LoginInput!) { login(input: $in) { accessToken refreshToken user { id } } }`,
		vars{"in": vars{"email": p.Email, "password": p.Password}})
	other.signIn(got, "login")
	return other
}

func (p *person) signIn(got answer, field string) {
	p.Token = got.text(field, "accessToken")
	p.Refresh = got.text(field, "refreshToken")
	p.ID = got.text(field, "user", "id")
}

// session is the id of the person's session.
func (p *person) session(t *testing.T) string {
	t.Helper()
	for _, s := range p.must(t, `{ sessions { id current } }`, nil).list("sessions") {
		if walk(s, []any{"current"}) == true {
			id, _ := walk(s, []any{"id"}).(string)
			return id
		}
	}
	t.Fatal("no session is the current one")
	return ""
}

// do sends an operation by POST.
func (p *person) do(t *testing.T, query string, variables vars) answer {
	t.Helper()
	return p.send(t, p.request(t, query, variables))
}

// request is a POST with an operation, for those who want to change it before it is sent.
func (p *person) request(t *testing.T, query string, variables vars) *http.Request {
	t.Helper()
	body, err := json.Marshal(vars{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.site.URL, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if p.Token != "" {
		request.Header.Set("Authorization", "Bearer "+p.Token)
	}
	return request
}

// client keeps as many connections as the cases need at a time.
var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 50}}

func (p *person) send(t *testing.T, request *http.Request) answer {
	t.Helper()
	got, err := exchange(request)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// exchange sends a request and reads its answer; it may run in any goroutine.
func exchange(request *http.Request) (got answer, err error) {
	response, err := client.Do(request)
	if err != nil {
		return got, err
	}
	return read(response)
}

func read(response *http.Response) (got answer, err error) {
	defer response.Body.Close() //nolint:errcheck // it has been read
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return got, err
	}
	got = answer{Status: response.StatusCode, Header: response.Header, Raw: string(raw)}
	if err := json.Unmarshal(raw, &got); err != nil {
		return got, fmt.Errorf("%d %s: %w", response.StatusCode, raw, err)
	}
	return got, nil
}

// attempt is must for goroutines beside the test's own.
func (p *person) attempt(t *testing.T, query string, variables vars) (answer, error) {
	got, err := exchange(p.request(t, query, variables))
	if err == nil && len(got.Errors) > 0 {
		err = fmt.Errorf("%s: %+v", shortened(query), got.Errors)
	}
	return got, err
}

// must is do for what has to work.
func (p *person) must(t *testing.T, query string, variables vars) answer {
	t.Helper()
	got := p.do(t, query, variables)
	if len(got.Errors) > 0 {
		t.Fatalf("%s: %s\n%+v", p.Name, shortened(query), got.Errors)
	}
	return got
}

// refused is do for what has to fail, with this code.
func (p *person) refused(t *testing.T, code, query string, variables vars) answer {
	t.Helper()
	got := p.do(t, query, variables)
	if got.code() != code {
		t.Errorf("%s: %s\nwant %s, got %+v and %v", p.Name, shortened(query), code, got.Errors, got.Data)
	}
	return got
}

// change executes one mutation that takes an input and gives what was selected of its payload.
func (p *person) change(t *testing.T, field, selection string, input vars) answer {
	t.Helper()
	return p.must(t, fmt.Sprintf(`mutation($in: %s!) { %s(input: $in) { %s } }`, inputOf(field), field, selection), vars{"in": input})
}

// inputOf is the type of a mutation's input.
func inputOf(mutation string) string { return strings.ToUpper(mutation[:1]) + mutation[1:] + "Input" }

func shortened(text string) string {
	if len(text) > 300 {
		return text[:300] + "…"
	}
	return text
}

// withBody gives a request another body.
func withBody(request *http.Request, body string) *http.Request {
	request.Body, request.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
	return request
}
