package app

import (
	"slices"

	"tasklane/modules/notification"
	"tasklane/modules/task"
)

// rank orders the reasons to be told: of several, the strongest is the one that is given.
var rank = map[notification.Kind]int{
	notification.Mentioned: 6, notification.Assigned: 5, notification.Unassigned: 5, notification.AddedToProject: 4,
	notification.Commented: 3, notification.StatusChanged: 2, notification.Updated: 1,
}

// audience is who is told of an event, and why.
type audience struct {
	actor string
	why   map[string]notification.Kind
}

// tell adds people, except who did it: nobody is told of their own act.
func (a *audience) tell(kind notification.Kind, userIDs ...string) {
	for _, id := range userIDs {
		if id != "" && id != a.actor && rank[kind] > rank[a.why[id]] {
			a.why[id] = kind
		}
	}
}

// audienceOf decides who is told of an event. known is false for a type that this version does not know.
func audienceOf(e task.Event) (a audience, known bool) {
	a = audience{actor: e.ActorID, why: map[string]notification.Kind{}}
	f := e.Facts
	followers := append(slices.Clone(f.WatcherIDs), f.AssigneeID)
	switch e.Type {
	case task.TaskCreated, task.TaskMovedIn, task.CommentUpdated:
		a.tell(notification.Mentioned, f.MentionedIDs...)
		if e.Type == task.TaskCreated {
			a.tell(notification.Assigned, f.AssigneeID)
		}
	case task.TaskUpdated, task.TaskMoved:
		a.tell(notification.Mentioned, f.MentionedIDs...)
		if _, ok := changeOf(e, "assignedUser"); ok && f.AssigneeID != f.PreviousAssigneeID {
			a.tell(notification.Assigned, f.AssigneeID)
			a.tell(notification.Unassigned, f.PreviousAssigneeID)
		}
		if _, ok := changeOf(e, "status"); ok {
			a.tell(notification.StatusChanged, followers...)
		}
		if len(told(e)) > 0 {
			a.tell(notification.Updated, followers...)
		}
	case task.TaskMovedOut, task.TaskDeleted, task.TaskRestored:
		a.tell(notification.Updated, followers...)
	case task.CommentAdded:
		a.tell(notification.Mentioned, f.MentionedIDs...)
		a.tell(notification.Commented, followers...)
	case task.MemberChanged:
		if f.Joined {
			a.tell(notification.AddedToProject, e.UserID)
		}
	case task.MemberRemoved, task.TaskPurged, task.CommentDeleted, task.TasksChanged,
		task.ProjectCreated, task.ProjectUpdated, task.ProjectDeleted, task.ProjectRestored:
	default:
		return a, false
	}
	return a, true
}

// silent are changes that are no news: a card's place in its column, and who watches.
var silent = []string{"position", "watchers"}

// told are the changed fields that people are told of.
func told(e task.Event) []task.Change {
	return slices.DeleteFunc(slices.Clone(e.Changes), func(c task.Change) bool { return slices.Contains(silent, c.Field) })
}

func changeOf(e task.Event, field string) (task.Change, bool) {
	i := slices.IndexFunc(e.Changes, func(c task.Change) bool { return c.Field == field })
	if i < 0 {
		return task.Change{}, false
	}
	return e.Changes[i], true
}
