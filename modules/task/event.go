package task

import "time"

// EventType says what happened.
type EventType string

// The types. A reader treats one that it does not know as a reason to read again.
const (
	ProjectCreated  EventType = "PROJECT_CREATED"
	ProjectUpdated  EventType = "PROJECT_UPDATED"
	ProjectDeleted  EventType = "PROJECT_DELETED"
	ProjectRestored EventType = "PROJECT_RESTORED"
	MemberChanged   EventType = "MEMBER_CHANGED"
	MemberRemoved   EventType = "MEMBER_REMOVED"
	TaskCreated     EventType = "TASK_CREATED"
	TaskUpdated     EventType = "TASK_UPDATED"
	TaskMoved       EventType = "TASK_MOVED"
	TaskMovedOut    EventType = "TASK_MOVED_OUT"
	TaskMovedIn     EventType = "TASK_MOVED_IN"
	TaskDeleted     EventType = "TASK_DELETED"
	TaskRestored    EventType = "TASK_RESTORED"
	TaskPurged      EventType = "TASK_PURGED"
	TasksChanged    EventType = "TASKS_CHANGED"
	CommentAdded    EventType = "COMMENT_ADDED"
	CommentUpdated  EventType = "COMMENT_UPDATED"
	CommentDeleted  EventType = "COMMENT_DELETED"
)

// Event is one entry of a project's log. Seq grows by one with each event of the project, without holes.
type Event struct {
	ID          string    `json:"id"`
	ProjectID   string    `json:"projectId"`
	Seq         int64     `json:"seq"`
	Type        EventType `json:"type"`
	TaskID      string    `json:"taskId,omitempty"`
	TaskVersion int       `json:"taskVersion,omitempty"` // after this event
	CommentID   string    `json:"commentId,omitempty"`
	UserID      string    `json:"userId,omitempty"` // whom MEMBER_ events are about
	ActorID     string    `json:"actorId,omitempty"`
	At          time.Time `json:"at"`
	Changes     []Change  `json:"changes,omitempty"`
	Facts       Facts     `json:"facts"`
}

// Cursor is the event's place in the log.
func (e Event) Cursor() Cursor { return Cursor{ProjectID: e.ProjectID, Seq: e.Seq, EntryID: e.ID} }

// Change is one changed field. From and To are names as they were then, FromValue and ToValue the id, key,
// instant or number; nil for none. Texts over 500 characters are left out.
type Change struct {
	Field     string  `json:"field"`
	From      *string `json:"from,omitempty"`
	To        *string `json:"to,omitempty"`
	FromValue *string `json:"fromValue,omitempty"`
	ToValue   *string `json:"toValue,omitempty"`
}

// Facts is what handlers of an event need and must not have to ask for: how things were called then, and
// who was concerned.
type Facts struct {
	ActorName   string `json:"actorName,omitempty"`
	ProjectKey  string `json:"projectKey,omitempty"`
	ProjectName string `json:"projectName,omitempty"`
	TaskRef     string `json:"taskRef,omitempty"`
	TaskTitle   string `json:"taskTitle,omitempty"`
	// AssigneeID is the task's assignee after the event, PreviousAssigneeID the one before it, when that changed.
	AssigneeID         string `json:"assigneeId,omitempty"`
	PreviousAssigneeID string `json:"previousAssigneeId,omitempty"`
	// MentionedIDs are the members whom the text mentions and did not mention before.
	MentionedIDs []string `json:"mentionedIds,omitempty"`
	// WatcherIDs are the task's watchers, at most 500.
	WatcherIDs []string `json:"watcherIds,omitempty"`
	// Excerpt is the beginning of a comment, at most 200 characters.
	Excerpt string `json:"excerpt,omitempty"`
	// Role is the member's new role, with MEMBER_CHANGED; Joined says that they were no member before.
	Role   Role `json:"role,omitempty"`
	Joined bool `json:"joined,omitempty"`
}

// Channel is the broadcast channel of a project; its payload is an Event in JSON.
func Channel(projectID string) string { return "project:" + projectID }

// CacheKey is the key of a task in the cache, set only by a greater version.
func CacheKey(taskID string) string { return "task:" + taskID }

// Head is the latest entry of a project's log.
type Head struct {
	Seq     int64
	EntryID string
}
