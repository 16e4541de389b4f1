package modules_test

import (
	"strings"
	"testing"
)

// TestEachImportRuleFindsWhatBreaksIt shows every rule a house that keeps it and one that breaks it.
func TestEachImportRuleFindsWhatBreaksIt(t *testing.T) {
	t.Parallel()
	code := func(path string, imports ...string) pkg {
		return pkg{ImportPath: "tasklane" + strings.TrimSuffix("/"+path, "/"), Imports: imports, Deps: imports}
	}
	tested := func(path string, imports ...string) pkg {
		return pkg{ImportPath: "tasklane/" + path, XTestImports: imports}
	}
	reaching := func(path, imported string, deps ...string) pkg {
		return pkg{ImportPath: "tasklane/" + path, Imports: []string{imported}, Deps: append(deps, imported)}
	}
	cases := []struct {
		rule   string
		check  func([]pkg) []string
		keeps  []pkg
		breaks []pkg
	}{
		{
			rule: "contracts", check: contractsAreThin,
			keeps: []pkg{
				code("modules/task", "context", "time", "tasklane/platform/null"),
				code("modules/notification", "tasklane/modules/task", "tasklane/platform/page"),
				code("modules/task/internal/store", "tasklane/platform/database"),
			},
			breaks: []pkg{
				code("modules/task", "tasklane/platform/database"),
				code("modules/task", "tasklane/modules/user"),
				code("modules/user", "tasklane/modules/task"),
				code("modules/user", "github.com/google/uuid"),
				code("modules/user", "net/http"),
				reaching("modules/notification", "tasklane/platform/page", "github.com/jackc/pgx/v5"),
			},
		},
		{
			rule: "parts", check: partsMeetInTheModule,
			keeps: []pkg{
				code("modules/task/internal/store", "tasklane/modules/task/internal/app"),
				code("modules/task/internal/rpc", "tasklane/modules/task"),
				code("modules/task/taskmodule", "tasklane/modules/task/internal/app", "tasklane/modules/task/internal/store"),
			},
			breaks: []pkg{
				code("modules/task/internal/app", "tasklane/modules/task/internal/store"),
				code("modules/task/internal/app/board", "tasklane/modules/task/internal/store/sql"),
				code("modules/user/internal/app", "tasklane/modules/user/internal/rpc"),
				code("modules/user/internal/store", "tasklane/modules/user/internal/rpc"),
				code("modules/user/internal/rpc", "tasklane/modules/user/internal/store"),
			},
		},
		{
			rule: "one seam", check: oneSeam,
			keeps: []pkg{
				code("modules/task/internal/rpc", "tasklane/platform/tcp"),
				code("modules/task/taskmodule", "tasklane/platform/tcp"),
				code("modules", "tasklane/platform/tcp"),
				tested("modules/task/taskmodule", "tasklane/platform/tcp/tcptest"),
			},
			breaks: []pkg{
				code("modules/task/internal/app", "tasklane/platform/tcp"),
				code("modules/gateway/internal/graph", "tasklane/platform/tcp"),
				code("modules/task", "tasklane/platform/tcp"),
				tested("modules/task/tasktest", "tasklane/platform/tcp/tcptest"),
			},
		},
		{
			rule: "no circle", check: noCircle,
			keeps:  []pkg{code("modules/task/internal/app", "tasklane/modules/notification")},
			breaks: []pkg{code("modules/task", "tasklane/modules/notification"), tested("modules/task/tasktest", "tasklane/modules/notification")},
		},
		{
			rule: "platform", check: platformKnowsNoModule,
			keeps:  []pkg{code("platform/eventlog", "tasklane/platform/database"), code("modules/task", "tasklane/platform/null")},
			breaks: []pkg{code("platform/eventlog", "tasklane/modules/task"), tested("platform/database", "tasklane/modules/user/usermodule"), code("platform/mail", "tasklane")},
		},
		{
			rule: "composition", check: onlyTheCompositionComposes,
			keeps: []pkg{
				code("modules", "tasklane/modules/user/usermodule"),
				tested("modules/user/usermodule", "tasklane/modules/user/usermodule"),
				tested("modules/user/usertest", "tasklane/modules/user/usermodule"),
			},
			breaks: []pkg{
				code("", "tasklane/modules/user/usermodule"),
				code("modules/gateway/internal/graph", "tasklane/modules/user/usermodule"),
				tested("modules/task/taskmodule", "tasklane/modules/user/usermodule"),
			},
		},
		{
			rule: "edges", check: onlyTheEdges,
			keeps: []pkg{
				code("modules/gateway/internal/graph", "tasklane/modules/task", "tasklane/modules/user", "tasklane/modules/notification"),
				code("modules/task/internal/app", "tasklane/modules/user", "tasklane/modules/notification"),
				code("modules/notification/internal/app", "tasklane/modules/task"),
			},
			breaks: []pkg{
				code("modules/user/internal/app", "tasklane/modules/task"),
				code("modules/notification/internal/app", "tasklane/modules/user"),
				code("modules/task/internal/app", "tasklane/modules/gateway"),
				tested("modules/notification/internal/app", "tasklane/modules/user"),
				code("modules/gateway/internal/graph", "tasklane/modules/task/internal/app"),
			},
		},
		{
			rule: "doors", check: oneDoor,
			keeps: []pkg{
				code("platform/database", "github.com/jackc/pgx/v5", "modernc.org/sqlite"),
				code("modules/gateway/internal/graph", "github.com/graph-gophers/graphql-go"),
				code("", "github.com/spf13/cobra"),
				code("platform/config", "github.com/google/uuid"),
			},
			breaks: []pkg{
				code("modules/task/internal/store", "github.com/jackc/pgx/v5/pgxpool"),
				tested("platform/eventlog", "modernc.org/sqlite"),
				code("modules/user/internal/app", "github.com/lestrrat-go/jwx/v2/jwt"),
				code("modules/gateway/internal/live", "github.com/prometheus/client_golang/prometheus"),
				code("modules/task/internal/app", "golang.org/x/crypto/argon2"),
				code("platform/config", "github.com/spf13/cobra"),
				code("modules", "github.com/spf13/cobra"),
				code("modules/user/internal/app", "github.com/coder/websocket"),
				code("platform/cachet", "github.com/redis/rueidis"), // a name that only begins like the door's
			},
		},
		{
			rule: "suites", check: suitesAreForTests,
			keeps: []pkg{
				code("modules/task/tasktest", "testing", "tasklane/platform/database/databasetest"),
				tested("modules/task/taskmodule", "testing", "tasklane/modules/task/tasktest"),
			},
			breaks: []pkg{
				code("modules/task/taskmodule", "tasklane/modules/task/tasktest"),
				code("platform/lifecycle", "net/http/httptest"),
				code("platform/lifecycle", "testing"),
			},
		},
	}
	if len(cases) != len(importRules) {
		t.Errorf("%d rules are proven, and there are %d", len(cases), len(importRules))
	}
	for _, c := range cases {
		if found := c.check(c.keeps); len(found) > 0 {
			t.Errorf("%s: a house that keeps the rule is refused: %v", c.rule, found)
		}
		for _, p := range c.breaks {
			if found := c.check([]pkg{p}); len(found) == 0 {
				t.Errorf("%s: not found: %s imports %v %v", c.rule, p.path(), p.Imports, p.XTestImports)
			}
		}
	}
}

