package chaos

import "testing"

// fault is something that breaks while people work.
type fault struct {
	name string
	// at is where people work meanwhile.
	at site
	do func(d *drill)
}

// site is which deployments a fault is about.
type site int

const (
	alone    site = iota // the single process
	apart                // the cluster
	anywhere             // both, at the same time
)

// faults are those that may come at random, in any order and again and again.
var faults = []fault{
	{"kill -9 of each process in turn", anywhere, killEach},
	{"kill -9 of whole modules", apart, killModules},
	{"SIGSTOP of whole modules", anywhere, freezeModules},
	{"a rolling restart", apart, rollEach},
	{"Redis dies", apart, killRedis},
	{"Redis is flushed", apart, flushRedis},
	{"Redis is full", apart, fillRedis},
	{"Kafka dies", apart, killKafka},
	{"Kafka is slow", apart, slowKafka},
	{"Kafka says everything again", apart, rewindKafka},
	{"PostgreSQL restarts", anywhere, restartPostgres},
	{"PostgreSQL hangs", anywhere, hangPostgres},
	{"connections to PostgreSQL break", anywhere, breakPostgres},
	{"a bad network between the modules", apart, badNetwork},
	{"noise at the module ports", apart, noise},
}

// exercise has people work while the fault happens, and verifies that it has harmed nobody.
func exercise(t *testing.T, at site, do func(d *drill)) {
	t.Helper()
	d := drillAt(t, at, dice(t), busy)
	do(d)
	d.verify()
}
