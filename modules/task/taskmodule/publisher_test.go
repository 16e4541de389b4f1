package taskmodule_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"tasklane/migrations"
	"tasklane/modules/task"
	"tasklane/modules/task/taskmodule"
	"tasklane/modules/task/tasktest"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
)

// slow is a publisher that hands nothing on by itself.
type slow struct {
	outbox *eventlog.Outbox

	mu     sync.Mutex
	nudged []string
}

func (s *slow) Run(ctx context.Context) error { <-ctx.Done(); return nil }

func (s *slow) Outbox() *eventlog.Outbox { return s.outbox }

func (s *slow) Nudge(stream string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nudged = append(s.nudged, stream)
}

// published is a world whose module has a slow publisher.
func published(t *testing.T, db *database.DB) (*tasktest.World, *taskmodule.Module, *clock, *slow) {
	t.Helper()
	c, s := &clock{now: time.Now()}, &slow{}
	var m *taskmodule.Module
	w := tasktest.NewWorld(t, db, func(t *testing.T, site tasktest.Site) task.Service {
		d := deps(site)
		d.Now = c.Now
		d.Publisher = func(log *eventlog.Log) (eventlog.Publisher, error) {
			s.outbox = log.Outbox(&eventlogtest.Recorder{As: "topic"})
			return s, nil
		}
		m = local(t, d)
		return m.Service()
	})
	return w, m, c, s
}

func TestAPublisherIsNudgedAndHoldsUpThePurge(t *testing.T) {
	t.Parallel()
	databasetest.EachMigrated(t, []string{"task"}, func(t *testing.T, db *database.DB) {
		w, m, c, s := published(t, db)
		ada := w.Person(t, "Ada")
		p := w.NewProject(t, ada)
		if err := w.DeleteProject(ada.Ctx, p.ID); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(s.nudged, []string{p.ID, p.ID}) {
			t.Errorf("nudged for %v", s.nudged)
		}
		c.add(31 * 24 * time.Hour)
		purged := func() bool {
			t.Helper()
			if err := m.PurgeOnce(t.Context()); err != nil {
				t.Fatal(err)
			}
			return len(rows(t, db, p)) == 0
		}
		if purged() {
			t.Fatal("nothing of it was published yet")
		}
		if err := s.outbox.Sent(t.Context(), eventlog.Move{Stream: p.ID, From: 0, To: 1}); err != nil {
			t.Fatal(err)
		}
		if purged() {
			t.Fatal("its end was not published yet")
		}
		if err := s.outbox.Sent(t.Context(), eventlog.Move{Stream: p.ID, From: 1, To: 2}); err != nil {
			t.Fatal(err)
		}
		if !purged() {
			t.Errorf("all of it was published, left: %v", rows(t, db, p))
		}
	})
}

func TestAPurgedTaskLeavesThePublishersDeadLetters(t *testing.T) {
	t.Parallel()
	databasetest.EachMigrated(t, []string{"task"}, func(t *testing.T, db *database.DB) {
		w, m, _, s := published(t, db)
		ada := w.Person(t, "Ada")
		p := w.NewProject(t, ada)
		made, err := w.CreateTask(ada.Ctx, task.NewTask{ProjectID: p.ID, Title: "A secret"})
		if err != nil {
			t.Fatal(err)
		}
		entries, err := s.outbox.Waiting(t.Context(), []string{p.ID}, 10)
		if err != nil || len(entries) != 2 {
			t.Fatalf("%d entries, %v", len(entries), err)
		}
		for _, e := range entries {
			if ok, err := s.outbox.Bury(t.Context(), e.Seq-1, e, 1, errors.New("too large")); !ok || err != nil {
				t.Fatal(ok, err)
			}
		}
		if err := w.DeleteTask(ada.Ctx, made.ID); err != nil {
			t.Fatal(err)
		}
		if err := w.PurgeTask(ada.Ctx, made.ID); err != nil {
			t.Fatal(err)
		}
		letters, err := m.Consumers()[0].DeadLetters(t.Context(), "", 10)
		if err != nil || len(letters) != 1 || letters[0].Entry.Type != string(task.ProjectCreated) {
			t.Errorf("left are %+v, %v", letters, err)
		}
	})
}

func TestWhatHappensInAProjectIsPublished(t *testing.T) {
	t.Parallel()
	kafkatest.On(t, func(t *testing.T, c kafka.Cluster) {
		kafkatest.CreateTopics(t, c, "task-events")
		w := tasktest.NewWorld(t, databasetest.SQLite(t, migrations.FS, []string{"task"}), func(t *testing.T, site tasktest.Site) task.Service {
			d := deps(site)
			d.Publisher = func(log *eventlog.Log) (eventlog.Publisher, error) { return kafka.NewPublisher(c, "task-events", log) }
			return local(t, d).Service()
		})
		ada := w.Person(t, "Ada")
		p := w.NewProject(t, ada)
		if _, err := w.CreateTask(ada.Ctx, task.NewTask{ProjectID: p.ID, Title: "Write"}); err != nil {
			t.Fatal(err)
		}
		records := kafkatest.Records(t, c, "task-events")
		eventlogtest.Eventually(t, "both events are in the topic", func() bool {
			records = kafkatest.Records(t, c, "task-events")
			return len(records) == 2
		})
		entry, err := kafka.Decode(records[1].Value)
		if err != nil {
			t.Fatal(err)
		}
		e, err := task.Record(entry).Event()
		if err != nil || e.Type != task.TaskCreated || e.Seq != 2 || e.ProjectID != p.ID || e.ActorID != ada.ID || e.Facts.TaskTitle != "Write" {
			t.Errorf("published was %+v, %v", e, err)
		}
	})
}
