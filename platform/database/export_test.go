package database

// Standing says how many writers stand in the queue for a lock, or work; on SQLite all wait for the same.
func (db *DB) Standing(lock string) int {
	var q *queues
	switch engine := db.engine.engine.(type) {
	case *sqliteEngine:
		q, lock = engine.queues, ""
	case *postgresEngine:
		q = engine.queues
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if one := q.all[lock]; one != nil {
		return one.users
	}
	return 0
}
