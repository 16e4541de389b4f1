package memory

import "sync"

// subscription is one subscriber's queue. It takes memory only for what waits in it: everybody who is signed in has one,
// and nearly all of them are empty.
type subscription struct {
	hear   func([]byte)
	missed func()
	limit  int
	wake   chan struct{} // holds one when something waits
	ended  chan struct{}

	mu      sync.Mutex
	waiting [][]byte
	hole    bool // in what was offered, behind what waits
}

func newSubscription(limit int, hear func([]byte), missed func()) *subscription {
	if missed == nil {
		missed = func() {}
	}
	return &subscription{hear: hear, missed: missed, limit: limit, wake: make(chan struct{}, 1), ended: make(chan struct{})}
}

// offer queues a message; false: there is no room, and the subscriber will be told of a hole.
func (s *subscription) offer(payload []byte) (taken bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if taken = len(s.waiting) < s.limit; taken {
		s.waiting = append(s.waiting, payload)
	} else {
		s.hole = true
	}
	s.signal()
	return taken
}

// miss notes that something was not offered.
func (s *subscription) miss() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hole = true
	s.signal()
}

func (s *subscription) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *subscription) deliver() {
	for {
		select {
		case <-s.ended:
			return
		case <-s.wake:
		}
		for call := s.next(); call != nil; call = s.next() {
			call()
		}
	}
}

// next is what the subscriber is to be told next; nil for nothing. A hole's turn is when all that came before it has been
// heard, and one call stands for several. What waits when the subscription ends is not delivered.
func (s *subscription) next() func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.hasEnded():
		return nil
	case len(s.waiting) > 0:
		payload := s.waiting[0]
		s.waiting[0] = nil
		if s.waiting = s.waiting[1:]; len(s.waiting) == 0 {
			s.waiting = nil
		}
		return func() { s.hear(payload) }
	case s.hole:
		s.hole = false
		return s.missed
	default:
		return nil
	}
}

func (s *subscription) hasEnded() bool {
	select {
	case <-s.ended:
		return true
	default:
		return false
	}
}
