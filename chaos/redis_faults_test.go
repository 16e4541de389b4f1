package chaos

import "time"

// withoutRedis are faults of a server that only the cluster has.
var withoutRedis = []struct {
	name string
	do   func(d *drill)
}{
	{"Q23_WithoutRedisEverythingStarts", startWithoutRedis},
	{"Q24_Q57_WithoutRedisPeopleWorkAndSessionsEnd", killRedis},
	{"Q25_Q57_AnEmptyRedisBringsNoSessionBack", flushRedis},
	{"Q26_AFullRedisFailsNoChangeAndEndsSessionsStill", fillRedis},
}

const (
	// soon is when an ended session must be out.
	soon = 5 * time.Second
	// later is when it must be without Redis: what a process remembers of a session's state is good for so long.
	later = 30*time.Second + 2*time.Second // and what a busy machine adds
)

// startWithoutRedis starts every process while there is no Redis.
func startWithoutRedis(d *drill) {
	l := d.loads[0]
	out := d.visit(d.Context(), l)
	out.leaves(d)
	d.outage("a start of everything without Redis", func() {
		d.redis.kill()
		for _, p := range d.split.processes {
			p.restart(d)
		}
		d.everyProcess("says that it works without Redis", func(p *process) bool { return p.lacks("redis", true) })
		if !eventually(normalWithin, func() bool { return l.canWrite() }) {
			d.Error("nobody can work without Redis")
		}
		in := d.visit(d.Context(), l)
		if in.isRefused(d) {
			d.Error("somebody who has signed in without Redis is refused")
		}
		if !out.isRefused(d) {
			d.Error("without Redis somebody who has signed out is let in")
		}
		d.redis.start(d)
	})
	d.everyProcess("does not work without Redis any more", func(p *process) bool { return p.has("redis") })
}

// canWrite says whether everybody's latest requests have worked.
func (l *load) canWrite() bool {
	latest := l.ledger.since(time.Now().Add(-2 * time.Second))
	for _, a := range latest {
		if a.err != nil {
			return false
		}
	}
	return len(latest) > enough*len(l.writers)
}

// killRedis has it away until a session that ends meanwhile is out everywhere.
func killRedis(d *drill) {
	before := d.resources()
	l := d.loads[0]
	d.outage("Redis is killed", func() {
		g := d.visit(d.Context(), l, d.split.gateways[0].api, d.split.gateways[1].api)
		d.redis.kill()
		d.everyProcess("says that it works without Redis", func(p *process) bool { return p.lacks("redis", true) })
		if !eventually(normalWithin, func() bool { return l.canWrite() }) {
			d.Error("nobody can work without Redis")
		}
		d.everybodyHears(l)
		g.leaves(d)
		g.isOut(d, later)
		d.redis.start(d)
	})
	g := d.visit(d.Context(), l, d.split.gateways[0].api, d.split.gateways[1].api)
	g.leaves(d)
	g.isOut(d, soon)
	d.nothingLeaks(before)
}

// everybodyHears demands that what is the latest event now gets to every subscriber, in whatever way.
func (d *drill) everybodyHears(l *load) {
	d.Helper()
	last := l.end(d)
	for _, s := range l.subscribers {
		if !eventually(normalWithin, func() bool { return s.at() >= last.seq }) {
			d.Errorf("subscriber %s is at event %d, %s after event %d", s.person.name, s.at(), normalWithin, last.seq)
		}
	}
}

// flushRedis empties it after, and while, sessions end.
func flushRedis(d *drill) {
	l := d.loads[0]
	earlier := d.visit(d.Context(), l)
	earlier.leaves(d)
	g := d.visit(d.Context(), l, d.split.gateways[0].api, d.split.gateways[1].api)
	d.unnoticed("Redis is flushed", func() {
		d.redis.do(d, "FLUSHALL")
		g.leaves(d)
		d.redis.do(d, "FLUSHALL")
		g.isOut(d, soon)
		d.redis.do(d, "FLUSHALL")
	})
	for _, one := range []*guest{earlier, g} {
		if !one.isRefused(d) {
			d.Error("an empty Redis has brought a session back")
		}
	}
}

// fillRedis has it refuse every write.
func fillRedis(d *drill) {
	l := d.loads[0]
	g := d.visit(d.Context(), l, d.split.gateways[0].api, d.split.gateways[1].api)
	d.unnoticed("Redis is full", func() {
		d.redis.do(d, "CONFIG", "SET", "maxmemory-policy", "noeviction")
		d.redis.do(d, "CONFIG", "SET", "maxmemory", "1")
		wait(d.Context(), 3*time.Second)
		g.leaves(d)
		g.isOut(d, later)
		d.redis.do(d, "CONFIG", "SET", "maxmemory", "0")
	})
}
