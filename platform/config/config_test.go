package config_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tasklane/platform/config"
)

const (
	goodSecret  = "correct-horse-battery-staple-0001"
	otherSecret = "another-horse-battery-staple-0002"
)

func load(t *testing.T, environ ...string) config.Config {
	t.Helper()
	c, err := config.Load(environ, filepath.Join(t.TempDir(), ".env"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestNothingNeedsToBeSet(t *testing.T) {
	t.Parallel()
	c := load(t)
	if c.APIAddr != ":4000" || c.WebAddr != ":3000" || c.OpsAddr != "127.0.0.1:9090" {
		t.Errorf("addresses %q, %q, %q", c.APIAddr, c.WebAddr, c.OpsAddr)
	}
	if want := "sqlite:" + filepath.Join("data", "tasklane.db"); c.Database() != want || c.PostgreSQL() {
		t.Errorf("database %q, want %q", c.Database(), want)
	}
	if !c.GraphiQL || c.Introspection != "signed-in" || c.Registration != "OPEN" || len(c.TrustedProxies) != 0 {
		t.Errorf("got %+v", c)
	}
}

func TestFlagsBeatTheEnvironmentWhichBeatsTheFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), ".env")
	if err := os.WriteFile(file, []byte("API_ADDR=:1\nWEB_ADDR=:1\nOPS_ADDR=:1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load([]string{"API_ADDR=:2", "WEB_ADDR=:2"}, file, map[string]string{"API_ADDR": ":3"})
	if err != nil {
		t.Fatal(err)
	}
	if c.APIAddr != ":3" || c.WebAddr != ":2" || c.OpsAddr != ":1" {
		t.Errorf("got %s %s %s, want the flag's :3, the environment's :2, the file's :1", c.APIAddr, c.WebAddr, c.OpsAddr)
	}
	from := map[string]string{}
	for _, v := range c.Effective() {
		from[v.Variable] = v.From
	}
	if from["API_ADDR"] != "flag" || from["WEB_ADDR"] != "environment" || from["OPS_ADDR"] != ".env" || from["DATA_DIR"] != "default" {
		t.Errorf("the origins are %v", from)
	}
	if _, set := os.LookupEnv("OPS_ADDR"); set {
		t.Error("the file's value leaked into the process's environment")
	}
}

func TestOneSettingIsFoundUnchecked(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), ".env")
	if err := os.WriteFile(file, []byte("DATABASE_URL=postgres://file/d\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		environ []string
		flags   map[string]string
		want    string
	}{
		{nil, nil, "postgres://file/d"},
		{[]string{"DATABASE_URL=postgres://env/d"}, nil, "postgres://env/d"}, // although a server would need JWT_SECRET beside it
		{[]string{"DATABASE_URL=postgres://env/d"}, map[string]string{"DATABASE_URL": "sqlite:flag.db"}, "sqlite:flag.db"},
	} {
		if got, err := config.Lookup(c.environ, file, c.flags, "DATABASE_URL"); err != nil || got != c.want {
			t.Errorf("got %q, %v; want %q", got, err, c.want)
		}
	}
}

func TestAnEmptyVariableIsNotSet(t *testing.T) {
	t.Parallel()
	c := load(t, "API_ADDR=", "DATABASE_URL= ", "QUERY_TIMEOUT=", "KAFKA_BROKERS=")
	if c.APIAddr != ":4000" || c.Limits.QueryTimeout != 10*time.Second {
		t.Errorf("got %q and %v, want the defaults", c.APIAddr, c.Limits.QueryTimeout)
	}
}

func TestEveryMistakeIsOneLineThatNamesTheVariable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ set, says string }{
		{"API_ADDR=4000", ":4000"},
		{"WEB_ADDR=:http", "port"},
		{"OPS_ADDR=:70000", "65535"},
		{"DATABASE_URL=mysql://u:hunter22@h/d", "postgres://"},
		{"DATABASE_URL=postgres://u:hunter22%@h/d", "percent-encoded"},
		{"DATABASE_URL=sqlite:", "file"},
		{"DATABASE_URL=postgres://u:hunter22@h/d", ""}, // JWT_SECRET is what is missing
		{"PUBLIC_URL=tasks.example.org", "https://"},
		{"PUBLIC_URL=https://tasks.example.org/app", "without a path"},
		{"PUBLIC_URL=ftp://tasks.example.org", "https://"},
		{"TRUSTED_PROXIES=10.0.0.0/33", "10.0.0.0/8"},
		{"TRUSTED_PROXIES=10.0.0.1,nginx", "nginx"},
		{"CORS_ORIGINS=*", "exactly"},
		{"CORS_ORIGINS=https://*.example.org", "exactly"},
		{"CORS_ORIGINS=https://a.example,null", "null"},
		{"GRAPHIQL=maybe", "on nor off"},
		{"INTROSPECTION=some", "signed-in, all or off"},
		{"REGISTRATION=INVITE", "not built"},
		{"REGISTRATION=maybe", "OPEN or CLOSED"},
		{"LOG_FORMAT=xml", "text or json"},
		{"LOG_LEVEL=loud", "debug"},
		{"SHUTDOWN_GRACE=20", "20s"},
		{"SHUTDOWN_DELAY=-1s", "0s"},
		{"QUERY_MAX_DEPTH=deep", "whole number"},
		{"QUERY_MAX_DEPTH=0", "5"},
		{"QUERY_MAX_COST=99999999999999999999", "whole number"},
		{"USER_RATE=0", "1"},
		{"JWT_SECRET=short", "32"},
		{"JWT_SECRET=" + goodSecret + ",", "secret 2"},
		{"JWT_SECRET=" + strings.Repeat("ab", 30), "repeats"},
		{"REDIS_URL=localhost:6379", "redis://"},
		{"REDIS_URL=redis://:hunter22@", "redis://"},
		{"KAFKA_BROKERS=localhost", "host:port"},
		{"KAFKA_PARTITIONS=0", "1"},
		{"KAFKA_SASL=GSSAPI", "SCRAM-SHA-512"},
		{"MODULES=user,mail", "mail"},
		{"MODULES=,", "all"},
	} {
		t.Run(c.set, func(t *testing.T) {
			t.Parallel()
			_, err := config.Load([]string{c.set}, "", nil)
			var told *config.Error
			if !errors.As(err, &told) {
				t.Fatalf("got %v, want a *config.Error", err)
			}
			variable, _, _ := strings.Cut(c.set, "=")
			if c.says == "" {
				variable = "JWT_SECRET"
			}
			if line := err.Error(); told.Variable != variable || !strings.HasPrefix(line, variable+": ") ||
				!strings.Contains(line, c.says) || strings.Contains(line, "\n") || strings.Contains(line, "hunter22") {
				t.Errorf("the message is %q, want one line that names %s and says %q", line, variable, c.says)
			}
		})
	}
}

