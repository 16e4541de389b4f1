package gatewaytest

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"
)

func inputCases() cases {
	return cases{
		"Q44 Q77 Q80 Q81 Q83 bad input names its field": badInput,
		"Q80 text is kept as written":                   unicodeText,
		"Q77 search and filters take any text":          anyText,
	}
}

// internals are words of the inside that no answer may have.
var internals = regexp.MustCompile(`(?i)sqlite|postgres|pgx|\bsql\b|select |insert |constraint|\.go:|goroutine|panic|runtime error|/modules/|json:|strconv|parsing time`)

// badInput sends every bad value of the table: the answer names the field, shows nothing of the inside, and nothing is
// changed.
func badInput(t *testing.T, h *house) {
	olga := h.person(t, "Olga")
	project := olga.newProject(t, "Strict")
	names := map[string]string{
		"me": olga.ID, "project": project, "task": olga.newTask(t, project, "one"), "other": olga.newTask(t, project, "two"),
		"label": olga.newLabel(t, project, "bug"),
	}
	names["comment"] = olga.comment(t, names["task"], "said")
	fine := map[string]vars{
		"createProject": {"key": newKey(), "name": "x"}, "updateProject": {"id": "$project"},
		"createStatus": {"projectId": "$project", "key": "k", "name": "x", "category": "TODO"},
		"updateStatus": {"projectId": "$project", "key": "todo"}, "deleteStatus": {"projectId": "$project", "key": "todo"},
		"createLabel": {"projectId": "$project", "name": "x"}, "updateLabel": {"id": "$label"},
		"createTask": {"projectId": "$project", "title": "x"}, "updateTask": {"id": "$task"}, "moveTask": {"id": "$task"},
		"bulkUpdateTasks": {"ids": []any{"$task"}}, "relateTasks": {"taskId": "$task", "kind": "RELATES", "otherId": "$other"},
		"addComment": {"taskId": "$task", "body": "x"}, "updateComment": {"id": "$comment"},
		"setMember": {"projectId": "$project", "userId": "$me", "role": "OWNER"},
		"register":  {"name": "x", "email": newID() + "@example.org", "password": password}, "updateProfile": {},
		"changePassword": {"current": password, "new": "quite another sentence"},
	}
	cursor, projects := olga.cursor(t, project), countProjects(t, olga)
	for _, b := range badInputs() {
		input := maps.Clone(fine[b.mutation])
		maps.Copy(input, b.also)
		input[b.field] = b.value
		operation := fmt.Sprintf(`mutation($in: %s!) { %s(input: $in) { __typename } }`, inputOf(b.mutation), b.mutation)
		at := b.field
		if b.at != "" {
			at = b.at
		}
		what := shortened(fmt.Sprintf("%s.%s = %q", b.mutation, b.field, fmt.Sprint(b.value)))
		wantInvalid(t, what, olga.do(t, operation, filled(t, input, names)), "input."+at)
	}
	for _, q := range badQueries {
		wantInvalid(t, q.operation, olga.do(t, fill(q.operation, names), nil), q.at)
	}
	for _, value := range []any{1 << 31, -1 << 40, "10", 1.5, true, []any{1, 2}} {
		wantInvalid(t, fmt.Sprint("first = ", value), olga.do(t, `query($n: Int) { tasks(first: $n) { nodes { id } } }`, vars{"n": value}), "first")
	}
	wantInvalid(t, "101 ids", olga.do(t, `mutation($ids: [ID!]!) { markNotificationsRead(ids: $ids) { unreadCount } }`, vars{"ids": many(101)}), "ids")
	if olga.cursor(t, project) != cursor || countProjects(t, olga) != projects {
		t.Error("bad input has changed something")
	}
	olga.must(t, meQuery, nil) // neither the password nor the session has changed
}

func countProjects(t *testing.T, p *person) int {
	t.Helper()
	return p.must(t, `{ projects(includeArchived: true) { totalCount } }`, nil).number("projects", "totalCount")
}

// filled puts ids in the place of an input's placeholders.
func filled(t *testing.T, input vars, names map[string]string) vars {
	t.Helper()
	raw, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	for name, id := range names {
		raw = []byte(strings.ReplaceAll(string(raw), `"$`+name+`"`, `"`+id+`"`))
	}
	var out vars
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return vars{"in": out}
}

func wantInvalid(t *testing.T, what string, got answer, field string) {
	t.Helper()
	if got.code() != "INVALID_INPUT" || got.Errors[0].field() != field {
		t.Errorf("%s: want INVALID_INPUT at %s, got %s", what, field, shortened(got.Raw))
	}
	if found := internals.FindString(got.Raw); found != "" {
		t.Errorf("%s: the answer shows %q: %s", what, found, shortened(got.Raw))
	}
}

