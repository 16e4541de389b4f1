package modules_test

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"tasklane/modules"
	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/modules/user"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/identity"
	"tasklane/platform/null"
	"tasklane/schema"
)

// The records of the topics are a contract with systems that nobody here knows: schema/events.md and the JSON Schemas.

// topics are their names and schemas.
var topics = map[string]string{"task-events": schema.TaskEvents, "notification-events": schema.NotificationEvents}

// described compiles a schema. A strict one refuses every field that the published one does not name.
func described(t *testing.T, text string, strict bool) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if strict {
		closeObjects(document)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("urn:of-the-test", document); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("urn:of-the-test")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func closeObjects(node any) {
	object, ok := node.(map[string]any)
	if !ok {
		return
	}
	if object["properties"] != nil {
		object["additionalProperties"] = false
	}
	for _, child := range object {
		closeObjects(child)
	}
}

func validate(t *testing.T, s *jsonschema.Schema, record []byte) {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(record))
	if err == nil {
		err = s.Validate(value)
	}
	if err != nil {
		t.Errorf("%s\n%v", record, err)
	}
}

// examples are the words that a schema names for a type.
func examples(t *testing.T, text string, path ...string) []string {
	t.Helper()
	var node any
	if err := json.Unmarshal([]byte(text), &node); err != nil {
		t.Fatal(err)
	}
	for _, name := range append(path, "examples") {
		node, _ = node.(map[string]any)[name]
	}
	var words []string
	list, _ := node.([]any)
	for _, word := range list {
		words = append(words, word.(string))
	}
	slices.Sort(words)
	return words
}

// enum are the words of an enum of the GraphQL API.
func enum(t *testing.T, name string) []string {
	t.Helper()
	body := regexp.MustCompile(`(?s)enum ` + name + ` \{(.*?)\n?\}`).FindStringSubmatch(schema.SDL)
	if body == nil {
		t.Fatalf("there is no enum %s", name)
	}
	words := strings.Fields(regexp.MustCompile(`"[^"]*"`).ReplaceAllString(body[1], ""))
	slices.Sort(words)
	return words
}

func TestQ7_TheSchemasNameTheWordsOfTheAPI(t *testing.T) {
	t.Parallel()
	if got, want := examples(t, schema.TaskEvents, "properties", "type"), enum(t, "TaskEventType"); !slices.Equal(got, want) {
		t.Errorf("the topic's types are %v, the API's %v", got, want)
	}
	got := examples(t, schema.NotificationEvents, "properties", "data", "properties", "body", "properties", "kind")
	if want := enum(t, "NotificationKind"); !slices.Equal(got, want) {
		t.Errorf("the topic's kinds are %v, the API's %v", got, want)
	}
}

// TestQ7_WhatIsInTheTopicsForYearsCanBeRead has records as earlier versions wrote them, one a line. They are never
// changed; a form that comes later gets a file of its own.
func TestQ7_WhatIsInTheTopicsForYearsCanBeRead(t *testing.T) {
	t.Parallel()
	for topic, text := range topics {
		file := filepath.Join("..", "schema", "testdata", topic+".1.jsonl")
		golden, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s, seen := described(t, text, false), map[string]bool{}
		for record := range bytes.Lines(golden) {
			validate(t, s, record)
			e, err := kafka.Decode(record)
			if err != nil {
				t.Errorf("%s: %v", record, err)
				continue
			}
			seen[e.Type] = true
			again, err := kafka.Encode(strings.TrimSuffix(topic, "-events"), topic, understood(t, topic, e))
			if err != nil {
				t.Fatal(err)
			}
			if !sameJSON(t, record, again) {
				t.Errorf("of %s is understood %s", record, again)
			}
		}
		if want := examples(t, text, "properties", "type"); !slices.Equal(slices.Sorted(maps.Keys(seen)), want) {
			t.Errorf("%s has %v, want all of %v", file, slices.Sorted(maps.Keys(seen)), want)
		}
	}
}

// understood is an entry as its module's handlers understand it: what they would not understand is lost in it. Of what was
// purged nothing is left to understand.
func understood(t *testing.T, topic string, e eventlog.Entry) eventlog.Entry {
	t.Helper()
	if string(e.Body) == "{}" {
		return e
	}
	if topic == "notification-events" {
		var n notification.Notification
		if err := json.Unmarshal(e.Body, &n); err != nil {
			t.Fatal(err)
		}
		body, err := json.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		e.Body = body
		return e
	}
	event, err := task.Record(e).Event()
	if err != nil {
		t.Fatal(err)
	}
	record, err := event.Record()
	if err != nil {
		t.Fatal(err)
	}
	return eventlog.Entry(record)
}

func sameJSON(t *testing.T, a, b []byte) bool {
	t.Helper()
	var x, y any
	for text, value := range map[*[]byte]*any{&a: &x, &b: &y} {
		if err := json.Unmarshal(*text, value); err != nil {
			t.Fatal(err)
		}
	}
	return reflect.DeepEqual(x, y)
}

