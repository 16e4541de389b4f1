package demo

import (
	"context"
	"fmt"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/identity"
	"tasklane/platform/page"
)

// person is somebody in the example.
type person struct {
	id, name, email string
	role            task.Role
}

// in acts as the person. There is no session: the example is made by the operator.
func (p person) in(ctx context.Context) context.Context {
	return identity.With(ctx, identity.OfUser(p.id, "", false))
}

// cast are the example's people; the first owns the project. example.org belongs to nobody (RFC 2606).
var cast = []person{
	{name: "Ada Lovelace", email: "ada@example.org", role: task.Owner},
	{name: "Grace Hopper", email: "grace@example.org", role: task.Editor},
	{name: "Alan Turing", email: "alan@example.org", role: task.Editor},
	{name: "Katherine Johnson", email: "katherine@example.org", role: task.Editor},
	{name: "Edsger Dijkstra", email: "edsger@example.org", role: task.Commenter},
}

const (
	projectName        = "Website relaunch"
	projectDescription = "The new site goes live with the autumn campaign. Drag a card, open it in two windows, and watch."
)

var labels = []task.NewLabel{
	{Name: "bug", Color: "#d1495b"}, {Name: "design", Color: "#8a5cd6"}, {Name: "content", Color: "#2e86ab"},
	{Name: "performance", Color: "#d9822b"}, {Name: "accessibility", Color: "#3a9d72"}, {Name: "research", Color: "#6b7280"},
}

// card is a task that somebody wrote by hand.
type card struct {
	title, description, status string
	priority                   task.Priority
	labels                     []int
}

var cards = []card{
	{"Launch checklist", "Everything that must be true on the day:\n\n- [ ] redirects from the old addresses\n- [ ] monitoring is on\n- [ ] somebody is awake", "in_progress", task.High, []int{2}},
	{"Checkout rejects cards with a space in the number", "Type `4242 4242 …` with spaces: the form says *invalid*.\n\n**Expected:** spaces are ignored.", "in_progress", task.Urgent, []int{0}},
	{"First page in under a second on a phone", "Measured on a mid-range phone over 4G. Today it takes 2.4 s; most of it is fonts.", "todo", task.High, []int{3}},
	{"Contrast of secondary text is too low", "Grey on grey. Needs 4.5:1.", "in_review", task.Medium, []int{1, 4}},
	{"Write the story of the new logo", "", "todo", task.Low, []int{2}},
	{"Interview five customers about search", "Two are booked, three to go.", "in_progress", task.Medium, []int{5}},
	{"Move the blog with its old addresses", "Nobody should ever meet a 404 that used to be a page.", "backlog", task.Medium, []int{2}},
	{"Empty states for every list", "A list without items should say what belongs there.", "todo", task.NoPriority, []int{1}},
	{"Menu cannot be reached with the keyboard", "Tab skips it altogether.", "in_review", task.High, []int{0, 4}},
	{"Dark mode", "", "backlog", task.Low, []int{1}},
	{"Decide on a cookie banner, or on no cookies", "No cookies, no banner. Who needs them?", "done", task.Medium, []int{5}},
	{"Newsletter sign-up sends two mails", "", "done", task.High, []int{0}},
}

var steps = []string{"Redirects from the old addresses", "Alerts to the phone of whoever is on duty", "A page that says so if all fails"}

var remarks = []string{
	"I can take this on Thursday. %s, is the copy final?",
	"Reproduced on Firefox and Safari. %s saw it too.",
	"%s what do you think: now, or after the launch?",
	"Done on the preview. %s, please have a look.",
}

// What further tasks are called and about.
var (
	verbs   = []string{"Fix", "Review", "Measure", "Rewrite", "Test", "Document", "Simplify", "Remove"}
	objects = []string{"the search index", "the landing page", "image loading", "the pricing table", "error messages", "the footer", "form validation", "the cache headers", "the sitemap", "the contact form", "onboarding mails", "the translation files"}
	places  = []string{"on phones", "for the press kit", "in Safari", "before the launch", "for new customers", "with real data"}
	columns = []string{"backlog", "backlog", "todo", "todo", "in_progress", "in_review", "done", "done", "canceled"}
	ranks   = []task.Priority{task.NoPriority, task.NoPriority, task.Low, task.Medium, task.Medium, task.High, task.Urgent}
)

// next is the n-th task and who writes it.
func (m *maker) next(n int) (person, task.NewTask) {
	author := m.people[n%4]
	in := task.NewTask{ProjectID: m.project.ID}
	if n < len(cards) {
		c := cards[n]
		in.Title, in.Description, in.Status, in.Priority = c.title, c.description, c.status, c.priority
		for _, i := range c.labels {
			in.LabelIDs = append(in.LabelIDs, m.labels[i].ID)
		}
	} else {
		in.Title = fmt.Sprintf("%s %s %s", pick(m, verbs), pick(m, objects), pick(m, places))
		in.Status, in.Priority = pick(m, columns), pick(m, ranks)
		if m.random.IntN(3) == 0 {
			in.LabelIDs = []string{pick(m, m.labels).ID}
		}
	}
	if m.random.IntN(3) > 0 {
		in.AssignedUserID = m.people[m.random.IntN(4)].id
	}
	if m.random.IntN(4) == 0 {
		due := task.Date(time.Now().UTC().AddDate(0, 0, m.random.IntN(30)-5).Format(time.DateOnly))
		in.DueOn = &due
	}
	return author, in
}

func pick[T any](m *maker, from []T) T { return from[m.random.IntN(len(from))] }

func firstPage(n int) page.Args { return page.Args{First: &n} }
