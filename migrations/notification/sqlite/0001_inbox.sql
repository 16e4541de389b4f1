-- +goose Up

CREATE TABLE notifications (
    -- UUIDv5 of the event's id and the user's: the same event told again makes no second row.
    id         TEXT NOT NULL PRIMARY KEY,
    user_id    TEXT NOT NULL,
    kind       TEXT NOT NULL,
    message    TEXT NOT NULL,
    -- Empty when it is about the project as a whole.
    task_id    TEXT NOT NULL,
    project_id TEXT NOT NULL,
    actor_id   TEXT NOT NULL,
    -- When the event happened, not when it was told.
    created_at INTEGER NOT NULL,
    read_at    INTEGER
);
CREATE INDEX notifications_inbox ON notifications (user_id, created_at DESC, id DESC);
CREATE INDEX notifications_unread ON notifications (user_id, created_at DESC, id DESC) WHERE read_at IS NULL;
CREATE INDEX notifications_task ON notifications (task_id);
CREATE INDEX notifications_project ON notifications (project_id, user_id);

-- How far a consumer of somebody's log has come. Moved from n-1 to n in the transaction of the effect of n.
CREATE TABLE notification_positions (
    consumer TEXT NOT NULL,
    stream   TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (consumer, stream)
) WITHOUT ROWID;

-- Entries that a consumer gave up on, whole, so that they can be tried again.
CREATE TABLE notification_dead_letters (
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
CREATE UNIQUE INDEX notification_dead_letters_entry ON notification_dead_letters (consumer, stream, seq);

-- +goose Down
DROP TABLE notification_dead_letters;
DROP TABLE notification_positions;
DROP TABLE notifications;
