package app

import (
	"fmt"
	"strings"
	"unicode"

	"tasklane/modules/notification"
	"tasklane/modules/task"
)

// How much of what people wrote is quoted, in runes.
const (
	maxTitle   = 80
	maxExcerpt = 120
	maxName    = 60
)

// fieldNames are the fields of a task as they are called in a sentence.
var fieldNames = map[string]string{
	"title": "the title", "description": "the description", "priority": "the priority", "labels": "the labels",
	"dueOn": "the due date", "dueAt": "the due date", "startOn": "the start", "startAt": "the start",
	"parent": "the parent task", "relations": "the relations", "assignedUser": "the assignee",
}

// wording is an event in words: plain text on one line.
type wording struct {
	event task.Event
	actor string
	// subject names the task, WEB-12 “Fix the login”.
	subject string
}

func wordingOf(e task.Event) wording {
	w := wording{event: e, actor: oneLine(e.Facts.ActorName, maxName), subject: e.Facts.TaskRef}
	if w.actor == "" {
		w.actor = "Somebody"
	}
	if title := oneLine(e.Facts.TaskTitle, maxTitle); title != "" {
		w.subject = strings.TrimSpace(w.subject + " “" + title + "”")
	}
	if w.subject == "" {
		w.subject = "a task"
	}
	return w
}

// message is the line for somebody who is told for this reason.
func (w wording) message(kind notification.Kind) string {
	switch kind {
	case notification.Assigned:
		return fmt.Sprintf("%s assigned %s to you", w.actor, w.subject)
	case notification.Unassigned:
		return fmt.Sprintf("%s unassigned you from %s", w.actor, w.subject)
	case notification.Mentioned:
		if w.event.CommentID != "" {
			return fmt.Sprintf("%s mentioned you on %s%s", w.actor, w.subject, w.quote())
		}
		return fmt.Sprintf("%s mentioned you in %s", w.actor, w.subject)
	case notification.Commented:
		return fmt.Sprintf("%s commented on %s%s", w.actor, w.subject, w.quote())
	case notification.StatusChanged:
		return fmt.Sprintf("%s moved %s%s", w.actor, w.subject, w.way())
	case notification.AddedToProject:
		return fmt.Sprintf("%s added you to %s%s", w.actor, w.project(), w.role())
	default:
		return w.updated()
	}
}

func (w wording) updated() string {
	switch w.event.Type {
	case task.TaskDeleted:
		return fmt.Sprintf("%s moved %s to the trash", w.actor, w.subject)
	case task.TaskRestored:
		return fmt.Sprintf("%s took %s out of the trash", w.actor, w.subject)
	case task.TaskMovedOut:
		return fmt.Sprintf("%s moved %s to another project", w.actor, w.subject)
	}
	if changes := told(w.event); len(changes) == 1 {
		if name, ok := fieldNames[changes[0].Field]; ok {
			return fmt.Sprintf("%s changed %s of %s", w.actor, name, w.subject)
		}
	}
	return w.several()
}

// several is said of more than one change.
func (w wording) several() string { return fmt.Sprintf("%s updated %s", w.actor, w.subject) }

// way is from where to where: " from To do to Done".
func (w wording) way() string {
	c, _ := changeOf(w.event, "status")
	text := ""
	if c.From != nil && *c.From != "" {
		text = " from " + oneLine(*c.From, maxName)
	}
	if c.To != nil && *c.To != "" {
		text += " to " + oneLine(*c.To, maxName)
	}
	return text
}

func (w wording) quote() string {
	excerpt := oneLine(plain(w.event.Facts.Excerpt), maxExcerpt)
	if excerpt == "" {
		return ""
	}
	return ": " + excerpt
}

func (w wording) project() string {
	name, key := oneLine(w.event.Facts.ProjectName, maxName), w.event.Facts.ProjectKey
	switch {
	case name != "" && key != "":
		return fmt.Sprintf("%s (%s)", name, key)
	case name != "":
		return name
	default:
		return "a project"
	}
}

var roleNames = map[task.Role]string{
	task.Owner: "an owner", task.Editor: "an editor", task.Commenter: "a commenter", task.Viewer: "a viewer",
}

func (w wording) role() string {
	if name, ok := roleNames[w.event.Facts.Role]; ok {
		return " as " + name
	}
	return ""
}

// oneLine makes one line of what people wrote, without marks that turn the direction of what follows, cut to so
// many runes with an ellipsis.
func oneLine(text string, limit int) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.IsControl(r):
			return ' '
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text)
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= limit {
		return string(runes)
	}
	return strings.TrimRight(string(runes[:limit-1]), " ") + "…"
}
