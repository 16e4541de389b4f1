// Package task is the contract of the task module: projects with their members, columns and labels,
// tasks, comments, and the log of everything that happened to them. Who holds a Service neither knows
// nor asks whether it runs in this process.
package task

import (
	"time"

	"tasklane/platform/null"
	"tasklane/platform/page"
)

// Role is what a member may do in a project.
type Role string

// The roles, from most to least. None is nobody's: a project that is not seen at all.
const (
	None      Role = ""
	Owner     Role = "OWNER"
	Editor    Role = "EDITOR"
	Commenter Role = "COMMENTER"
	Viewer    Role = "VIEWER"
)

var ranks = map[Role]int{None: 0, Viewer: 1, Commenter: 2, Editor: 3, Owner: 4}

// Valid says whether it is a role that a member can have.
func (r Role) Valid() bool { return ranks[r] > 0 }

// AtLeast says whether the role includes the other one's rights.
func (r Role) AtLeast(other Role) bool { return ranks[r] >= ranks[other] }

// Project is a board and those who work on it.
type Project struct {
	ID          string
	Key         string // prefix of its tasks' references: WEB
	Name        string
	Description string
	CreatedAt   time.Time
	ArchivedAt  *time.Time // read-only since
	DeletedAt   *time.Time // in the trash since; it goes for good 30 days later
	// ViewerRole is the caller's role; Viewer for the project's audience, None in a list of ownerless ones.
	ViewerRole Role
	// Cursor is the place of the project's latest event, read before the rest of the project.
	Cursor Cursor
}

// Category says what being in a column means.
type Category string

// The categories. A task in a Done or Canceled column is completed.
const (
	Backlog    Category = "BACKLOG"
	Todo       Category = "TODO"
	InProgress Category = "IN_PROGRESS"
	Done       Category = "DONE"
	Canceled   Category = "CANCELED"
)

// Status is a column of the board.
type Status struct {
	ID        string
	ProjectID string
	Key       string // names it in the API; can be renamed, the id stays
	Name      string
	Category  Category
	Color     string // #rrggbb
	Position  string // fractional index, sorts by bytes
	WIPLimit  *int   // soft
}

// Label is a coloured word on tasks.
type Label struct {
	ID        string
	ProjectID string
	Name      string
	Color     string // #rrggbb
}

// Member is a person in a project.
type Member struct {
	ProjectID string
	UserID    string
	Role      Role
	JoinedAt  time.Time
}

// ID is the member's id in the API: projectId.userId.
func (m Member) ID() string { return m.ProjectID + "." + m.UserID }

// StatusCount is how many tasks a column has, those in the trash left out.
type StatusCount struct {
	Status Status
	Count  int
}

// Seat is a person's place in a project, in questions about many at once.
type Seat struct {
	ProjectID string
	UserID    string
}

// NewProject is what CreateProject takes.
type NewProject struct {
	ID, Key, Name, Description string // ID may be empty
}

// UpdateProject changes what is set. Null description is "".
type UpdateProject struct {
	ID                     string
	Key, Name, Description null.Of[string]
	Archived               null.Of[bool]
}

// ProjectList asks for the caller's projects, by name.
type ProjectList struct {
	// IncludeArchived adds archived ones; Deleted lists those in the trash instead (owners see theirs); Ownerless,
	// for admins, those whose owners are all disabled.
	IncludeArchived, Deleted, Ownerless bool
	Page                                page.Args
}

// SetMember adds a person or changes their role, by UserID or by a complete Email.
type SetMember struct {
	ProjectID, UserID, Email string
	Role                     Role
}

// MemberList asks for the members of a project, the longest there first.
type MemberList struct {
	ProjectID string
	Query     string // prefix of a word of the name
	Page      page.Args
}

// NewStatus is what CreateStatus takes. After is the key of the column that it stands behind; absent:
// last; null: first. An empty Color gets one by category.
type NewStatus struct {
	ProjectID, Key, Name string
	Category             Category
	Color                string
	After                null.Of[string]
	WIPLimit             *int
}

// UpdateStatus changes what is set; only the WIP limit can be null, and After (first).
type UpdateStatus struct {
	ProjectID, Key      string
	NewKey, Name, Color null.Of[string]
	Category            null.Of[Category]
	After               null.Of[string]
	WIPLimit            null.Of[int]
}

// DeleteStatus removes a column; its tasks go to the end of MoveTasksTo.
type DeleteStatus struct{ ProjectID, Key, MoveTasksTo string }

// NewLabel is what CreateLabel takes.
type NewLabel struct{ ID, ProjectID, Name, Color string }

// UpdateLabel changes what is set.
type UpdateLabel struct {
	ID          string
	Name, Color null.Of[string]
}
