package app

import (
	"context"
	"slices"
	"strings"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// LabelStore is the tables labels and task_labels.
type LabelStore interface {
	// Labels reads the labels of several projects, by folded name within each project.
	Labels(ctx context.Context, q database.Querier, projectIDs []string) ([]task.Label, error)
	// Label reads one with its creator; database.ErrNoRows.
	Label(ctx context.Context, q database.Querier, id string) (label task.Label, createdBy string, err error)
	InsertLabel(ctx context.Context, tx *database.Tx, l task.Label, nameFolded, createdBy string) error
	UpdateLabel(ctx context.Context, tx *database.Tx, l task.Label, nameFolded string) error
	DeleteLabel(ctx context.Context, tx *database.Tx, id string) error
	// Unlabel takes a label off at most limit tasks and returns how many.
	Unlabel(ctx context.Context, tx *database.Tx, labelID string, at database.Time, limit int) (int, error)
}

const (
	mostLabels   = 500
	usualColor   = "#57606a"
	labelMissing = "label"
)

// Labels reads the labels of several projects, by name.
func (s *Service) Labels(ctx context.Context, projectIDs []string) (map[string][]task.Label, error) {
	ids, err := s.seenIDs(ctx, projectIDs)
	if err != nil || len(ids) == 0 {
		return map[string][]task.Label{}, err
	}
	labels, err := s.store.Labels(ctx, s.read(), ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string][]task.Label, len(ids))
	for _, l := range labels {
		found[l.ProjectID] = append(found[l.ProjectID], l)
	}
	return found, nil
}

// CreateLabel adds a label. Sent again by the same user for the same project it gives what it made.
func (s *Service) CreateLabel(ctx context.Context, in task.NewLabel) (task.Label, error) {
	l, chosen, err := newLabel(in)
	if err != nil {
		return task.Label{}, err
	}
	var made task.Label
	err = s.change(ctx, []string{l.ProjectID}, func(ctx context.Context, tx *database.Tx, j *journal) error {
		if _, err := j.reach(ctx, l.ProjectID, task.Editor); err != nil {
			return err
		}
		if chosen {
			free, err := s.store.ChooseID(ctx, tx, l.ID)
			if err != nil {
				return err
			}
			if !free {
				made, err = j.madeLabel(ctx, l)
				return err
			}
		}
		if err := j.freeName(ctx, l); err != nil {
			return err
		}
		if err := s.store.InsertLabel(ctx, tx, l, folded(l.Name), j.actor); err != nil {
			return err
		}
		made = l
		j.labelsChanged(l.ProjectID, nil, &l)
		return nil
	})
	return made, err
}

func newLabel(in task.NewLabel) (l task.Label, chosen bool, err error) {
	l.ProjectID, l.Color = in.ProjectID, usualColor
	if l.ID, chosen, err = chosenID(in.ID); err != nil {
		return l, chosen, err
	}
	if l.Name, err = line("input.name", in.Name, maxName); err != nil {
		return l, chosen, err
	}
	if in.Color != "" {
		l.Color, err = color(in.Color)
	}
	return l, chosen, err
}

// madeLabel answers a create that came before.
func (j *journal) madeLabel(ctx context.Context, l task.Label) (task.Label, error) {
	made, creator, err := j.s.store.Label(ctx, j.tx, l.ID)
	if _, err = ignoreNoRows(made, err); err != nil {
		return task.Label{}, err
	}
	if creator != j.actor || made.ProjectID != l.ProjectID {
		return task.Label{}, fault.Conflictf("The id is taken.")
	}
	return made, nil
}

// freeName makes sure that no other label of the project has the name, in whatever case.
func (j *journal) freeName(ctx context.Context, l task.Label) error {
	labels, err := j.s.store.Labels(ctx, j.tx, []string{l.ProjectID})
	if err != nil {
		return err
	}
	taken := func(other task.Label) bool { return other.ID != l.ID && strings.EqualFold(other.Name, l.Name) }
	if slices.ContainsFunc(labels, taken) {
		return fault.Conflictf("The project has a label %s already.", l.Name)
	}
	known := slices.ContainsFunc(labels, func(other task.Label) bool { return other.ID == l.ID })
	if !known && len(labels) >= mostLabels {
		return fault.Conflictf("A project has at most %d labels.", mostLabels)
	}
	return nil
}

// labelsChanged notes that a label was added, changed or removed.
func (j *journal) labelsChanged(projectID string, from, to *task.Label) {
	c := task.Change{Field: "labels"}
	if from != nil {
		c.From, c.FromValue = shown(from.Name), shown(from.ID)
	}
	if to != nil {
		c.To, c.ToValue = shown(to.Name), shown(to.ID)
	}
	j.add(task.Event{Type: task.ProjectUpdated, ProjectID: projectID, Changes: []task.Change{c}})
}
