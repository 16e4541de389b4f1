package task

import (
	"context"

	"tasklane/platform/page"
)

// Service is the task module. The caller is the identity in ctx: a user, the audience of one project, which
// may read that project and nothing else, or a module. What a caller may not see does not exist: NotFound, with
// exactly the words of an unknown id. Field paths of Invalid are those of the GraphQL API. Any method may also
// return Unavailable when the database is out of reach.
//
// Reads by several ids leave out what is unknown or unseen, and take at most 500 ids; maps have no entry for it.
type Service interface {
	Projects
	Board
	Tasks
	Comments
	Log
}

// Projects are projects and who is in them.
type Projects interface {
	// CreateProject makes a project with the usual six columns; the caller becomes its owner. Any user may.
	// The same id again from the same user gives what it made.
	//
	// Returns Invalid for key, name, description or id, Conflict for a taken key or id.
	CreateProject(ctx context.Context, in NewProject) (Project, error)

	// UpdateProject changes, archives or unarchives. Owners only. Returns NotFound, Forbidden, Invalid, Conflict for a
	// taken key, and Conflict for any change but unarchiving of an archived project.
	UpdateProject(ctx context.Context, in UpdateProject) (Project, error)

	// DeleteProject puts the project into the trash, where it is unseen but for its owners and restorable for 30
	// days. Owners only.
	DeleteProject(ctx context.Context, id string) error

	// RestoreProject takes it out of the trash. Owners only.
	RestoreProject(ctx context.Context, id string) (Project, error)

	// Project reads one by id, or by key when id is empty. NotFound.
	Project(ctx context.Context, id, key string) (Project, error)

	// ProjectsByID reads several.
	ProjectsByID(ctx context.Context, ids []string) (map[string]Project, error)

	// ListProjects lists the caller's projects by name. Ownerless is for admins: Forbidden.
	ListProjects(ctx context.Context, in ProjectList) (page.Page[Project], error)

	// SetMember adds a member or changes a role. Owners; and an admin who names themselves as owner of a project whose
	// owners are all disabled.
	//
	// Returns NotFound, Forbidden, Invalid for an unknown person or role, Conflict for the last owner.
	SetMember(ctx context.Context, in SetMember) (Project, error)

	// RemoveMember ends a membership: owners anyone's, everyone their own. The person's assignments and watches in the
	// project end with it. Returns NotFound, Forbidden, Conflict for the last owner.
	RemoveMember(ctx context.Context, projectID, userID string) error

	// ListMembers lists a project's members. NotFound.
	ListMembers(ctx context.Context, in MemberList) (page.Page[Member], error)

	// SharesProject says which of the people share a project with the caller.
	SharesProject(ctx context.Context, userIDs []string) (map[string]bool, error)

	// Roles says which role each person has in each project, for the gateway as a module: it checks open
	// subscriptions in one batch. No entry: not a member, or the project is gone or in the trash.
	Roles(ctx context.Context, seats []Seat) (map[Seat]Role, error)
}

// Board is the columns and labels of a project.
type Board interface {
	// CreateStatus adds a column, at most 50. Owners only. Returns NotFound, Forbidden, Invalid, Conflict for a taken key.
	CreateStatus(ctx context.Context, in NewStatus) (Project, error)

	// UpdateStatus changes a column. Owners only. A new category completes or reopens its tasks. Errors as CreateStatus.
	UpdateStatus(ctx context.Context, in UpdateStatus) (Project, error)

	// DeleteStatus removes a column, in portions of 500 tasks. Owners only. Returns NotFound, Forbidden, Invalid when
	// both columns are one or it is the last.
	DeleteStatus(ctx context.Context, in DeleteStatus) (Project, error)

	// CreateLabel adds a label, at most 500. Editors. Returns NotFound, Forbidden, Invalid, Conflict for a taken name or id.
	CreateLabel(ctx context.Context, in NewLabel) (Label, error)

	// UpdateLabel changes a label. Editors. Errors as CreateLabel.
	UpdateLabel(ctx context.Context, in UpdateLabel) (Label, error)

	// DeleteLabel takes a label off every task and removes it. Editors. Returns NotFound, Forbidden.
	DeleteLabel(ctx context.Context, id string) error

	// Statuses reads the columns of several projects, in order.
	Statuses(ctx context.Context, projectIDs []string) (map[string][]Status, error)

	// Labels reads the labels of several projects, by name.
	Labels(ctx context.Context, projectIDs []string) (map[string][]Label, error)

	// StatusCounts counts the tasks of each column of several projects, columns in order, empty ones too.
	StatusCounts(ctx context.Context, projectIDs []string) (map[string][]StatusCount, error)
}

