-- +goose Up
-- One row per stream. It is only ever locked: the log itself counts, so the row that every writer of a
-- stream waits for is never rewritten.
CREATE TABLE test_streams (
    stream TEXT COLLATE "C" PRIMARY KEY
);

CREATE TABLE test_log (
    stream  TEXT COLLATE "C" NOT NULL,
    seq     BIGINT NOT NULL CHECK (seq > 0),
    id      TEXT COLLATE "C" NOT NULL,
    type    TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    actor   TEXT COLLATE "C" NOT NULL,
    at      BIGINT NOT NULL,
    changes TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (stream, seq)
);
CREATE UNIQUE INDEX test_log_id ON test_log (id);
CREATE INDEX test_log_subject ON test_log (subject, seq);

-- How far a consumer of somebody's log has come. Moved from n-1 to n in the transaction of the effect of n.
CREATE TABLE test_positions (
    consumer TEXT COLLATE "C" NOT NULL,
    stream   TEXT COLLATE "C" NOT NULL,
    seq      BIGINT NOT NULL,
    PRIMARY KEY (consumer, stream)
) WITH (fillfactor = 50);

-- Entries that a consumer gave up on, whole, so that they can be tried again.
CREATE TABLE test_dead_letters (
    id         TEXT COLLATE "C" PRIMARY KEY,
    consumer   TEXT COLLATE "C" NOT NULL,
    stream     TEXT COLLATE "C" NOT NULL,
    seq        BIGINT NOT NULL,
    entry      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    tries      BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    retried_at BIGINT
);
CREATE UNIQUE INDEX test_dead_letters_entry ON test_dead_letters (consumer, stream, seq);

-- +goose Down
DROP TABLE test_dead_letters;
DROP TABLE test_positions;
DROP TABLE test_log;
DROP TABLE test_streams;
