-- +goose Up
-- One row per stream. It is only ever locked: the log itself counts, so the row that every writer of a
-- stream waits for is never rewritten.
CREATE TABLE test_streams (
    stream TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE test_log (
    stream  TEXT NOT NULL,
    seq     INTEGER NOT NULL CHECK (seq > 0),
    id      TEXT NOT NULL,
    type    TEXT NOT NULL,
    subject TEXT NOT NULL,
    actor   TEXT NOT NULL,
    at      INTEGER NOT NULL,
    changes TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (stream, seq)
);
CREATE UNIQUE INDEX test_log_id ON test_log (id);
CREATE INDEX test_log_subject ON test_log (subject, seq);

-- How far a consumer of somebody's log has come. Moved from n-1 to n in the transaction of the effect of n.
CREATE TABLE test_positions (
    consumer TEXT NOT NULL,
    stream   TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (consumer, stream)
) WITHOUT ROWID;

-- Entries that a consumer gave up on, whole, so that they can be tried again.
CREATE TABLE test_dead_letters (
    id         TEXT NOT NULL PRIMARY KEY,
    consumer   TEXT NOT NULL,
    stream     TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    entry      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    tries      INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    retried_at INTEGER
);
CREATE UNIQUE INDEX test_dead_letters_entry ON test_dead_letters (consumer, stream, seq);

-- +goose Down
DROP TABLE test_dead_letters;
DROP TABLE test_positions;
DROP TABLE test_log;
DROP TABLE test_streams;
