package eventlog

// ReadStatements gives the statements that read a log, for looking at their plans.
func (l *Log) ReadStatements() (after, heads, ends string) {
	return l.sql.after, l.sql.heads, l.sql.ends
}

// ReadStatements gives the statements that read an outbox.
func (o *Outbox) ReadStatements() (waiting, backlog string) { return o.waiting, o.backlog }
