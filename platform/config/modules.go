package config

import (
	"slices"
	"strings"
)

// The modules, by the names that MODULES takes.
const (
	User         = "user"
	Task         = "task"
	Notification = "notification"
	Gateway      = "gateway"
)

// need is one module's row of the table.
type need struct {
	module   string
	settings []string
	calls    []string
}

// needs is what a module cannot do without once others run elsewhere: settings, and the modules that it calls. No two
// processes share an SQLite file, so there DATABASE_URL means PostgreSQL.
var needs = []need{
	{User, []string{"DATABASE_URL", "REDIS_URL"}, nil},
	{Task, []string{"DATABASE_URL", "REDIS_URL", "KAFKA_BROKERS"}, []string{User, Notification}},
	{Notification, []string{"DATABASE_URL", "REDIS_URL", "KAFKA_BROKERS"}, nil},
	{Gateway, []string{"REDIS_URL"}, []string{User, Task, Notification}},
}

// Runs says whether the module runs in this process.
func (c Config) Runs(module string) bool {
	return slices.Contains(c.Modules, "all") || slices.Contains(c.Modules, module)
}

// Whole says that every module runs in this process.
func (c Config) Whole() bool {
	return !slices.ContainsFunc(Modules(), func(module string) bool { return !c.Runs(module) })
}

// Stores says that a module runs here which has tables.
func (c Config) Stores() bool { return c.Runs(User) || c.Runs(Task) || c.Runs(Notification) }

// Modules lists all of them, those that are called before those that call.
func Modules() []string { return []string{User, Notification, Task, Gateway} }

// Elsewhere lists the modules that this process calls and does not run.
func (c Config) Elsewhere() []string {
	var found []string
	for _, module := range Modules() {
		if !c.Runs(module) && slices.ContainsFunc(needs, func(n need) bool { return c.Runs(n.module) && slices.Contains(n.calls, module) }) {
			found = append(found, module)
		}
	}
	return found
}

// Served lists the modules of this process that others call from elsewhere.
func (c Config) Served() []string {
	var found []string
	for _, module := range Modules() {
		if c.Runs(module) && slices.ContainsFunc(needs, func(n need) bool { return !c.Runs(n.module) && slices.Contains(n.calls, module) }) {
			found = append(found, module)
		}
	}
	return found
}

// Peer is where a module that runs elsewhere is: host:port, or several of them, comma-separated.
func (c Config) Peer(module string) string {
	return joined(map[string]Hosts{User: c.UserAddr, Task: c.TaskAddr, Notification: c.NotificationAddr}[module])
}

func (c Config) checkModules() error {
	for _, name := range c.Modules {
		if name != "all" && !slices.Contains(Modules(), name) {
			return wrong("MODULES", "%q is no module; use all, or some of %s, comma-separated", name, strings.Join(Modules(), ", "))
		}
	}
	if len(c.Modules) == 0 {
		return wrong("MODULES", "no module is named; use all, or some of %s, comma-separated", strings.Join(Modules(), ", "))
	}
	if c.Whole() {
		return nil
	}
	for _, n := range needs {
		if !c.Runs(n.module) {
			continue
		}
		for _, variable := range n.settings {
			if c.missing(variable) {
				return wrong(variable, "the %s module needs it when modules run in several processes; %s", n.module, fix[variable])
			}
		}
		for _, module := range n.calls {
			if !c.Runs(module) && c.Peer(module) == "" {
				return wrong(strings.ToUpper(module)+"_ADDR", "where is the %s module? write host:port, such as %s:7000, or let it run here with MODULES", module, module)
			}
		}
	}
	return c.checkTLS()
}

// fix says how to mend a setting that a process with some of the modules lacks.
var fix = map[string]string{ //nolint:gosec // what stands there are examples
	"DATABASE_URL":  "set postgres://user:password@host:5432/database",
	"REDIS_URL":     "set redis://host:6379",
	"KAFKA_BROKERS": "set host:9092, or several of them, comma-separated",
}

func (c Config) missing(variable string) bool {
	switch variable {
	case "DATABASE_URL":
		return !c.PostgreSQL()
	case "REDIS_URL":
		return c.RedisURL == ""
	default:
		return len(c.KafkaBrokers) == 0
	}
}

func (c Config) checkTLS() error {
	set := 0
	for _, file := range []string{c.TCPCert, c.TCPKey, c.TCPCA} {
		if file != "" {
			set++
		}
	}
	if set != 0 && set != 3 {
		return wrong("TCP_CERT", "TCP_CERT, TCP_KEY and TCP_CA belong together: set all of them, or none")
	}
	return nil
}