// unicodeText: lengths are counted in runes, and what is written comes back as it was, on both databases.
func unicodeText(t *testing.T, h *house) {
	olga := h.Olga
	project := olga.newProject(t, "Words")
	const read = `query($id: ID!) { task(id: $id) { title description comments { nodes { body } } } }`
	for what, text := range map[string]string{
		"500 emoji":         strings.Repeat("🎉", 500),
		"a family":          "👩‍👩‍👧‍👦 and flags 🇪🇺",
		"quotes":            `it's "quoted" \ and 'so' -- ; DROP TABLE tasks; %_`,
		"right to left":     "שלום \u202ealso\u202c here",
		"markup":            `<script>alert(1)</script> [x](javascript:alert(1)) &amp; <img src=x onerror=y>`,
		"other scripts":     "日本語 العربية हिन्दी Ελληνικά",
		"composed letters":  "Café naïve ﬁ Å",
		"noncharacters":     "a\ufffe\uffff b",
		"line separators":   "a\u2028b\u2029c",
		"private use":       "\ue000\U000f0000",
		"the replacement":   "\ufffd",
		"zero width joiner": "a\u200db\u200b",
	} {
		id := newID()
		got := olga.do(t, `mutation($in: CreateTaskInput!) { createTask(input: $in) { task { id } } }`,
			vars{"in": vars{"id": id, "projectId": project, "title": text, "description": text + "\n\t" + text}})
		if got.code() == "INVALID_INPUT" && got.Errors[0].field() == "input.title" {
			continue // refused is safe too
		}
		olga.comment(t, id, text)
		got = olga.must(t, read, vars{"id": id})
		if got.text("task", "title") != text || got.text("task", "description") != text+"\n\t"+text ||
			got.text("task", "comments", "nodes", 0, "body") != text {
			t.Errorf("%s: %q became %s", what, text, got.Raw)
		}
	}
	long := strings.Repeat("𝄞", 100_000)
	id := olga.newTask(t, project, "long", vars{"description": long})
	if got := olga.must(t, read, vars{"id": id}); got.text("task", "description") != long {
		t.Errorf("a description of 100,000 characters became one of %d bytes", len(got.text("task", "description")))
	}
	// A half of a surrogate pair, which only JSON can write, is refused or replaced, never kept.
	request := olga.request(t, `mutation($in: CreateTaskInput!) { createTask(input: $in) { task { title } } }`, nil)
	body := fmt.Sprintf(`{"query": %q, "variables": {"in": {"projectId": %q, "title": "half \ud800 pair"}}}`,
		`mutation($in: CreateTaskInput!) { createTask(input: $in) { task { title } } }`, project)
	if got := olga.send(t, withBody(request, body)); got.code() != "INVALID_INPUT" && got.text("createTask", "task", "title") != "half \ufffd pair" {
		t.Errorf("half a pair: %s", got.Raw)
	}
}

// anyText: whatever stands in a search, it is text to find and nothing else.
func anyText(t *testing.T, h *house) {
	olga := h.Olga
	project := olga.newProject(t, "Search")
	wanted := olga.newTask(t, project, `100%_sure: it's "quoted" foo-bar`)
	olga.newTask(t, project, "something else")
	const search = `query($p: ID!, $text: String!) { tasks(filter: {projectIds: [$p], text: $text}) { totalCount nodes { id } } }`
	for _, text := range []string{`100 sure`, `"quoted"`, `'quoted'`, `it's`, `foo-bar`, `FOO bar`, `sure:`, `100%`} {
		if got := olga.must(t, search, vars{"p": project, "text": text}); got.number("tasks", "totalCount") != 1 || got.text("tasks", "nodes", 0, "id") != wanted {
			t.Errorf("searching %q finds %s", text, got.Raw)
		}
	}
	for _, text := range []string{
		`%`, `_`, `*`, `' OR 1=1 --`, `" OR ""="`, `AND`, `OR NOT NEAR(`, `words:foo`, `^foo`, `foo*bar`, `(((`, `)`, `\`, `\'`, `-`, `!`, `&|`, `<->`,
		`:*`, `100 & !sure`, `sure OR zebra`, strings.Repeat("a", 190), `🎉`, `"`, `'`, "\t\n", `\u0000`,
	} {
		if got := olga.must(t, search, vars{"p": project, "text": text}); len(got.list("tasks", "nodes")) == 2 && text != "\t\n" {
			t.Errorf("searching %q finds everything", text)
		}
	}
	for _, filter := range []string{`statuses: ["' OR 1=1 --"]`, `statuses: ["%"]`, `statuses: [""]`} {
		got := olga.must(t, fmt.Sprintf(`{ tasks(filter: {%s}) { totalCount } }`, filter), nil)
		if got.number("tasks", "totalCount") != 0 {
			t.Errorf("the filter %s finds %s", filter, got.Raw)
		}
	}
	if got := olga.must(t, `query($q: String) { users(query: $q) { nodes { id } } }`, vars{"q": "%"}); len(got.list("users", "nodes")) != 0 {
		t.Errorf("people named %% are %s", got.Raw)
	}
}
