package modules

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"tasklane/migrations"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
	"tasklane/platform/lifecycle"
)

// paper is what a log is written on.
type paper struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *paper) Write(line []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(line)
}

func (p *paper) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// unit is started like a reader.
type unit struct{ lifecycle.Unit }

func (u unit) Run(ctx context.Context) error { return u.Unit.Run(ctx) }
func (unit) Nudge(string)                    {}

func TestEachEventIsALineOfTheLogWithoutWhatPeopleWrote(t *testing.T) {
	t.Parallel()
	kafkatest.On(t, func(t *testing.T, c kafka.Cluster) {
		kafkatest.CreateTopics(t, c, taskEvents, notificationEvents)
		db := databasetest.SQLite(t, migrations.FS, []string{"task", "notification"})
		publish(t, c, db, "task", taskEvents, eventlog.Entry{
			Stream: "p1", Type: "TASK_CREATED", Subject: "t1", Actor: "u1", Changes: json.RawMessage(`[{"field":"title","to":"a secret"}]`),
			Body: json.RawMessage(`{"facts":{"taskRef":"WEB-1\n","taskTitle":"a secret"}}`),
		}, eventlog.Entry{Stream: "p1", Type: "A_TYPE_FROM_THE_FUTURE", Body: json.RawMessage(`{"facts":["odd"]}`)})
		publish(t, c, db, "notification", notificationEvents, eventlog.Entry{
			Stream: "u2", Type: "NOTIFICATION_ADDED", Subject: "t1", Body: json.RawMessage(`{"kind":"ASSIGNED","message":"Ada assigned a secret to you"}`),
		})
		written := &paper{}
		eventlogtest.Start(t, unit{eventLogUnit(c, slog.New(slog.NewTextHandler(written, nil)), nil)})
		wanted := []string{
			`msg=event topic=task-events type=TASK_CREATED project=p1 seq=1 id=`, `actor=u1 task=t1 ref="WEB-1\n"`,
			`topic=task-events type=A_TYPE_FROM_THE_FUTURE project=p1 seq=2`,
			`topic=notification-events type=NOTIFICATION_ADDED user=u2 seq=1`, `task=t1 kind=ASSIGNED`,
		}
		eventlogtest.Eventually(t, "all of it is in the log", func() bool {
			text := written.String()
			for _, want := range wanted {
				if !strings.Contains(text, want) {
					return false
				}
			}
			return true
		})
		if text := written.String(); strings.Contains(text, "secret") || strings.Count(text, "\n") != 3 {
			t.Errorf("the log says\n%s", text)
		}
	})
}

// publish has entries of a module's log get into a topic.
func publish(t *testing.T, c kafka.Cluster, db *database.DB, module, topic string, entries ...eventlog.Entry) {
	t.Helper()
	log := eventlog.New(db, module)
	err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		turn, err := log.Begin(ctx, tx, entries[0].Stream)
		if err != nil {
			return err
		}
		_, err = turn.Append(ctx, entries...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := kafka.NewPublisher(c, topic, log)
	if err != nil {
		t.Fatal(err)
	}
	eventlogtest.Start(t, p)
}
