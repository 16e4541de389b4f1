package store

import (
	"strconv"
	"strings"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
)

// sortColumns are the columns that lists are ordered by, each the last but one of an index that begins with the project.
var sortColumns = map[task.Sort]string{
	task.ByPosition:  "t.position",
	task.ByCreatedAt: "t.created_at",
	task.ByUpdatedAt: "t.updated_at",
	task.ByDue:       "t.due_sort",
	task.ByPriority:  "t.priority",
	task.ByTitle:     "t.title_folded",
	task.ByNumber:    "t.number",
}

// listQuery puts a statement together from fixed pieces; every value is an argument. Two lists of the same
// shape have the same text, which is prepared once.
type listQuery struct {
	dialect database.Dialect
	plan    app.ListPlan
	args    []any
}

// arg adds an argument and gives its placeholder.
func (b *listQuery) arg(value any) string {
	b.args = append(b.args, value)
	return "$" + strconv.Itoa(len(b.args))
}

// in is a condition on a list of texts. One text is compared, which an index serves better.
func (b *listQuery) in(column string, values []string) string {
	if len(values) == 1 {
		return column + " = " + b.arg(values[0])
	}
	b.args = append(b.args, database.Strings(values))
	return b.dialect.In(column, len(b.args))
}

// page is the statement that reads the plan's tasks.
func (b *listQuery) page() string {
	sort := b.sort()
	way := ""
	if b.plan.Backward {
		way = " DESC"
	}
	conditions, limit := b.conditions()+b.place(sort), b.arg(b.plan.Limit)
	if len(b.plan.Branches) == 1 {
		return `SELECT ` + taskColumns + b.branch(b.plan.Branches[0]) + conditions +
			` ORDER BY ` + sort + way + `, t.id` + way + ` LIMIT ` + limit
	}
	branches := make([]string, len(b.plan.Branches))
	for i, at := range b.plan.Branches {
		branches[i] = `SELECT * FROM (SELECT t.id, ` + sort + ` AS place` + b.branch(at) + conditions +
			` ORDER BY ` + sort + way + `, t.id` + way + ` LIMIT ` + limit + `) AS branch`
	}
	return `SELECT ` + taskColumns + ` FROM (` + strings.Join(branches, ` UNION ALL `) +
		` ORDER BY place` + way + `, id` + way + ` LIMIT ` + limit + `) AS found JOIN tasks t ON t.id = found.id
		ORDER BY found.place` + way + `, found.id` + way
}

// sort is what the list is ordered by. With a person's tasks it is not the column itself: these are few, and are found by
// their own index and sorted, where otherwise all tasks of the project would be walked in order to find them.
func (b *listQuery) sort() string {
	column := sortColumns[b.plan.By]
	switch {
	case b.plan.Filter.AssignedUserIDs == nil || b.plan.By == task.ByCreatedAt:
		return column
	case b.plan.By == task.ByPosition || b.plan.By == task.ByTitle:
		return column + ` || ''`
	default:
		return column + ` + 0`
	}
}

// count is the statement that counts the plan's tasks, to a limit.
func (b *listQuery) count(limit int) string {
	conditions := b.conditions()
	branches := make([]string, len(b.plan.Branches))
	most := b.arg(limit)
	for i, at := range b.plan.Branches {
		branches[i] = `SELECT * FROM (SELECT 1 AS one` + b.branch(at) + conditions + ` LIMIT ` + most + `) AS branch`
	}
	return `SELECT COUNT(*) FROM (SELECT one FROM (` + strings.Join(branches, ` UNION ALL `) + `) AS branches LIMIT ` + most + `) AS counted`
}

// branch selects a project or a column. A search begins at its words and looks up the few tasks that have them: the
// order of the CROSS JOIN says so to SQLite, which gathers no statistics. The words are marked with their project, so they
// go with it.
func (b *listQuery) branch(at app.ListBranch) string {
	project, from := b.arg(at.ProjectID), ` FROM tasks t WHERE `
	if f := b.plan.Filter; f.Searching {
		b.args = append(b.args, b.dialect.SearchQuery(tagged(at.ProjectID, f.Words), f.PrefixLast))
		from = ` FROM (SELECT DISTINCT s.task_id FROM search s WHERE ` + b.dialect.SearchMatch("s", len(b.args)) +
			` AND s.project_id = ` + project + `) AS hit CROSS JOIN tasks t WHERE t.id = hit.task_id AND `
	}
	sql := from + `t.project_id = ` + project
	if at.StatusID != "" {
		sql += ` AND t.status = ` + b.arg(at.StatusID)
	}
	return sql
}

// place is the condition to be behind the plan's place, in the direction of reading.
func (b *listQuery) place(sort string) string {
	from := b.plan.From
	if from == nil {
		return ""
	}
	compare := ">"
	if b.plan.Backward {
		compare = "<"
	}
	var value any = from.Number
	if b.plan.By == task.ByPosition || b.plan.By == task.ByTitle {
		value = from.Text
	}
	return ` AND (` + sort + `, t.id) ` + compare + ` (` + b.arg(value) + `, ` + b.arg(from.ID) + `)`
}

// conditions are the filter's, each beginning with AND.
func (b *listQuery) conditions() string {
	f := b.plan.Filter
	var sql strings.Builder
	and := func(condition string) { sql.WriteString(" AND " + condition) }
	if f.Deleted {
		and(`t.deleted_at IS NOT NULL`)
	} else {
		and(`t.deleted_at IS NULL`)
	}
	if f.AssignedUserIDs != nil {
		and(b.in(`t.assigned_user_id`, f.AssignedUserIDs))
	}
	if f.Unassigned {
		and(`t.assigned_user_id IS NULL`)
	}
	if f.Priorities != nil {
		and(b.priorities(f.Priorities))
	}
	if f.LabelIDs != nil {
		and(`EXISTS (SELECT 1 FROM task_labels tl WHERE tl.task_id = t.id AND ` + b.in(`tl.label_id`, f.LabelIDs) + `)`)
	}
	if f.NoLabels {
		and(`NOT EXISTS (SELECT 1 FROM task_labels tl WHERE tl.task_id = t.id)`)
	}
	if f.CreatedByIDs != nil {
		and(b.in(`t.created_by`, f.CreatedByIDs))
	}
	if f.WatchedBy != "" {
		and(`EXISTS (SELECT 1 FROM watchers w WHERE w.task_id = t.id AND w.user_id = ` + b.arg(f.WatchedBy) + `)`)
	}
	if f.ParentID != "" {
		and(`t.parent_id = ` + b.arg(f.ParentID))
	}
	if f.TopLevel {
		and(`t.parent_id IS NULL`)
	}
	if f.DueBefore != nil {
		and(`t.due_sort < ` + b.arg(*f.DueBefore))
	}
	if f.DueAfter != nil {
		and(`t.due_sort > ` + b.arg(*f.DueAfter) + ` AND t.due_sort < ` + b.arg(int64(neverDue)))
	}
	if f.UpdatedSince != nil {
		and(`t.updated_at >= ` + b.arg(*f.UpdatedSince))
	}
	return sql.String()
}

// priorities is a condition on numbers; a missing one compares with a number that no task has.
func (b *listQuery) priorities(wanted []task.Priority) string {
	places := make([]string, 0, len(ranks))
	for i := range len(ranks) {
		rank := -1
		if i < len(wanted) {
			rank = ranks[wanted[i]]
		}
		places = append(places, b.arg(rank))
	}
	return `t.priority IN (` + strings.Join(places, `, `) + `)`
}
