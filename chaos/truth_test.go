package chaos

import "context"

// What the deployment says of the project, read through the API like everybody does.

// row is a task as a list shows it.
type row struct {
	ID, Title    string
	Status       struct{ Key string }
	Version      int
	CommentCount int
}

// pages reads a connection to its end.
type pages[T any] struct {
	Nodes    []T
	PageInfo struct {
		HasNextPage bool
		EndCursor   string
	}
}

// list reads the project's tasks, those with the words when there are any.
func (l *load) list(ctx context.Context, words string) (rows []row, err error) {
	filter := vars{"projectIds": []string{l.project}}
	if words != "" {
		filter["text"] = words
	}
	for after := any(nil); ; {
		var got struct{ Tasks pages[row] }
		if err := l.deployment.reader.ask(ctx, `query($filter: TaskFilter, $after: String) {
			tasks(filter: $filter, orderBy: {by: CREATED_AT, direction: ASC}, first: 100, after: $after) {
				nodes { id title status { key } version commentCount } pageInfo { hasNextPage endCursor } } }`,
			vars{"filter": filter, "after": after}, &got); err != nil {
			return nil, err
		}
		rows = append(rows, got.Tasks.Nodes...)
		if !got.Tasks.PageInfo.HasNextPage {
			return rows, nil
		}
		after = got.Tasks.PageInfo.EndCursor
	}
}

// history reads the events behind a place in the project's log.
func (l *load) history(ctx context.Context, as *person, behind int) (events []event, err error) {
	for after := any(nil); ; {
		var got struct {
			Project struct{ Events pages[event] }
		}
		if err := as.ask(ctx, `query($id: ID!, $after: String) { project(id: $id) { events(first: 100, after: $after) {
			nodes {`+eventFields+`} pageInfo { hasNextPage endCursor } } } }`, vars{"id": l.project, "after": after}, &got); err != nil {
			return nil, err
		}
		for _, e := range got.Project.Events.Nodes {
			if e.Seq > behind {
				events = append(events, e)
			}
		}
		if !got.Project.Events.PageInfo.HasNextPage {
			return events, nil
		}
		after = got.Project.Events.PageInfo.EndCursor
	}
}

// told is a notification.
type told struct {
	ID, Kind string
	Task     *struct{ ID string }
	Project  *struct{ ID string }
}

// tellings reads what the reader was told of the project and of others since it began, which is unread, and how many
// notifications the inbox says are unread.
func (l *load) tellings(ctx context.Context) (list, others []told, unread int, err error) {
	for after := any(nil); ; {
		var got struct {
			Notifications struct {
				pages[told]
				UnreadCount int
			}
		}
		if err := l.deployment.reader.ask(ctx, `query($after: String) { notifications(unreadOnly: true, first: 100, after: $after) { unreadCount
			nodes { id kind task { id } project { id } } pageInfo { hasNextPage endCursor } } }`, vars{"after": after}, &got); err != nil {
			return nil, nil, 0, err
		}
		page := got.Notifications
		for _, n := range page.Nodes {
			if n.Project != nil && n.Project.ID == l.project {
				list = append(list, n)
			} else {
				others = append(others, n)
			}
		}
		if !page.PageInfo.HasNextPage {
			return list, others, page.UnreadCount, nil
		}
		after = page.PageInfo.EndCursor
	}
}

// unread is how many notifications the inbox says are unread, 0 when it does not answer.
func (l *load) unread(ctx context.Context) int {
	var got struct{ Notifications struct{ UnreadCount int } }
	_ = l.deployment.reader.ask(ctx, `{ notifications(unreadOnly: true, first: 1) { unreadCount } }`, nil, &got) // it is asked again
	return got.Notifications.UnreadCount
}
