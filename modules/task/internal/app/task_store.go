package app

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/database"
)

// StoredTask is a task as its row tells it: of its column it has only the id, and no reference and no labels.
type StoredTask struct {
	task.Task
	// TrashedWith is the task whose deletion took this one along, itself included; "" outside of the trash.
	TrashedWith string
}

// WholeTask has its labels, by name, and its watchers, the earliest first.
type WholeTask struct {
	StoredTask
	Watchers []string
}

// TaskStore is the tables tasks, task_labels, task_refs, relations, watchers and search.
type TaskStore interface {
	TaskRowStore
	PositionStore
	TreeStore
	ListStore
	RelationStore
	WatcherStore
	SearchStore
}

// TaskRowStore reads and writes tasks.
type TaskRowStore interface {
	// TaskPlaces says in which project each task is now; unknown ids are left out.
	TaskPlaces(ctx context.Context, q database.Querier, ids []string) (map[string]string, error)
	// StoredTask reads one; database.ErrNoRows.
	StoredTask(ctx context.Context, q database.Querier, id string) (StoredTask, error)
	// StoredTasks reads several, in any order.
	StoredTasks(ctx context.Context, q database.Querier, ids []string) ([]StoredTask, error)
	// WholeTasks reads several, in any order.
	WholeTasks(ctx context.Context, tx *database.Tx, ids []string) ([]WholeTask, error)
	// WholeTasksLater is WholeTasks along with the transaction's next statement: ask for them when that was answered.
	WholeTasksLater(ctx context.Context, tx *database.Tx, ids []string) (func() []WholeTask, error)
	// TaskIDByNumber finds the task that has or once had the number in the project; database.ErrNoRows.
	TaskIDByNumber(ctx context.Context, q database.Querier, projectID string, number int) (string, error)
	// CountTo says which number of the project was given last.
	CountTo(ctx context.Context, tx *database.Tx, projectID string, number int) error
	// InsertTask writes a new task without its labels; titleFolded is what lists by title sort it by.
	InsertTask(ctx context.Context, tx *database.Tx, t StoredTask, titleFolded string) error
	// UpdateTask writes everything that can change but project, number and comment count. A nil description stays.
	UpdateTask(ctx context.Context, tx *database.Tx, t StoredTask, titleFolded string, description *string) error
	// LabelsOf reads the labels of several tasks, by name.
	LabelsOf(ctx context.Context, q database.Querier, taskIDs []string) (map[string][]task.Label, error)
	// PutLabels ties labels to a task, TakeLabels unties them.
	PutLabels(ctx context.Context, tx *database.Tx, taskID string, labelIDs []string) error
	TakeLabels(ctx context.Context, tx *database.Tx, taskID string, labelIDs []string) error
	// SubtasksOf reads the children of several tasks, those in the trash left out, oldest first.
	SubtasksOf(ctx context.Context, q database.Querier, parentIDs []string) ([]StoredTask, error)
}

// Spot is a task's place in its column.
type Spot struct {
	TaskID   string
	Position string
}

// PositionStore knows the order of the tasks of a column, those in the trash left out.
type PositionStore interface {
	// LastPosition is the position of the column's last task, "" when it is empty.
	LastPosition(ctx context.Context, q database.Querier, projectID, statusID string) (string, error)
	// SpotsBehind and SpotsBefore read the nearest places on either side of a place, the nearest first.
	SpotsBehind(ctx context.Context, q database.Querier, projectID, statusID string, from Spot, limit int) ([]Spot, error)
	SpotsBefore(ctx context.Context, q database.Querier, projectID, statusID string, from Spot, limit int) ([]Spot, error)
}

// TreeStore reads tasks with their subtasks, and takes them to the trash, to other projects and away.
type TreeStore interface {
	// Tree reads a task and everything below it, those in the trash too, each before its children; at most limit.
	Tree(ctx context.Context, q database.Querier, rootID string, limit int) ([]Branch, error)
	// AncestorsOf gives the ids of a task's parents, the nearest first, at most limit.
	AncestorsOf(ctx context.Context, q database.Querier, id string, limit int) ([]string, error)
	// SetTrash writes when and with whom a task went to the trash, the version and the time of the change.
	SetTrash(ctx context.Context, tx *database.Tx, t StoredTask) error
	// CrowdedSpots finds those of the tasks whose place a task outside of the trash has too.
	CrowdedSpots(ctx context.Context, q database.Querier, projectID string, ids []string) ([]string, error)
	// Rehome writes a task into another project, with its new number, column and place, and keeps its old reference.
	Rehome(ctx context.Context, tx *database.Tx, t StoredTask, fromProject string, oldNumber int) error
	// RemoveTasks removes tasks with all that hangs on them, their words in the search too.
	RemoveTasks(ctx context.Context, tx *database.Tx, ids []string) error
	// FormerProjects says in which projects a task was before.
	FormerProjects(ctx context.Context, q database.Querier, ids []string) (map[string][]string, error)
}

// Branch is a task of a tree: how far it is below the root.
type Branch struct {
	ID    string
	Depth int
}

// Tie is a relation as it is stored.
type Tie struct {
	TaskID  string
	Kind    task.RelationKind // Blocks, Duplicates or Relates
	OtherID string
}

// RelationStore keeps ties. A tie has one row: who blocks or duplicates is its task, and of two that relate the
// one with the smaller id.
type RelationStore interface {
	// Ties reads the ties of several tasks, on whichever side they stand, the oldest first.
	Ties(ctx context.Context, q database.Querier, taskIDs []string) ([]Tie, error)
	CountTies(ctx context.Context, q database.Querier, taskID string) (int, error)
	// PutTie and RemoveTie say whether anything changed.
	PutTie(ctx context.Context, tx *database.Tx, t Tie, at database.Time) (bool, error)
	RemoveTie(ctx context.Context, tx *database.Tx, t Tie) (bool, error)
}

// WatcherStore keeps who watches which task.
type WatcherStore interface {
	// WatchersOf reads who watches each of several tasks, the earliest first.
	WatchersOf(ctx context.Context, q database.Querier, taskIDs []string) (map[string][]string, error)
	// Watched says which of the tasks a person watches.
	Watched(ctx context.Context, q database.Querier, taskIDs []string, userID string) ([]string, error)
	// PutWatchers adds people; who watches already stays.
	PutWatchers(ctx context.Context, tx *database.Tx, taskID string, userIDs []string, at database.Time) error
	RemoveWatcher(ctx context.Context, tx *database.Tx, taskID, userID string) error
	// KeepWatchers removes the watchers of tasks who are not members of the project.
	KeepWatchers(ctx context.Context, tx *database.Tx, taskIDs []string, projectID string) error
}

// Words are what a task or a comment can be found by.
type Words struct {
	OwnerID   string // the task's or the comment's id
	Kind      string // KindTask or KindComment
	TaskID    string
	ProjectID string
	Words     []string
}

// The kinds of Words.
const (
	KindTask    = "task"
	KindComment = "comment"
)

// SearchStore keeps the words of tasks and comments.
type SearchStore interface {
	// PutWords writes the words of a task or a comment, new or not.
	PutWords(ctx context.Context, tx *database.Tx, w Words) error
	RemoveWords(ctx context.Context, tx *database.Tx, ownerID string) error
}