// TestQ7_WhatIsPublishedIsDescribed has everything happen that can, and finds each field of it in the schemas.
func TestQ7_WhatIsPublishedIsDescribed(t *testing.T) {
	t.Parallel()
	databasetest.EachURL(t, func(t *testing.T, url string) {
		site, _ := startSite(t, url)
		everything(t, site)
		db := databasetest.Open(t, url)
		for topic, text := range topics {
			module := strings.TrimSuffix(topic, "-events")
			s, seen := described(t, text, true), map[string]bool{}
			source := eventlog.New(db, module).Source()
			ends, err := source.Ends(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for stream := range ends {
				entries, err := source.Next(t.Context(), stream, 0, 1000)
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range entries {
					record, err := kafka.Encode(module, topic, e)
					if err != nil {
						t.Fatal(err)
					}
					validate(t, s, record)
					seen[e.Type] = true
				}
			}
			if want := examples(t, text, "properties", "type"); !slices.Equal(slices.Sorted(maps.Keys(seen)), want) {
				t.Errorf("in %s were %v, want all of %v", topic, slices.Sorted(maps.Keys(seen)), want)
			}
		}
	})
}

func TestQ7_TheExampleInTheDocumentIsARecord(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "schema", "events.md"))
	if err != nil {
		t.Fatal(err)
	}
	examples := regexp.MustCompile("(?s)```json\n(.*?)```").FindAllSubmatch(text, -1)
	if len(examples) == 0 {
		t.Fatal("there is no example")
	}
	for _, example := range examples {
		validate(t, described(t, schema.TaskEvents, true), example[1])
		if _, err := kafka.Decode(example[1]); err != nil {
			t.Error(err)
		}
	}
}

// everything has each kind of event happen, and waits for the notifications.
func everything(t *testing.T, site *modules.Site) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	join := func(name string) (context.Context, string) {
		t.Helper()
		grant, err := site.Users.Register(t.Context(), user.Register{
			Name: name, Email: strings.ToLower(name) + "@example.org", Password: "a long sentence of " + name, Device: user.Device{IP: "192.0.2.1"},
		})
		must(err)
		return identity.With(t.Context(), identity.OfUser(grant.User.ID, grant.SessionID, false)), grant.User.ID
	}
	ada, _ := join("Ada")
	ben, benID := join("Ben")
	_, cleoID := join("Cleo")
	web, err := site.Tasks.CreateProject(ada, task.NewProject{Key: "WEB", Name: "Website"})
	must(err)
	ops, err := site.Tasks.CreateProject(ada, task.NewProject{Key: "OPS", Name: "Operations"})
	must(err)
	for _, project := range []string{web.ID, ops.ID} {
		for _, userID := range []string{benID, cleoID} {
			_, err = site.Tasks.SetMember(ada, task.SetMember{ProjectID: project, UserID: userID, Role: task.Editor})
			must(err)
		}
	}
	_, err = site.Tasks.CreateStatus(ada, task.NewStatus{ProjectID: web.ID, Key: "waiting", Name: "Waiting", Category: task.InProgress})
	must(err)
	label, err := site.Tasks.CreateLabel(ada, task.NewLabel{ProjectID: web.ID, Name: "bug", Color: "#ff0000"})
	must(err)
	due := task.Date("2027-01-31")
	launch, err := site.Tasks.CreateTask(ada, task.NewTask{
		ProjectID: web.ID, Title: "Launch", Description: "with [@Cleo](mention:" + cleoID + ")", Priority: task.Urgent, AssignedUserID: benID, LabelIDs: []string{label.ID}, DueOn: &due,
	})
	must(err)
	other, err := site.Tasks.CreateTask(ada, task.NewTask{ProjectID: web.ID, Title: "Write", ParentID: launch.ID, Status: "waiting"})
	must(err)
	_, err = site.Tasks.UpdateTask(ben, task.UpdateTask{ID: launch.ID, Title: null.Value("Launch it"), AssignedUserID: null.Value(cleoID), Status: null.Value("in_progress")})
	must(err)
	_, err = site.Tasks.MoveTask(ben, task.MoveTask{ID: launch.ID, Status: "done"})
	must(err)
	_, err = site.Tasks.RelateTasks(ada, task.Relate{TaskID: launch.ID, Kind: task.Blocks, OtherID: other.ID})
	must(err)
	comment, err := site.Tasks.AddComment(ada, task.NewComment{TaskID: launch.ID, Body: "Look, [@Ben](mention:" + benID + ")"})
	must(err)
	_, err = site.Tasks.UpdateComment(ada, comment.ID, "Look")
	must(err)
	must(site.Tasks.DeleteComment(ada, comment.ID))
	_, err = site.Tasks.DeleteStatus(ada, task.DeleteStatus{ProjectID: web.ID, Key: "waiting", MoveTasksTo: "done"})
	must(err)
	_, err = site.Tasks.MoveTask(ada, task.MoveTask{ID: launch.ID, ProjectID: ops.ID})
	must(err)
	must(site.Tasks.DeleteTask(ada, launch.ID))
	_, err = site.Tasks.RestoreTask(ada, launch.ID)
	must(err)
	gone, err := site.Tasks.CreateTask(ada, task.NewTask{ProjectID: web.ID, Title: "A secret", AssignedUserID: benID})
	must(err)
	must(site.Tasks.DeleteTask(ada, gone.ID))
	must(site.Tasks.PurgeTask(ada, gone.ID))
	must(site.Tasks.RemoveMember(ada, web.ID, benID))
	must(site.Tasks.DeleteProject(ada, ops.ID))
	_, err = site.Tasks.RestoreProject(ada, ops.ID)
	must(err)
	_, err = site.Tasks.CreateTask(ada, task.NewTask{ID: uuid.NewString(), ProjectID: ops.ID, Title: "The last", AssignedUserID: benID})
	must(err)
	until(t, "the last event is told", func() bool {
		inbox, err := site.Notifications.ListNotifications(ben, notification.List{})
		must(err)
		return slices.ContainsFunc(inbox.Items, func(n notification.Notification) bool { return strings.Contains(n.Message, "The last") })
	})
}

// until waits for a condition.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline, tick := time.NewTimer(20*time.Second), time.NewTicker(10*time.Millisecond)
	defer deadline.Stop()
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatalf("after 20 s still not: %s", what)
		}
	}
}
