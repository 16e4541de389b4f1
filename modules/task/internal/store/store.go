// Package store is the SQL of the task module, one file for each kind of thing. Its methods take the Querier or the
// transaction that they run on and own none: what makes one change is decided by package app.
package store

import "tasklane/modules/task/internal/app"

// Store has no state: the tables are all there is.
type Store struct{}

var _ app.Store = Store{}
