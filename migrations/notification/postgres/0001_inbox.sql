-- +goose Up

CREATE TABLE notifications (
    -- UUIDv5 of the event's id and the user's: the same event told again makes no second row.
    id         TEXT COLLATE "C" PRIMARY KEY,
    user_id    TEXT COLLATE "C" NOT NULL,
    kind       TEXT COLLATE "C" NOT NULL,
    message    TEXT COLLATE "C" NOT NULL,
    -- Empty when it is about the project as a whole.
    task_id    TEXT COLLATE "C" NOT NULL,
    project_id TEXT COLLATE "C" NOT NULL,
    actor_id   TEXT COLLATE "C" NOT NULL,
    -- When the event happened, not when it was told.
    created_at BIGINT NOT NULL,
    read_at    BIGINT
);
CREATE INDEX notifications_inbox ON notifications (user_id, created_at DESC, id DESC);
CREATE INDEX notifications_unread ON notifications (user_id, created_at DESC, id DESC) WHERE read_at IS NULL;
CREATE INDEX notifications_task ON notifications (task_id);
CREATE INDEX notifications_project ON notifications (project_id, user_id);

-- How far a consumer of somebody's log has come. Moved from n-1 to n in the transaction of the effect of n.
CREATE TABLE notification_positions (
    consumer TEXT COLLATE "C" NOT NULL,
    stream   TEXT COLLATE "C" NOT NULL,
    seq      BIGINT NOT NULL,
    PRIMARY KEY (consumer, stream)
) WITH (fillfactor = 50);

-- Entries that a consumer gave up on, whole, so that they can be tried again.
CREATE TABLE notification_dead_letters (
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
CREATE UNIQUE INDEX notification_dead_letters_entry ON notification_dead_letters (consumer, stream, seq);

-- +goose Down
DROP TABLE notification_dead_letters;
DROP TABLE notification_positions;
DROP TABLE notifications;
