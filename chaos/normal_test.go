package chaos

import (
	"fmt"
	"time"
)

const (
	// brisk is what a normal answer takes less than, here where nine processes and their servers share a few cores.
	brisk = time.Second
	// fresh is how far behind a subscriber may be.
	fresh = 2 * time.Second
	// enough is how many requests of each person in a row are a while.
	enough = 4
)

// becomesNormal waits until everybody has worked without a failure for a while, and every subscriber has heard of it.
func (d *drill) becomesNormal(what string, mended time.Time) {
	d.Helper()
	for _, l := range d.loads {
		if !eventually(normalWithin-time.Since(mended), func() bool { return l.normalSince(mended) }) {
			d.Errorf("%s: %s after it, %s is not back to normal: %s", what, time.Since(mended).Round(time.Millisecond), l.deployment.name, l.abnormal(mended))
		}
	}
	d.calm = time.Now()
}

// normalSince says whether everybody's latest requests, all begun after this, have worked, briskly, and every
// subscriber is about as far.
func (l *load) normalSince(mended time.Time) bool { return l.abnormal(mended) == "" }

// abnormal says what is not normal yet.
func (l *load) abnormal(mended time.Time) string {
	latest := map[string][]attempt{}
	var recent []mark
	for _, a := range l.ledger.since(mended) {
		who := fmt.Sprint(a.who, a.write)
		latest[who] = append(latest[who], a)
		if a.isOfTask() && time.Since(a.ended()) < fresh {
			recent = append(recent, a.made)
		}
	}
	if len(latest) < len(l.writers)+len(l.readers) {
		return "somebody has no answer yet"
	}
	for who, attempts := range latest {
		if len(attempts) < enough {
			return who + " has only begun"
		}
		for _, a := range attempts[len(attempts)-enough:] {
			if a.err != nil || a.took > brisk {
				return fmt.Sprintf("%s: %s, %v", who, a.took, a.err)
			}
		}
	}
	// Events come in order: who has heard of one of these is not further behind than it. Of the very latest, which others
	// are making at this moment, nobody need have heard yet.
	for _, s := range l.subscribers {
		if !s.hasHeardOne(recent) {
			return fmt.Sprintf("subscriber %s has heard of nothing that was done in the last %s, the latest came %s ago", s.person.name, fresh, s.silence().Round(time.Millisecond))
		}
	}
	return ""
}

// isCalm demands that nothing has failed since all was normal.
func (d *drill) isCalm(what string) {
	d.Helper()
	for _, l := range d.loads {
		for _, a := range l.ledger.since(d.calm) {
			if a.err != nil {
				d.Errorf("%s: at %s %s of %s failed without a reason, after %s: %v", what, l.deployment.name, a.what, a.who, a.took, a.err)
				return
			}
		}
	}
}

// answersInTime demands that every request had an answer, good or bad, within the time-out, if the machine had time left.
func (d *drill) answersInTime(what string, began time.Time, left float64) {
	d.Helper()
	if d.mute {
		d.mute = false
		return
	}
	if left < noTimeLeft {
		d.Logf("%s: the machine had %.1f %% of its time left; how long answers took says nothing", what, 100*left)
		return
	}
	for _, l := range d.loads {
		for _, a := range l.ledger.since(began) {
			if a.took > answersWithin {
				d.Errorf("%s: at %s %s had its answer to %s after %s: %v", what, l.deployment.name, a.who, a.what, a.took, a.err)
			}
		}
	}
}

// inboxesCatchUp demands that what was due when the outage ended is in the inboxes soon after.
func (d *drill) inboxesCatchUp() {
	d.Helper()
	for _, l := range d.loads {
		due, unread := l.dueNow(), 0
		if !eventually(normalWithin-time.Since(d.mended), func() bool {
			unread = l.unread(d.Context())
			return unread >= due
		}) {
			d.Errorf("%s after the outage %d notifications are in the inbox at %s, and %d are due", normalWithin, unread, l.deployment.name, due)
		}
	}
	d.Logf("the inboxes had caught up %s after it", time.Since(d.mended).Round(10*time.Millisecond))
}
