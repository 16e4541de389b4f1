package main

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/google/uuid"
)

// workload is one kind of work that is measured.
type workload string

const (
	createSpread workload = "create a task, over many projects"
	createOne    workload = "create a task, all in one project"
	listTasks    workload = "list 50 of the large project"
	listAnew     workload = "list 50 of it, never the same twice"
	updateStatus workload = "update a status in the large project"
)

var workloads = []workload{createSpread, createOne, listTasks, listAnew, updateStatus}

// The operations, as a client would write them.
const (
	createDocument = `mutation Create($input: CreateTaskInput!) { createTask(input: $input) { task { id ref title status { key } version createdAt } } }`
	listDocument   = `query List($project: ID!, $by: [ID!]) { tasks(filter: {projectIds: [$project], createdByIds: $by}, orderBy: {by: CREATED_AT, direction: DESC}, first: 50) { ` +
		`nodes { id title priority createdAt status { key } assignedUser { id name } labels { name } } pageInfo { hasNextPage endCursor } } }` // about 13 kB
	updateDocument = `mutation Update($input: UpdateTaskInput!) { updateTask(input: $input) { task { id status { key } version } } }`
)

// bodies makes the requests of a workload on this site.
func (s *site) bodies(w workload) func(int) func([]byte) []byte {
	switch w {
	case createSpread:
		return creating(func(random *rand.Rand) string { return s.projects[random.IntN(len(s.projects))] })
	case createOne:
		return creating(func(*rand.Rand) string { return s.busy })
	case listTasks:
		body := request(listDocument, `{"project":"`+s.large.id+`"}`)
		return func(int) func([]byte) []byte {
			return func(buffer []byte) []byte { return append(buffer, body...) }
		}
	case listAnew:
		return func(int) func([]byte) []byte {
			return func(buffer []byte) []byte { return append(buffer, s.listingAnew(s.large)...) }
		}
	default:
		return updating(s.large)
	}
}

// listingAnew asks for a project's list in words that nobody has used before.
func (s *site) listingAnew(p *project) string {
	return request(listDocument, `{"project":"`+p.id+`","by":`+s.anybody()+`}`)
}

// anybody are all who have made a task, and somebody who has not and never was asked for.
func (s *site) anybody() string {
	return `["` + strings.Join(append(slices.Clone(s.users), uuid.NewString()), `","`) + `"]`
}

// creating makes requests that create a task in the project that the choice falls on.
func creating(choose func(*rand.Rand) string) func(int) func([]byte) []byte {
	head := requestHead(createDocument)
	return func(connection int) func([]byte) []byte {
		random := rand.New(rand.NewPCG(1, uint64(connection))) // the same choices in every run
		n := 0
		return func(buffer []byte) []byte {
			n++
			buffer = append(buffer, head...)
			buffer = append(buffer, `{"input":{"projectId":"`...)
			buffer = append(buffer, choose(random)...)
			buffer = append(buffer, `","title":"Prepare the release notes, part `...)
			buffer = strconv.AppendInt(buffer, int64(n), 10)
			return append(buffer, `","description":"What has changed since the last release, for people who were not there.","priority":"MEDIUM"}}}`...)
		}
	}
}

// updating makes requests each of which moves a task of the project to the next of its columns, so that every one is a
// change. Each goes to another task, over all connections and runs.
func updating(p *project) func(int) func([]byte) []byte {
	head := requestHead(updateDocument)
	return func(int) func([]byte) []byte {
		return func(buffer []byte) []byte {
			turn := int(p.turns.Add(1) - 1)
			at, round := turn%len(p.tasks), turn/len(p.tasks)
			buffer = append(buffer, head...)
			buffer = append(buffer, `{"input":{"id":"`...)
			buffer = append(buffer, p.tasks[at]...)
			buffer = append(buffer, `","status":"`...)
			buffer = append(buffer, columns[(at+round+1)%len(columns)]...)
			return append(buffer, `"}}}`...)
		}
	}
}

// project is one whose tasks are known.
type project struct {
	id    string
	tasks []string     // ids; task n was made in column n of columns, beginning anew at the end
	turns atomic.Int64 // updates so far
}

// columns of a new project that tasks are spread over.
var columns = []string{"backlog", "todo", "in_progress", "in_review", "done"}

// request writes a GraphQL request with its variables, a JSON object.
func request(document, variables string) string {
	return requestHead(document) + variables + "}"
}

func requestHead(document string) string {
	return `{"query":` + strconv.Quote(document) + `,"variables":`
}
