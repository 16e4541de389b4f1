-- +goose Up
-- One row per stream. It is only ever locked: the log itself counts, so the row that every writer of a
-- stream waits for is never rewritten. A stream is a user.
CREATE TABLE notification_streams (
    stream TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

-- What is to be delivered to people: an entry for each notification, for mail, webhooks and others. The subject is the task.
CREATE TABLE notification_log (
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
CREATE UNIQUE INDEX notification_log_id ON notification_log (id);
CREATE INDEX notification_log_subject ON notification_log (subject);

-- +goose Down
DROP TABLE notification_log;
DROP TABLE notification_streams;
