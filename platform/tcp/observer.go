package tcp

import "time"

// Observer counts calls, for metrics. An outcome is OK or a code of package fault. Its methods are called from many
// goroutines.
type Observer interface {
	// Called: a call of this process ended, after as many tries as it took.
	Called(method, outcome string, took time.Duration)
	// Repeated: a call of this process was tried once more.
	Repeated(method string)
	// Served: a call of another process was answered. The method is "" for who may not call at all.
	Served(method, outcome string, took time.Duration)
}

// Unobserved counts nothing.
type Unobserved struct{}

// Called implements Observer.
func (Unobserved) Called(string, string, time.Duration) {}

// Repeated implements Observer.
func (Unobserved) Repeated(string) {}

// Served implements Observer.
func (Unobserved) Served(string, string, time.Duration) {}

// ok is the outcome of a call that did what it was asked.
const ok = "OK"
