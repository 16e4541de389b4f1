package live

import (
	"slices"
	"time"
)

// room is a project's presence as one gateway knows it.
type room struct {
	own         map[string]Person // by viewer: user and session
	others      map[string]list   // by gateway
	watchers    map[chan struct{}]struct{}
	unsubscribe func()
	changed     bool      // since it was told
	ask         bool      // others may have told what was not heard
	told        time.Time // when the own list was told last
}

type list struct {
	people []Person
	heard  time.Time
}

func (r *room) expire(now time.Time) (changed bool) {
	for viewer, one := range r.own {
		if now.Sub(one.Seen) > presenceStay {
			delete(r.own, viewer)
			changed = true
		}
	}
	for gateway, other := range r.others {
		if now.Sub(other.heard) > presenceSilence {
			delete(r.others, gateway)
			changed = true
		}
	}
	return changed
}

// leave takes out whoever left, unless they have come back since; at whichever gateway.
func (r *room) leave(left map[string]time.Time) {
	gone := func(one Person) bool {
		at, is := left[one.Viewer]
		return is && !one.Seen.After(at)
	}
	for viewer, one := range r.own {
		if gone(one) {
			delete(r.own, viewer)
			r.changed = true
		}
	}
	for gateway, other := range r.others {
		r.others[gateway] = list{people: slices.DeleteFunc(slices.Clone(other.people), gone), heard: other.heard}
	}
	r.signal()
}

// handOver leaves those to another gateway who have called there since.
func (r *room) handOver(theirs []Person) {
	for _, one := range theirs {
		if mine, known := r.own[one.Viewer]; known && one.Seen.After(mine.Seen) {
			delete(r.own, one.Viewer)
			r.changed = true
		}
	}
}

func (r *room) list() []Person {
	people := make([]Person, 0, len(r.own))
	for _, one := range r.own {
		people = append(people, one)
	}
	return people
}

func (r *room) signal() {
	for c := range r.watchers {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}