func TestEachSourceRuleFindsWhatBreaksIt(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("// a line\n", 500)
	cases := []struct {
		check         func([]file) []string
		path          string
		keeps, broken string
	}{
		{shortFiles, "modules/task/service.go", "package task\n", long + "\npackage task\n"},
		{shortFiles, "modules/task/service.go", "// Code generated by hand. DO NOT EDIT.\n\npackage task\n" + long, "package task\n" + long},
		{oneComposer, "modules/wiring.go", `package modules; import "tasklane/modules/user"`, `package modules; import "tasklane/modules/user/usermodule"`},
		{nobodyAsksTheMode, "modules/gateway/gateway.go", `package gateway; var splitter = 1`, `package gateway; func f(c C) bool { return c.IsSplit() }`},
		{nobodyAsksTheMode, "platform/config/config.go", `package config; type C struct { Local bool }`, `package config; type C struct { SplitMode bool }`},
		{callers, "modules/notification/internal/app/inbox.go", `package app; import "tasklane/modules/task"; var _ task.Event`, `package app; import "tasklane/modules/task"; var _ task.Service`},
		{oneSQL, "modules/task/internal/store/tasks.go", `package store; var _ = db.Dialect().ForUpdate()`, `package store; var _ = db.Dialect().Name() == "sqlite"`},
		{noInit, "platform/config/config.go", `package config; type T struct{}; func (T) init() {}`, `package config; func init() {}`},
		{noSleep, "platform/config/config_test.go", `package config; import "testing/synctest"; var _ = synctest.Test; func f() { time.Sleep(1) }`, `package config; func f() { time.Sleep(1) }`},
	}
	proven := map[string]bool{}
	for i, c := range cases {
		kept, err := source(c.path, c.keeps)
		if err != nil {
			t.Fatal(err)
		}
		bad, err := source(c.path, c.broken)
		if err != nil {
			t.Fatal(err)
		}
		if found := c.check([]file{kept}); len(found) > 0 {
			t.Errorf("case %d: source that keeps the rule is refused: %v", i, found)
		}
		found := c.check([]file{bad})
		if len(found) == 0 {
			t.Errorf("case %d: not found: %.80s", i, c.broken)
		}
		for _, rule := range sourceRules {
			if len(found) > 0 && len(rule.check([]file{bad})) > 0 {
				proven[rule.name] = true
			}
		}
	}
	for _, rule := range sourceRules {
		if !proven[rule.name] {
			t.Errorf("nothing proves the rule that %s", rule.name)
		}
	}
}

