package app

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/telemetry"
)

// journal gathers the events of one change while its transaction runs. It holds the locks of its projects' logs.
type journal struct {
	s *Service
	// tx is the transaction of the change.
	tx *database.Tx
	// turn appends to the logs.
	turn *eventlog.Turn
	// actor is the user who makes the change.
	actor, actorName string
	// now is the time of the change, taken again when reach has the locks; events and rows carry the same.
	now time.Time

	projects map[string]access
	// states are what reach has read and nobody has asked for yet.
	states  map[string]ProjectState
	parcels []parcel
}

// change runs a transaction that holds the logs of these projects, and afterwards tells the world of the events
// that fn has added. fn may run several times: it has no effect outside of tx and of variables that it sets anew each
// time. It checks rights by j.reach, under the locks: a membership that ends meanwhile ends first or later, never between.
//
// A change that adds no event tells nobody.
func (s *Service) change(ctx context.Context, projectIDs []string, fn func(ctx context.Context, tx *database.Tx, j *journal) error) error {
	if _, err := caller(ctx); err != nil {
		return err
	}
	if slices.ContainsFunc(projectIDs, func(id string) bool { return !isID(id) }) {
		return fault.Missing("project")
	}
	actor := identity.From(ctx).UserID
	actorName := s.people.name(ctx, actor)
	return s.log.Write(ctx, projectIDs, func(ctx context.Context, tx *database.Tx, turn *eventlog.Turn) error {
		j := &journal{s: s, tx: tx, turn: turn, actor: actor, actorName: actorName, now: s.now(), projects: map[string]access{}, states: map[string]ProjectState{}}
		if err := fn(ctx, tx, j); err != nil {
			return err
		}
		tx.AfterCommit(func() { s.tell(ctx, j) })
		return j.write(ctx)
	})
}

// add notes an event. It fills id, actor, time, and the names of actor and project; the rest is the caller's: Type,
// ProjectID, TaskID, TaskVersion, CommentID, UserID, Changes and Facts.
func (j *journal) add(e task.Event) {
	e.ActorID, e.At = j.actor, j.now
	e.Facts.ActorName = j.actorName
	if a, ok := j.projects[e.ProjectID]; ok {
		e.Facts.ProjectKey, e.Facts.ProjectName = a.project.Key, a.project.Name
	}
	j.parcels = append(j.parcels, parcel{event: e})
}

// keep puts a task into the cache after the commit, as it is at the latest added event: the cache's version is the
// event's number.
func (j *journal) keep(taskID string, value []byte) {
	j.parcels[len(j.parcels)-1].task = &cachedTask{id: taskID, value: value}
}

// drop takes a task out of the cache: its next value is of another log, whose numbers do not compare.
func (j *journal) drop(taskID string) {
	j.parcels[len(j.parcels)-1].task = &cachedTask{id: taskID, drop: true}
}

// forget holds every older value of a task that is gone for good off the cache. It goes with the latest added event.
func (j *journal) forget(taskID string) {
	j.parcels[len(j.parcels)-1].task = &cachedTask{id: taskID, version: math.MaxInt64}
}

// write appends the events to the log and gives them their numbers.
func (j *journal) write(ctx context.Context) error {
	if len(j.parcels) == 0 {
		return nil
	}
	entries := make([]eventlog.Entry, len(j.parcels))
	for i := range j.parcels {
		e := &j.parcels[i].event
		var err error
		if e.ID, err = newID(); err != nil {
			return err
		}
		record, err := e.Record()
		if err != nil {
			return err
		}
		entries[i] = eventlog.Entry(record)
	}
	written, err := j.turn.Append(ctx, entries...)
	if err != nil {
		return err
	}
	for i := range written {
		p := &j.parcels[i]
		p.event.Seq = written[i].Seq
		if p.task != nil && p.task.version == 0 {
			p.task.version = p.event.Seq
		}
	}
	return nil
}

// tell hands what was committed to open boards, to the notification module and to other systems.
func (s *Service) tell(ctx context.Context, j *journal) {
	origin := telemetry.OriginOf(ctx)
	for _, p := range j.parcels {
		p.origin = origin
		s.announcer.offer(p)
		s.pusher.offer(p)
		if s.publisher != nil {
			s.publisher.Nudge(p.event.ProjectID)
		}
	}
}

// errMoved says that what was read before the locks does not hold under them: the task is in another project now.
var errMoved = errors.New("the task has moved on")

// again runs a change anew while it ends with errMoved, a few times.
func again(change func() error) error {
	for range 5 {
		if err := change(); !errors.Is(err, errMoved) {
			return err
		}
	}
	return fault.Conflictf("It is being moved right now; try again.")
}
