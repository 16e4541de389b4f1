package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tasklane/modules"
	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/modules/user"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/null"
)

// story is a few people's first week. modules/upgrade_test.go looks for what it tells.
type story struct {
	site           *modules.Site
	ada, ben, cleo actor
	err            error // the first; what comes after it does nothing
}

// actor is somebody who is signed in.
type actor struct {
	id  string
	ctx context.Context
}

// live tells the story and waits until everybody has heard of it.
func live(ctx context.Context, site *modules.Site, db *database.DB) error {
	s := &story{site: site}
	s.ada, s.ben, s.cleo = s.join(ctx, "Ada Lovelace", "ada"), s.join(ctx, "Ben Šťastný", "ben"), s.join(ctx, "Cleo", "cleo")
	_, err := site.Users.Login(ctx, user.Login{Email: "ben@example.org", Password: "not his password", Device: device("198.51.100.7")})
	if s.err == nil && !fault.Is(err, fault.Unauthenticated) {
		return fmt.Errorf("a wrong password: %w", err)
	}
	web := s.project("WEB", "Website 🚀")
	ops := s.project("OPS", "Operations")
	s.board(web)
	s.tasks(web, ops)
	s.ends()
	if s.err != nil {
		return s.err
	}
	if err := heard(ctx, db); err != nil {
		return err
	}
	inbox := try(s, func() (pageOf, error) { return site.Notifications.ListNotifications(s.ben.ctx, notification.List{}) })
	if s.err == nil && len(inbox.Items) < 2 {
		return errors.New("ben has not heard of enough")
	}
	try(s, func() (int, error) { return site.Notifications.MarkRead(s.ben.ctx, []string{inbox.Items[0].ID}) })
	try(s, func() (user.User, error) { return site.Users.SetDisabled(s.ada.ctx, s.cleo.id, true) })
	return errors.Join(s.err, letter(ctx, db))
}

// try does a step unless one before it has failed.
func try[T any](s *story, step func() (T, error)) (made T) {
	if s.err == nil {
		made, s.err = step()
	}
	return made
}

func (s *story) do(step func() error) {
	try(s, func() (struct{}, error) { return struct{}{}, step() })
}

func device(ip string) user.Device { return user.Device{UserAgent: "Firefox/146.0", IP: ip} }

func (s *story) join(ctx context.Context, name, account string) actor {
	grant := try(s, func() (user.Grant, error) {
		return s.site.Users.Register(ctx, user.Register{
			Name: name, Email: account + "@example.org", Password: "a long sentence of " + account, Device: device("192.0.2.1"),
		})
	})
	id := identity.OfUser(grant.User.ID, grant.SessionID, grant.User.Role == user.Admin)
	return actor{id: grant.User.ID, ctx: identity.With(ctx, id)}
}

func (s *story) project(key, name string) task.Project {
	p := try(s, func() (task.Project, error) {
		return s.site.Tasks.CreateProject(s.ada.ctx, task.NewProject{Key: key, Name: name, Description: "What we do, and *when*."})
	})
	for who, role := range map[string]task.Role{s.ben.id: task.Editor, s.cleo.id: task.Commenter} {
		try(s, func() (task.Project, error) {
			return s.site.Tasks.SetMember(s.ada.ctx, task.SetMember{ProjectID: p.ID, UserID: who, Role: role})
		})
	}
	return p
}

func (s *story) board(web task.Project) {
	three := 3
	try(s, func() (task.Project, error) {
		return s.site.Tasks.CreateStatus(s.ada.ctx, task.NewStatus{
			ProjectID: web.ID, Key: "blocked", Name: "Blocked", Category: task.InProgress, Color: "#aa3311", WIPLimit: &three, After: null.Value("in_progress"),
		})
	})
}

func (s *story) tasks(web, ops task.Project) {
	bug := try(s, func() (task.Label, error) {
		return s.site.Tasks.CreateLabel(s.ben.ctx, task.NewLabel{ProjectID: web.ID, Name: "bug", Color: "#d33030"})
	})
	day, at := task.Date("2027-01-31"), time.Date(2026, 12, 24, 17, 30, 0, 0, time.UTC)
	launch := s.task(s.ada, task.NewTask{
		ID: "7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b", ProjectID: web.ID, Title: "Launch the new page", Priority: task.Urgent, DueOn: &day,
		AssignedUserID: s.ben.id, Description: "Everybody's waiting.\n\n- [ ] text\n- [x] Žofie's pictures", LabelIDs: []string{bug.ID},
	})
	text := s.task(s.ben, task.NewTask{ProjectID: web.ID, Title: "Write the text", ParentID: launch.ID, StartOn: &day, DueAt: &at})
	fix := s.task(s.ben, task.NewTask{ProjectID: web.ID, Title: "Menu is empty on phones", Status: "blocked", Priority: task.High, LabelIDs: []string{bug.ID}})
	moved := s.task(s.ada, task.NewTask{ProjectID: web.ID, Title: "Renew the certificate", AssignedUserID: s.ben.id})
	try(s, func() (task.Task, error) {
		return s.site.Tasks.MoveTask(s.ada.ctx, task.MoveTask{ID: moved.ID, ProjectID: ops.ID, Status: "done"})
	})
	try(s, func() (task.Task, error) {
		return s.site.Tasks.RelateTasks(s.ben.ctx, task.Relate{TaskID: fix.ID, Kind: task.Blocks, OtherID: launch.ID})
	})
	try(s, func() (task.Task, error) { return s.site.Tasks.WatchTask(s.cleo.ctx, fix.ID) })
	said := try(s, func() (task.Comment, error) {
		return s.site.Tasks.AddComment(s.cleo.ctx, task.NewComment{TaskID: launch.ID, Body: "[@Ben](mention:" + s.ben.id + ") is it ready? 🙂"})
	})
	try(s, func() (task.Comment, error) {
		return s.site.Tasks.UpdateComment(s.cleo.ctx, said.ID, said.Body+" It's about the zeppelin.")
	})
	try(s, func() (task.Task, error) {
		return s.site.Tasks.UpdateTask(s.ada.ctx, task.UpdateTask{ID: text.ID, Status: null.Value("in_review")})
	})
	for _, title := range []string{"A double", "Confidential"} {
		gone := s.task(s.ada, task.NewTask{ProjectID: web.ID, Title: title})
		s.do(func() error { return s.site.Tasks.DeleteTask(s.ada.ctx, gone.ID) })
		if title == "Confidential" {
			s.do(func() error { return s.site.Tasks.PurgeTask(s.ada.ctx, gone.ID) })
		}
	}
}

func (s *story) task(by actor, in task.NewTask) task.Task {
	return try(s, func() (task.Task, error) { return s.site.Tasks.CreateTask(by.ctx, in) })
}

// ends are projects that are over.
func (s *story) ends() {
	old, mistake := s.project("OLD", "Last year"), s.project("OOPS", "A mistake")
	try(s, func() (task.Project, error) {
		return s.site.Tasks.UpdateProject(s.ada.ctx, task.UpdateProject{ID: old.ID, Archived: null.Value(true)})
	})
	s.do(func() error { return s.site.Tasks.DeleteProject(s.ada.ctx, mistake.ID) })
}
