package app

// Kind is a kind of object that has an id.
type Kind string

// The kinds of objects that a store finds by id.
const (
	ProjectKind Kind = "project"
	StatusKind  Kind = "status"
	LabelKind   Kind = "label"
	TaskKind    Kind = "task"
	CommentKind Kind = "comment"
	EventKind   Kind = "event"
)

// Found is an object's kind and project.
type Found struct {
	Kind      Kind
	ProjectID string
}