func TestAccessToKafkaIsWholeAndShowsNoPassword(t *testing.T) {
	t.Parallel()
	load(t, "KAFKA_TLS=on", "KAFKA_CA=/ca.pem", "KAFKA_USER=ada", "KAFKA_PASSWORD=hunter22", "KAFKA_SASL=plain")
	load(t, "KAFKA_USER=ada", "KAFKA_PASSWORD=hunter22") // SCRAM shows it to nobody
	for variable, settings := range map[string][]string{
		"KAFKA_PASSWORD": {"KAFKA_USER=ada"},
		"KAFKA_USER":     {"KAFKA_PASSWORD=hunter22"},
		"KAFKA_TLS":      {"KAFKA_USER=ada", "KAFKA_PASSWORD=hunter22", "KAFKA_SASL=PLAIN"},
	} {
		_, err := config.Load(settings, "", nil)
		var told *config.Error
		if !errors.As(err, &told) || told.Variable != variable || strings.Contains(err.Error(), "hunter22") {
			t.Errorf("%v: %v", settings, err)
		}
	}
	var told *config.Error
	if _, err := config.Load([]string{"KAFKA_CA=/ca.pem"}, "", nil); !errors.As(err, &told) || told.Variable != "KAFKA_TLS" {
		t.Errorf("an authority of a connection that is not encrypted: %v", err)
	}
}

