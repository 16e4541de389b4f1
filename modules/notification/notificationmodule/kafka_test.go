package notificationmodule_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"

	"tasklane/migrations"
	"tasklane/modules/notification"
	"tasklane/modules/notification/notificationmodule"
	"tasklane/modules/notification/notificationtest"
	"tasklane/modules/task"
	"tasklane/platform/broadcast/memory"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
	"tasklane/platform/eventlog/local"
)

const (
	events     = "task-events"
	deliveries = "notification-events"
)

// TestOverKafka has the log come by way of a real broker: nobody who looks at an inbox can tell.
func TestOverKafka(t *testing.T) {
	t.Parallel()
	kafkatest.On(t, func(t *testing.T, c kafka.Cluster) {
		notificationtest.Run(t, func(t *testing.T) notificationtest.World { return overKafka(t, kafkatest.Apart(c)) })
	})
}

func overKafka(t *testing.T, c kafka.Cluster) notificationtest.World {
	t.Helper()
	kafkatest.CreateTopics(t, c, events, deliveries)
	db := databasetest.SQLite(t, migrations.FS, tables)
	log := eventlog.New(db, "task")
	publisher, err := kafka.NewPublisher(c, events, log, kafka.WithPoll(100*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	eventlogtest.Start(t, publisher)
	s := site{db: db, air: memory.New(memory.WithQueue(1024)), deps: notificationmodule.Deps{
		Reader: func(consumer *eventlog.Consumer, taken func([]eventlog.Entry)) eventlog.Reader {
			return kafka.NewReader(c, events, consumer, kafka.Handling(local.OnTaken(taken)))
		},
		Publisher: func(log *eventlog.Log) (eventlog.Publisher, error) { return kafka.NewPublisher(c, deliveries, log) },
	}}
	m, stop := s.start(t)
	w := s.world(m, log, func(t *testing.T) {
		stop()
		databasetest.Exec(t, db, `DELETE FROM notification_positions WHERE consumer = 'notification'`)
		kafkatest.Rewind(t, c, "notification")
		s.start(t)
	})
	w.Nudge = publisher.Nudge
	w.Consumers = append(w.Consumers, publisher.Outbox().Consumer)
	return w
}

func TestWhatIsToBeDeliveredIsPublished(t *testing.T) {
	t.Parallel()
	kafkatest.On(t, func(t *testing.T, c kafka.Cluster) {
		w := overKafka(t, c)
		ada, bob := uuid.NewString(), uuid.NewString()
		assigned, err := task.Event{
			Type: task.TaskCreated, ProjectID: uuid.NewString(), TaskID: uuid.NewString(), ActorID: ada,
			Facts: task.Facts{ActorName: "Ada", TaskRef: "WEB-1", AssigneeID: bob},
		}.Record()
		if err != nil {
			t.Fatal(err)
		}
		w.Nudge(w.Append(t, eventlog.Entry(assigned))[0].Stream)
		records := kafkatest.Records(t, c, deliveries)
		eventlogtest.Eventually(t, "the notification is in the topic", func() bool {
			records = kafkatest.Records(t, c, deliveries)
			return len(records) > 0
		})
		e, err := kafka.Decode(records[0].Value)
		if err != nil {
			t.Fatal(err)
		}
		var n notification.Notification
		if err := json.Unmarshal(e.Body, &n); err != nil || len(records) != 1 || e.Stream != bob || e.Seq != 1 || e.Subject != assigned.Subject ||
			e.Actor != ada || n.UserID != bob || n.Message != "Ada assigned WEB-1 to you" {
			t.Errorf("%d records, the first is %+v, %+v, %v", len(records), e, n, err)
		}
	})
}
