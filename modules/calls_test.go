package modules_test

import (
	"fmt"
	"strings"
	"testing"

	"tasklane/platform/config"
	"tasklane/platform/telemetry/telemetrytest"
)

// What a person does takes few calls from process to process, however many things and people are shown: one for each of
// them would have no end.
func TestCallsBetweenProcessesAreFew(t *testing.T) {
	t.Parallel()
	t.Run("postgres", func(t *testing.T) {
		onServers(t, func(t *testing.T, settings []string) {
			gateway, recorded := openTraced(t, settings)
			ada := visitor{t: t, api: gateway.Gateway.API()}.register("ada")
			project, task, member := ada.crowd("ADA", 3, 50)
			for _, c := range []struct {
				operation, query string
				variables        vars
				want             string
			}{
				{
					"mutation createTask", `mutation($in: CreateTaskInput!) { createTask(input: $in) { task { id ref status { key } version } } }`,
					vars{"in": vars{"projectId": project, "title": "one more", "assignedUserId": member}}, "task.CreateTask",
				},
				{
					"mutation updateTask", `mutation($in: UpdateTaskInput!) { updateTask(input: $in) { task { id status { key } version } } }`,
					vars{"in": vars{"id": task, "status": "done"}}, "task.UpdateTask",
				},
				{
					"query task", `query($id: ID!) { task(id: $id) { ref title status { name } assignedUser { name } labels { name } } }`,
					vars{"id": task}, "task.Task",
				},
				{
					"query tasks", `query($id: ID!) { tasks(filter: {projectIds: [$id]}, first: 50) {
						nodes { title status { key } createdBy { name } assignedUser { name } labels { name } } pageInfo { endCursor } } }`,
					vars{"id": project}, "task.ListTasks",
				},
			} {
				whoTheyAre := " user.Users" // one call for all of them, unless the gateway knows it
				for range 2 {
					ada.must(c.query, c.variables)
					calls := callsOf(traceOf(recorded[config.Gateway].Ended(), c.operation), recorded[config.Gateway], recorded[config.Task])
					if got := strings.Join(calls, " "); got != c.want && got != c.want+whoTheyAre {
						t.Errorf("%s took the calls %q, want %q", c.operation, got, c.want)
					}
					whoTheyAre = "" // not twice
				}
			}
		})
	})
}

// What the gateway takes goes to the module too, which says what is wrong with it.
func TestARequestThatMayBeSentFitsBetweenProcesses(t *testing.T) {
	t.Parallel()
	t.Run("postgres", func(t *testing.T) {
		onServers(t, func(t *testing.T, settings []string) {
			gateway := openApart(t, append(settings, "REQUEST_MAX_BYTES=8388608"), nil)
			runUntilTheEnd(t, gateway)
			ada := visitor{t: t, api: gateway.Gateway.API()}.register("ada")
			got := ada.ask(`mutation($in: CreateTaskInput!) { createTask(input: $in) { task { id } } }`, vars{
				"in": vars{"projectId": ada.newProject("ADA"), "title": "T", "description": strings.Repeat("a", 8_000_000)},
			})
			if got.code != "INVALID_INPUT" {
				t.Errorf("a description that is too long is %s", got.code)
			}
		})
	})
}

// callsOf are the calls of a trace for which somebody waited, in their order. The state of a session is not among them,
// which is asked for when what is known of it is half a minute old.
func callsOf(trace string, callers ...*telemetrytest.Spans) (calls []string) {
	for _, caller := range callers {
		for _, s := range caller.Ended() {
			module, method, is := strings.Cut(s.Name, ".")
			if is && s.Trace == trace && s.Kind == "client" && module != config.Notification && method != "State" {
				calls = append(calls, s.Name)
			}
		}
	}
	return calls
}

// crowd makes a project with so many members beside the visitor, who have so many tasks in turn, and gives its last
// task and the last of them.
func (v visitor) crowd(key string, members, tasks int) (project, task, member string) {
	v.t.Helper()
	project = v.newProject(key)
	people := make([]string, members)
	for n := range people {
		other := visitor{t: v.t, api: v.api}.register(fmt.Sprintf("%s-%d", strings.ToLower(key), n))
		people[n] = other.must(`{ me { id } }`, nil).text("me", "id")
		v.must(`mutation($in: SetMemberInput!) { setMember(input: $in) { project { id } } }`,
			vars{"in": vars{"projectId": project, "userId": people[n], "role": "EDITOR"}})
	}
	for n := range tasks {
		member = people[n%members]
		task = v.must(`mutation($in: CreateTaskInput!) { createTask(input: $in) { task { id } } }`,
			vars{"in": vars{"projectId": project, "title": fmt.Sprint(n), "assignedUserId": member}}).text("createTask", "task", "id")
	}
	return project, task, member
}
