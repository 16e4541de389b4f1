package task

import (
	"time"

	"tasklane/platform/null"
	"tasklane/platform/page"
)

// Priority is how much a task matters.
type Priority string

// The priorities, from least to most.
const (
	NoPriority Priority = "NONE"
	Low        Priority = "LOW"
	Medium     Priority = "MEDIUM"
	High       Priority = "HIGH"
	Urgent     Priority = "URGENT"
)

// Task is a card on the board, with the column and the labels that it has.
type Task struct {
	ID             string
	ProjectID      string
	Ref            string // WEB-12
	Number         int
	Title          string
	Description    string // Markdown as written
	Status         Status
	Priority       Priority
	AssignedUserID string // "" for nobody
	Labels         []Label
	ParentID       string // "" for none
	StartOn        *Date
	StartAt        *time.Time
	DueOn          *Date // at most one of DueOn and DueAt
	DueAt          *time.Time
	Position       string // fractional index inside the column, compared by bytes
	CommentCount   int
	CreatedByID    string
	CreatedAt      time.Time
	UpdatedAt      time.Time
	CompletedAt    *time.Time
	DeletedAt      *time.Time // in the trash since
	// Version grows by one with every change of the task's own fields, column, place or labels.
	Version int
}

// Date is a calendar day without a zone, "2026-11-23", of the years 1900 to 2999.
type Date string

// RelationKind is how a task stands to another one.
type RelationKind string

// The kinds; BlockedBy and DuplicatedBy are the other side's view of Blocks and Duplicates.
const (
	Blocks       RelationKind = "BLOCKS"
	BlockedBy    RelationKind = "BLOCKED_BY"
	Relates      RelationKind = "RELATES"
	Duplicates   RelationKind = "DUPLICATES"
	DuplicatedBy RelationKind = "DUPLICATED_BY"
)

// Inverse is the kind as the other task sees it.
func (k RelationKind) Inverse() RelationKind {
	switch k {
	case Blocks:
		return BlockedBy
	case BlockedBy:
		return Blocks
	case Duplicates:
		return DuplicatedBy
	case DuplicatedBy:
		return Duplicates
	default:
		return k
	}
}

// Relation is a task's tie to another one.
type Relation struct {
	Kind RelationKind
	Task Task
}

// Comment is what somebody said about a task.
type Comment struct {
	ID        string
	ProjectID string
	TaskID    string
	AuthorID  string
	Body      string // Markdown as written; a mention is [@Ada](mention:USER_ID)
	CreatedAt time.Time
	EditedAt  *time.Time
}

// NewTask is what CreateTask takes. Empty fields take the defaults: the first column of category TODO (else
// the first column), no priority, nobody, the end of the column.
type NewTask struct {
	ID, ProjectID, Title, Description string
	Status                            string // a column's key
	Priority                          Priority
	AssignedUserID                    string
	LabelIDs                          []string
	ParentID                          string
	StartOn, DueOn                    *Date
	StartAt, DueAt                    *time.Time
	After, Before                     string // neighbours in its column
}

// UpdateTask changes what is set; null clears, title, status and priority cannot be null. DueOn and DueAt
// clear each other, and so do StartOn and StartAt.
type UpdateTask struct {
	ID                          string
	Title, Description, Status  null.Of[string]
	Priority                    null.Of[Priority]
	AssignedUserID              null.Of[string]
	LabelIDs                    null.Of[[]string]
	AddLabelIDs, RemoveLabelIDs null.Of[[]string]
	ParentID                    null.Of[string]
	StartOn, DueOn              null.Of[Date]
	StartAt, DueAt              null.Of[time.Time]
	IfVersion                   *int
}

// MoveTask puts a task into a column (empty: its own) between two tasks of it (both empty: at its end), and
// into another project when ProjectID names one.
type MoveTask struct {
	ID, Status, After, Before, ProjectID string
	IfVersion                            *int
}

// BulkUpdate changes up to 100 tasks alike, all or nothing. Fields as in UpdateTask; Deleted true is the
// trash, false the way back.
type BulkUpdate struct {
	IDs                         []string
	Status                      null.Of[string]
	Priority                    null.Of[Priority]
	AssignedUserID              null.Of[string]
	AddLabelIDs, RemoveLabelIDs null.Of[[]string]
	StartOn, DueOn              null.Of[Date]
	StartAt, DueAt              null.Of[time.Time]
	Deleted                     null.Of[bool]
}

// Relate ties or unties two tasks.
type Relate struct {
	TaskID  string
	Kind    RelationKind
	OtherID string
}

// NewComment is what AddComment takes; ID may be empty.
type NewComment struct{ ID, TaskID, Body string }

// Filter selects tasks: its conditions are joined by AND, a list is satisfied by any of its members, nil
// is no condition, and an empty list is satisfied by nothing.
type Filter struct {
	ProjectIDs      []string
	AssignedUserIDs []string
	Unassigned      bool
	Statuses        []string // keys
	Categories      []Category
	Priorities      []Priority
	LabelIDs        []string
	NoLabels        bool
	CreatedByIDs    []string
	WatchedByMe     bool
	ParentID        string
	TopLevel        bool
	DueBefore       *time.Time // DueOn counts as the end of that day, UTC
	DueAfter        *time.Time
	UpdatedSince    *time.Time
	Text            string // every word, the last one by prefix
	Deleted         bool   // only what lies in the trash
}

// Sort is what a list of tasks is ordered by; ties go by id.
type Sort string

// The orders. ByDue and ByPriority put tasks without one last when ascending.
const (
	ByPosition  Sort = "POSITION"
	ByCreatedAt Sort = "CREATED_AT"
	ByUpdatedAt Sort = "UPDATED_AT"
	ByDue       Sort = "DUE"
	ByPriority  Sort = "PRIORITY"
	ByTitle     Sort = "TITLE"
	ByNumber    Sort = "NUMBER"
)

// List asks for tasks of the projects that the caller is in. The zero By is ByCreatedAt, newest first.
type List struct {
	Filter     Filter
	By         Sort
	Descending bool
	Page       page.Args
}

// CommentList asks for a task's comments, oldest first.
type CommentList struct {
	TaskID string
	Page   page.Args
}

// History asks for a project's or a task's events, oldest first. Exactly one of the ids is set.
type History struct {
	ProjectID, TaskID string
	Page              page.Args
}
