package app

import (
	"context"
	"maps"
	"slices"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// mostTies is how many relations a task has.
const mostTies = 100

// RelateTasks ties two tasks; a tie that exists stays.
func (s *Service) RelateTasks(ctx context.Context, in task.Relate) (task.Task, error) {
	return s.changeTie(ctx, in, tying, func(ctx context.Context, j *journal, t Tie) (bool, error) {
		tied, err := s.store.PutTie(ctx, j.tx, t, database.At(j.now))
		if err != nil || !tied {
			return false, err
		}
		for _, id := range []string{in.TaskID, in.OtherID} {
			n, err := s.store.CountTies(ctx, j.tx, id)
			if err != nil {
				return false, err
			}
			if n > mostTies {
				return false, fault.Conflictf("A task has at most %d relations.", mostTies)
			}
		}
		return true, nil
	})
}

// UnrelateTasks unties them.
func (s *Service) UnrelateTasks(ctx context.Context, in task.Relate) (task.Task, error) {
	return s.changeTie(ctx, in, untying, func(ctx context.Context, j *journal, t Tie) (bool, error) {
		return s.store.RemoveTie(ctx, j.tx, t)
	})
}

// stored is the one row in which a tie is kept, from whichever side it is named.
func stored(in task.Relate) Tie {
	t := Tie{TaskID: in.TaskID, Kind: in.Kind, OtherID: in.OtherID}
	backwards := in.Kind == task.BlockedBy || in.Kind == task.DuplicatedBy
	if backwards || (in.Kind == task.Relates && in.OtherID < in.TaskID) {
		t = Tie{TaskID: in.OtherID, Kind: in.Kind.Inverse(), OtherID: in.TaskID}
	}
	return t
}

func checkTie(in task.Relate) error {
	switch in.Kind {
	case task.Blocks, task.BlockedBy, task.Relates, task.Duplicates, task.DuplicatedBy:
	default:
		return fault.Invalidf("input.kind", "A kind is BLOCKS, BLOCKED_BY, RELATES, DUPLICATES or DUPLICATED_BY.")
	}
	if in.TaskID == in.OtherID {
		return fault.Invalidf("input.otherId", "A task cannot be related to itself.")
	}
	return nil
}

// told is how a change of a tie is told to one end: what it was tied to before, and what after.
type told func(other value) (from, to value)

func tying(other value) (from, to value)   { return value{}, other }
func untying(other value) (from, to value) { return other, value{} }

// changeTie changes a tie under the locks of both projects, for editors of both, and tells both logs.
func (s *Service) changeTie(ctx context.Context, in task.Relate, as told, fn func(context.Context, *journal, Tie) (bool, error)) (task.Task, error) {
	if _, err := caller(ctx); err != nil {
		return task.Task{}, err
	}
	if err := checkTie(in); err != nil {
		return task.Task{}, err
	}
	var is task.Task
	err := again(func() error {
		here, err := s.placeOf(ctx, in.TaskID)
		if err != nil {
			return err
		}
		there, err := s.placeOf(ctx, in.OtherID)
		if err != nil {
			return err
		}
		return s.change(ctx, []string{here, there}, func(ctx context.Context, _ *database.Tx, j *journal) error {
			one, other, err := j.ends(ctx, in, here, there)
			if err != nil {
				return err
			}
			is = one.task
			changed, err := fn(ctx, j, stored(in))
			if err != nil || !changed {
				return err
			}
			noteTie(one, other, as)
			return nil
		})
	})
	return is, err
}

// end is one of the two tasks of a tie.
type end struct {
	*bench
	*draft
}

func (j *journal) ends(ctx context.Context, in task.Relate, here, there string) (one, other end, err error) {
	if one.bench, err = j.bench(ctx, here, task.Editor, Arrival{}); err != nil {
		return one, other, err
	}
	if other.bench, err = j.bench(ctx, there, task.Editor, Arrival{}); err != nil {
		return one, other, err
	}
	if one.draft, err = one.bench.draft(ctx, in.TaskID); err != nil {
		return one, other, err
	}
	if other.draft, err = other.bench.draft(ctx, in.OtherID); err != nil {
		return one, other, err
	}
	return one, other, firstOf(one.live(), other.live())
}

// noteTie tells both ends. What is in another project is not named.
func noteTie(one, other end, as told) {
	same := one.task.ProjectID == other.task.ProjectID
	for _, side := range [][2]end{{one, other}, {other, one}} {
		name := value{}
		if same {
			name = value{side[1].task.Ref, side[1].task.ID}
		}
		from, to := as(name)
		side[0].say("relations", from, to)
		side[0].note(side[0].draft, task.TaskUpdated)
	}
}

// Relations reads the ties of several tasks to those that the caller may see.
func (s *Service) Relations(ctx context.Context, taskIDs []string) (map[string][]task.Relation, error) {
	ids, err := s.seenTasks(ctx, taskIDs)
	if err != nil || len(ids) == 0 {
		return map[string][]task.Relation{}, err
	}
	ties, err := s.store.Ties(ctx, s.read(), ids)
	if err != nil {
		return nil, err
	}
	others := make([]string, 0, 2*len(ties))
	for _, t := range ties {
		others = append(others, t.TaskID, t.OtherID)
	}
	slices.Sort(others)
	tasks := map[string]task.Task{}
	for part := range slices.Chunk(slices.Compact(others), maxIDs) {
		some, err := s.TasksByID(ctx, part)
		if err != nil {
			return nil, err
		}
		maps.Copy(tasks, some)
	}
	found := make(map[string][]task.Relation, len(ids))
	add := func(id string, kind task.RelationKind, other string) {
		if t, ok := tasks[other]; ok && slices.Contains(ids, id) {
			found[id] = append(found[id], task.Relation{Kind: kind, Task: t})
		}
	}
	for _, t := range ties {
		add(t.TaskID, t.Kind, t.OtherID)
		add(t.OtherID, t.Kind.Inverse(), t.TaskID)
	}
	return found, nil
}