// Tasks are the cards.
type Tasks interface {
	// CreateTask makes a task. Editors. The same id again from the same user for the same project gives what it
	// made, unchanged.
	//
	// Returns NotFound for the project, Forbidden, Invalid for everything that is wrong with the input, an assignee,
	// label or parent from elsewhere among it, NotFound for a neighbour that the caller may not see, Conflict for a taken
	// id and for an archived project.
	CreateTask(ctx context.Context, in NewTask) (Task, error)

	// UpdateTask changes what is set. Editors. Returns NotFound, Forbidden, Invalid, and Conflict when IfVersion is set
	// and the task has moved on, lies in the trash, or its project is archived. A change to what already is makes no event.
	UpdateTask(ctx context.Context, in UpdateTask) (Task, error)

	// MoveTask places a task in a column, between two tasks of it, or at its end when both neighbours are empty.
	// Editors of the task's project and, when ProjectID moves it across, of the target too. Subtasks go along across.
	//
	// Returns NotFound for a task, project or neighbour that the caller may not see, Invalid for an unknown column or
	// a move next to itself, Conflict as UpdateTask.
	MoveTask(ctx context.Context, in MoveTask) (Task, error)

	// BulkUpdate changes many alike, all or nothing, one event each. Editors of every task's project. Errors as UpdateTask.
	BulkUpdate(ctx context.Context, in BulkUpdate) ([]Task, error)

	// DeleteTask puts a task with its subtasks into the trash. Editors. What lies there already stays as it is.
	DeleteTask(ctx context.Context, id string) error

	// RestoreTask takes a task out of the trash, with the subtasks that went with it. Editors.
	RestoreTask(ctx context.Context, id string) (Task, error)

	// PurgeTask removes a task and its subtasks for good, its words in the history included. Owners only. Conflict for
	// one that is not in the trash.
	PurgeTask(ctx context.Context, id string) error

	// RelateTasks ties two tasks; an existing tie stays. Editors of both projects. Returns NotFound, Forbidden, Invalid for a
	// task with itself, Conflict beyond 100 relations.
	RelateTasks(ctx context.Context, in Relate) (Task, error)

	// UnrelateTasks unties them. Errors as RelateTasks.
	UnrelateTasks(ctx context.Context, in Relate) (Task, error)

	// WatchTask and UnwatchTask are for every member. Conflict beyond 500 watchers.
	WatchTask(ctx context.Context, id string) (Task, error)
	UnwatchTask(ctx context.Context, id string) (Task, error)

	// Task reads one by id, or by a reference such as WEB-12 when id is empty; a reference from before a move works
	// too. Those in the trash are found as well. NotFound.
	Task(ctx context.Context, id, ref string) (Task, error)

	// TasksByID reads several.
	TasksByID(ctx context.Context, ids []string) (map[string]Task, error)

	// TaskOf reads the task of an event that the caller received, as it is now, at that event's version or a later one;
	// the cache serves it. NotFound once the task is gone or has left the project.
	TaskOf(ctx context.Context, e Event) (Task, error)

	// ListTasks lists tasks of the caller's projects. Returns Invalid for sizes and cursors.
	ListTasks(ctx context.Context, in List) (page.Page[Task], error)

	// Subtasks reads the children of several tasks, those in the trash left out, oldest first.
	Subtasks(ctx context.Context, parentIDs []string) (map[string][]Task, error)

	// Relations reads the ties of several tasks to those that the caller may see.
	Relations(ctx context.Context, taskIDs []string) (map[string][]Relation, error)

	// Watchers reads the ids of who watches each of several tasks, the earliest first.
	Watchers(ctx context.Context, taskIDs []string) (map[string][]string, error)

	// Watched says which of the tasks the caller watches.
	Watched(ctx context.Context, taskIDs []string) (map[string]bool, error)
}

// Comments are what people say about tasks.
type Comments interface {
	// AddComment adds one; its author watches the task from then on. Commenters. The same id again from the same user
	// for the same task gives what it made.
	//
	// Returns NotFound, Forbidden, Invalid for an empty or overlong body, Conflict for a taken id, an archived project or
	// a task in the trash.
	AddComment(ctx context.Context, in NewComment) (Comment, error)

	// UpdateComment changes one's own. Errors as AddComment; Forbidden for another's.
	UpdateComment(ctx context.Context, id, body string) (Comment, error)

	// DeleteComment removes one's own; owners anyone's.
	DeleteComment(ctx context.Context, id string) error

	// CommentsByID reads several.
	CommentsByID(ctx context.Context, ids []string) (map[string]Comment, error)

	// ListComments lists a task's comments. NotFound for the task.
	ListComments(ctx context.Context, in CommentList) (page.Page[Comment], error)
}

// Log is the record of everything that happened, gapless per project.
type Log interface {
	// ListEvents pages through a project's or a task's history. NotFound.
	ListEvents(ctx context.Context, in History) (page.Page[Event], error)

	// Replay reads the events behind a place, oldest first, at most limit (1 to 500).
	//
	// Returns ResyncRequired when the place is not in this log or more than 5,000 events back, NotFound for the project.
	Replay(ctx context.Context, after Cursor, limit int) ([]Event, error)

	// Heads reads the latest entries of several projects' logs, for the gateway as a module or a member.
	Heads(ctx context.Context, projectIDs []string) (map[string]Head, error)

	// Node finds any object of the module by its id: exactly one field of the answer is set. NotFound.
	Node(ctx context.Context, id string) (Node, error)
}

// Node is an object found by its id alone.
type Node struct {
	Project *Project
	Member  *Member
	Status  *Status
	Label   *Label
	Task    *Task
	Comment *Comment
	Event   *Event
}
