package eventlog

import "strings"

// consumerSQL is the text of a Consumer's statements, with the module's name filled in once.
type consumerSQL struct {
	move, start, begun, positions, position     string
	bury, letters, count, letter, claim, failed string
	ofStream, forget                            string
}

func newConsumerSQL(module string) consumerSQL {
	named := func(text string) string { return strings.ReplaceAll(text, "module_", module+"_") }
	const letter = "id, stream, seq, entry, reason, tries, at, retried_at"
	return consumerSQL{
		move: named("UPDATE module_positions SET seq = $3 WHERE consumer = $1 AND stream = $2 AND seq = $4"),
		start: named(`INSERT INTO module_positions (consumer, stream, seq) VALUES ($1, $2, $3)
			ON CONFLICT (consumer, stream) DO UPDATE SET seq = excluded.seq WHERE module_positions.seq = $4`),
		begun: named(`INSERT INTO module_positions (consumer, stream, seq) VALUES ($1, $2, $3)
			ON CONFLICT (consumer, stream) DO NOTHING`),
		positions: named("SELECT stream, seq FROM module_positions WHERE consumer = $1"),
		position:  named("SELECT seq FROM module_positions WHERE consumer = $1 AND stream = $2"),

		bury: named(`INSERT INTO module_dead_letters (id, consumer, stream, seq, entry, reason, tries, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`),
		letters: named("SELECT " + letter + ` FROM module_dead_letters
			WHERE consumer = $1 AND retried_at IS NULL AND id > $2 ORDER BY id LIMIT $3`),
		count:  named("SELECT count(*) FROM module_dead_letters WHERE consumer = $1 AND retried_at IS NULL"),
		letter: named("SELECT " + letter + " FROM module_dead_letters WHERE consumer = $1 AND id = $2"),
		claim: named(`UPDATE module_dead_letters SET retried_at = $3, tries = tries + 1
			WHERE consumer = $1 AND id = $2 AND retried_at IS NULL`),
		failed: named(`UPDATE module_dead_letters SET reason = $3, tries = tries + 1
			WHERE consumer = $1 AND id = $2 AND retried_at IS NULL`),
		ofStream: named("SELECT " + letter + " FROM module_dead_letters WHERE consumer = $1 AND ($2 = '' OR stream = $2)"),
		forget:   named("DELETE FROM module_dead_letters WHERE id = $1"),
	}
}

// moveFrom is the compare-and-set of a position that is at this number; a row that is not there is at 0.
func (s consumerSQL) moveFrom(seq int64) string {
	if seq == 0 {
		return s.start
	}
	return s.move
}
