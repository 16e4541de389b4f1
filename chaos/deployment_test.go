package chaos

import (
	"fmt"
	"strings"
	"testing"
)

// deployment is a way to run Tasklane. Nothing that people see depends on it.
type deployment struct {
	name string
	// door is where clients come in, host:port.
	door      string
	database  string // its name
	processes []*process
	// modules are the processes by what they run, those that are called before those that call.
	modules [][]*process
	// writers write; reader is assigned to tasks and told of what happens to them.
	writers []*person
	reader  *person
	founded int // projects
}

// newSingle starts one process on PostgreSQL alone: no Redis, no Kafka.
func newSingle(t testing.TB, w *world) *deployment {
	t.Helper()
	p := newProcess(t, w, "single process", "DATABASE_URL="+w.postgres.database(t, "single"))
	p.start(t)
	d := &deployment{name: "single", door: p.api, database: "single", processes: []*process{p}, modules: [][]*process{{p}}}
	d.settle(t)
	return d
}

// settle makes the accounts.
func (d *deployment) settle(t testing.TB) {
	t.Helper()
	for _, name := range []string{"Ada", "Grace", "Edsger", "Barbara"} {
		d.writers = append(d.writers, register(t, d, name))
	}
	d.reader = register(t, d, "Donald")
}

// people are all of them.
func (d *deployment) people() []*person { return append(append([]*person{}, d.writers...), d.reader) }

// cluster is one process for each module, twice, behind a balancer, and with a proxy before whatever is called.
type cluster struct {
	*deployment

	users, tasks, notifications, gateways []*process
	// before are the proxies before module processes, by the process.
	before   map[*process]*proxy
	balancer *balancer
	settings []string
}

// copies is how many processes there are of each module.
const copies = 2

func newCluster(t testing.TB, w *world) *cluster {
	t.Helper()
	c := &cluster{deployment: &deployment{name: "split", database: "split"}, before: map[*process]*proxy{}}
	c.settings = []string{
		"DATABASE_URL=" + w.postgres.database(t, "split"), "REDIS_URL=redis://" + w.redis.proxy.Listen, "KAFKA_BROKERS=" + w.broker.proxy.Listen,
		"KAFKA_PARTITIONS=4",
	}
	run(t, w, c.settings, "migrate")
	c.users = c.module(t, w, "user")
	c.notifications = c.module(t, w, "notification")
	c.tasks = c.module(t, w, "task", c.at(c.users...), c.at(c.notifications...))
	c.gateways = c.module(t, w, "gateway", c.at(c.users...), c.at(c.tasks...), c.at(c.notifications...))
	c.modules = [][]*process{c.users, c.notifications, c.tasks, c.gateways}
	for _, p := range c.processes {
		p.launch(t)
	}
	for _, p := range c.processes {
		p.getsReady(t)
	}
	c.balancer = newBalancer(t, c.gateways)
	c.door = c.balancer.address
	c.settle(t)
	return c
}

// module makes the processes of a module.
func (c *cluster) module(t testing.TB, w *world, module string, others ...string) (made []*process) {
	t.Helper()
	for n := range copies {
		p := newProcess(t, w, fmt.Sprintf("%s %d", module, n+1), append(append([]string{"MODULES=" + module}, c.settings...), others...)...)
		made = append(made, p)
		if module != "gateway" {
			c.before[p] = newProxy(t, p.name, p.tcp)
		}
	}
	c.processes = append(c.processes, made...)
	return made
}

// at is the setting that says where a module is: behind the proxies.
func (c *cluster) at(processes ...*process) string {
	var addresses []string
	for _, p := range processes {
		addresses = append(addresses, c.before[p].Listen)
	}
	module, _, _ := strings.Cut(processes[0].name, " ")
	return strings.ToUpper(module) + "_ADDR=" + strings.Join(addresses, ",")
}

// keeps says whether the process has a database.
func (p *process) keeps() bool { return !strings.HasPrefix(p.name, "gateway") }