func TestABrokenDotenvIsRefusedWithoutShowingItsSecrets(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), ".env")
	if err := os.WriteFile(file, []byte("JWT_SECRET "+goodSecret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := config.Load(nil, file, nil); err == nil || strings.Contains(err.Error(), goodSecret) {
		t.Errorf("got %v, want an error without the secret", err)
	}
}

func TestNetworksAndOriginsAreRead(t *testing.T) {
	t.Parallel()
	c := load(t, "TRUSTED_PROXIES=10.0.0.7, 192.168.0.0/16,fd00::/8", "CORS_ORIGINS=https://A.example:443/,http://b.example:8080",
		"PUBLIC_URL=https://tasks.example.org/", "introspection=all", "LOG_LEVEL=Debug", "REGISTRATION=closed")
	for addr, want := range map[string]bool{
		"10.0.0.7": true, "10.0.0.8": false, "192.168.4.4": true, "fd00::1": true, "127.0.0.1": false,
	} {
		got := slices.ContainsFunc(c.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(netip.MustParseAddr(addr)) })
		if got != want {
			t.Errorf("trusts %s: %v, want %v", addr, got, want)
		}
	}
	if fmt.Sprint(c.CORSOrigins) != "[https://a.example http://b.example:8080]" || c.PublicURL != "https://tasks.example.org" {
		t.Errorf("origins %v, public address %q", c.CORSOrigins, c.PublicURL)
	}
	if c.Registration != "CLOSED" || c.LogLevel != "debug" {
		t.Errorf("registration %q and level %q, want the choices as they are documented", c.Registration, c.LogLevel)
	}
}

func TestSecretsPrintMasked(t *testing.T) {
	t.Parallel()
	c := load(t, "DATABASE_URL=postgres://tasklane:hunter22@db.example:5432/tasklane?password=hunter22", "JWT_SECRET="+goodSecret)
	asJSON, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var logged strings.Builder
	slog.New(slog.NewTextHandler(&logged, nil)).Info("start", "config", c, "url", c.DatabaseURL, "secret", c.JWTSecret)
	for how, text := range map[string]string{
		"Effective": fmt.Sprint(c.Effective()), "%v": fmt.Sprintf("%v", c), "%+v": fmt.Sprintf("%+v", c),
		"%#v": fmt.Sprintf("%#v", c), "JSON": string(asJSON), "slog": logged.String(),
	} {
		if strings.Contains(text, "hunter22") || strings.Contains(text, goodSecret) {
			t.Errorf("%s shows a secret: %s", how, text)
		}
	}
	if shown := fmt.Sprint(c.Effective()); !strings.Contains(shown, "postgres://tasklane:********@db.example:5432/tasklane") {
		t.Errorf("the rest of the database's address is missing: %s", shown)
	}
}

func TestEverySettingIsDescribedAndItsDefaultIsGood(t *testing.T) {
	t.Parallel()
	var environ []string
	flags := map[string]bool{}
	for _, s := range config.Settings() {
		if s.Help == "" || strings.Contains(s.Help, "\n") {
			t.Errorf("%s has no help of one line", s.Variable)
		}
		if s.Flag != "" && flags[s.Flag] {
			t.Errorf("two settings have the flag --%s", s.Flag)
		}
		flags[s.Flag] = true
		if s.Variable == "JWT_SECRET" && (s.Flag != "" || !s.Secret) {
			t.Error("JWT_SECRET can be given on the command line, where every user of the machine reads it")
		}
		if s.Default != "" {
			environ = append(environ, s.Variable+"="+s.Default)
		}
	}
	for i, v := range load(t, environ...).Effective() {
		if s := config.Settings()[i]; v.Text != s.Default || v.Variable != s.Variable {
			t.Errorf("%s: %q is read as %q", s.Variable, s.Default, v.Text)
		}
	}
	for _, bound := range config.Bounds() {
		if bound.Err != nil || bound.Low >= bound.High {
			t.Errorf("%s has the bounds %d and %d: %v", bound.Variable, bound.Low, bound.High, bound.Err)
		}
	}
}