func TestForeignTablesAreFound(t *testing.T) {
	t.Parallel()
	owners, violations := owned(map[string]string{
		"user/sqlite/0001_first.sql":   "CREATE TABLE users (id TEXT PRIMARY KEY);",
		"user/postgres/0001_first.sql": "CREATE TABLE IF NOT EXISTS users (id TEXT PRIMARY KEY);",
		"task/sqlite/0001_first.sql":   "create table tasks (id TEXT, assigned_user_id TEXT REFERENCES tasks(id));\nCREATE VIRTUAL TABLE search_fts USING fts5(words);",
	})
	if len(violations) > 0 || owners["users"] != "user" || owners["tasks"] != "task" || owners["search_fts"] != "task" {
		t.Fatalf("the owners are %v, the violations %v", owners, violations)
	}
	for _, migration := range []string{
		"CREATE TABLE tasks (assigned_user_id TEXT REFERENCES users (id));",
		"CREATE TABLE users (id TEXT);",
	} {
		if _, found := owned(map[string]string{"user/sqlite/1.sql": "CREATE TABLE users (id TEXT);", "task/sqlite/1.sql": migration}); len(found) == 0 {
			t.Errorf("not found: %s", migration)
		}
	}
	for text, wrong := range map[string]bool{
		"`SELECT id FROM tasks WHERE id = $1`":                                           false,
		"`SELECT t.id FROM tasks t JOIN users u ON u.id = t.assigned_user_id`":           true,
		"`select name from users`":                                                       true,
		"`UPDATE users SET name = $1`":                                                   true,
		"`INSERT INTO users (id) VALUES ($1)`":                                           true,
		"` LEFT JOIN users u ON true`":                                                   true,
		"\"WITH x AS (SELECT 1) DELETE FROM \\\"users\\\"\"":                             true,
		"`Nothing can be removed from users who left.`":                                  false,
		"`SELECT id FROM tasks_of_users`":                                                false,
		"`INSERT INTO tasks (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET title = $2`": false,
	} {
		f, err := source("modules/task/internal/store/tasks.go", "package store; const q = "+text)
		if err != nil {
			t.Fatal(err)
		}
		if found := foreignTables([]file{f}, owners); (len(found) > 0) != wrong {
			t.Errorf("%s: %v, want a violation: %v", text, found, wrong)
		}
	}
}

func TestANewLibraryIsADecision(t *testing.T) {
	t.Parallel()
	const gomod = "module tasklane\n\ngo 1.26.0\n\nrequire (\n\tgithub.com/jackc/pgx/v5 v5.12.0\n\tgithub.com/google/uuid v1.6.0\n\texample.org/left-pad v1.0.0 // indirect\n%s)\n"
	if found := undecided(strings.Replace(gomod, "%s", "", 1)); len(found) > 0 {
		t.Errorf("known libraries are refused: %v", found)
	}
	for _, added := range []string{"\texample.org/left-pad v1.0.0\n", ")\nrequire (\n\texample.org/left-pad/v2 v2.0.0\n", ")\nrequire example.org/left-pad v0.0.0-20260101000000-abcdef\n("} {
		if found := undecided(strings.Replace(gomod, "%s", added, 1)); len(found) != 1 {
			t.Errorf("%q: found %v, want one undecided library", added, found)
		}
	}
}
