-- +goose Up
-- The words of a line of this file are the same for both databases; only types and the search differ.
-- Deleted rows keep their key until they are purged: a project in the trash can come back.
CREATE TABLE projects (
    id          TEXT NOT NULL PRIMARY KEY,
    key         TEXT NOT NULL,
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    description TEXT NOT NULL,
    created_by  TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    archived_at INTEGER,
    deleted_at  INTEGER
);
CREATE UNIQUE INDEX projects_key ON projects (key);
CREATE INDEX projects_name ON projects (name_folded, id);
CREATE INDEX projects_deleted ON projects (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- The last number given to a task of the project: a narrow row of its own, because every new task rewrites it.
CREATE TABLE project_numbers (
    project_id TEXT NOT NULL PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    last       INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE members (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id    TEXT NOT NULL,
    role       TEXT NOT NULL,
    joined_at  INTEGER NOT NULL,
    PRIMARY KEY (project_id, user_id)
) WITHOUT ROWID;
CREATE INDEX members_user ON members (user_id, project_id);
CREATE INDEX members_joined ON members (project_id, joined_at, user_id);

CREATE TABLE statuses (
    id         TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    key        TEXT NOT NULL,
    name       TEXT NOT NULL,
    category   TEXT NOT NULL,
    color      TEXT NOT NULL,
    position   TEXT NOT NULL,
    wip_limit  INTEGER
);
CREATE UNIQUE INDEX statuses_project_id_key ON statuses (project_id, key);

CREATE TABLE labels (
    id          TEXT NOT NULL PRIMARY KEY,
    project_id  TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    color       TEXT NOT NULL,
    created_by  TEXT NOT NULL
);
CREATE UNIQUE INDEX labels_project_id_name ON labels (project_id, name);

-- status is the id of a row of statuses. It and project_id carry no foreign key: every writer of a project holds the lock of its
-- log's stream, and a check with every new task would cost more than it guards.
-- due_sort is the instant that a list is ordered and filtered by: due_at, or the end of due_on (UTC), or the greatest number.
-- trashed_with is the id of the task whose deletion took this one along, itself included.
CREATE TABLE tasks (
    id               TEXT NOT NULL PRIMARY KEY,
    project_id       TEXT NOT NULL,
    number           INTEGER NOT NULL,
    title            TEXT NOT NULL,
    title_folded     TEXT NOT NULL,
    description      TEXT NOT NULL,
    status           TEXT NOT NULL,
    priority         INTEGER NOT NULL,
    assigned_user_id TEXT,
    position         TEXT NOT NULL,
    parent_id        TEXT,
    start_on         TEXT,
    start_at         INTEGER,
    due_on           TEXT,
    due_at           INTEGER,
    due_sort         INTEGER NOT NULL,
    comment_count    INTEGER NOT NULL,
    created_by       TEXT NOT NULL,
    created_at       INTEGER NOT NULL,
    updated_at       INTEGER NOT NULL,
    completed_at     INTEGER,
    deleted_at       INTEGER,
    trashed_with     TEXT,
    version          INTEGER NOT NULL
);
CREATE UNIQUE INDEX tasks_project_id_number ON tasks (project_id, number);
CREATE INDEX tasks_created ON tasks (project_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_updated ON tasks (project_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_status ON tasks (project_id, status, position, id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_due ON tasks (project_id, due_sort, id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_priority ON tasks (project_id, priority, id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_title ON tasks (project_id, title_folded, id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_assigned ON tasks (assigned_user_id, project_id, created_at, id) WHERE assigned_user_id IS NOT NULL;
CREATE INDEX tasks_parent ON tasks (parent_id, created_at, id) WHERE parent_id IS NOT NULL;
CREATE INDEX tasks_trash ON tasks (project_id, deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX tasks_trashed_with ON tasks (trashed_with) WHERE trashed_with IS NOT NULL;

CREATE TABLE task_labels (
    task_id  TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    label_id TEXT NOT NULL REFERENCES labels (id) ON DELETE CASCADE,
    PRIMARY KEY (task_id, label_id)
) WITHOUT ROWID;
CREATE INDEX task_labels_label ON task_labels (label_id, task_id);

-- A tie is stored once: who blocks or duplicates first, and of two that relate the smaller id first.
CREATE TABLE relations (
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    other_id   TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (task_id, kind, other_id)
) WITHOUT ROWID;
CREATE INDEX relations_other ON relations (other_id, kind, task_id);

CREATE TABLE watchers (
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    user_id    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (task_id, user_id)
) WITHOUT ROWID;
CREATE INDEX watchers_user ON watchers (user_id, task_id);

CREATE TABLE comments (
    id         TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL,
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    author_id  TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at  INTEGER
);
CREATE INDEX comments_task ON comments (task_id, created_at, id);

-- The references that a task had before it moved to another project.
CREATE TABLE task_refs (
    project_id TEXT NOT NULL,
    number     INTEGER NOT NULL,
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, number)
) WITHOUT ROWID;
CREATE INDEX task_refs_task ON task_refs (task_id);

-- Ids that clients chose. They stay taken when the object is gone, so that no history ever speaks of two things.
CREATE TABLE chosen_ids (
    id TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

-- The words of a task (kind task) and of each of its comments (kind comment); owner_id is the task's or the comment's id.
CREATE TABLE search (
    id         INTEGER PRIMARY KEY,
    owner_id   TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    task_id    TEXT NOT NULL,
    project_id TEXT NOT NULL,
    words      TEXT NOT NULL
);
CREATE INDEX search_task ON search (task_id);
CREATE VIRTUAL TABLE search_fts USING fts5 (words, content = 'search', content_rowid = 'id', tokenize = 'ascii', detail = 'none', columnsize = 0);
-- +goose StatementBegin
CREATE TRIGGER search_inserted AFTER INSERT ON search BEGIN
    INSERT INTO search_fts (rowid, words) VALUES (new.id, new.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER search_deleted AFTER DELETE ON search BEGIN
    INSERT INTO search_fts (search_fts, rowid, words) VALUES ('delete', old.id, old.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER search_updated AFTER UPDATE OF words ON search BEGIN
    INSERT INTO search_fts (search_fts, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO search_fts (rowid, words) VALUES (new.id, new.words);
END;
-- +goose StatementEnd

-- One row per stream. It is only ever locked: the log itself counts, so the row that every writer of a
-- stream waits for is never rewritten. A stream is a project.
CREATE TABLE task_streams (
    stream TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

-- The log is read by place, by id, and by task: ids are UUIDv7, so those of one task are in order across projects too.
CREATE TABLE task_log (
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
CREATE UNIQUE INDEX task_log_id ON task_log (id);
CREATE INDEX task_log_subject ON task_log (subject, id);

-- How far a consumer of somebody's log has come. Moved from n-1 to n in the transaction of the effect of n.
CREATE TABLE task_positions (
    consumer TEXT NOT NULL,
    stream   TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (consumer, stream)
) WITHOUT ROWID;

-- Entries that a consumer gave up on, whole, so that they can be tried again.
CREATE TABLE task_dead_letters (
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
CREATE UNIQUE INDEX task_dead_letters_entry ON task_dead_letters (consumer, stream, seq);

-- +goose Down
DROP TABLE task_dead_letters;
DROP TABLE task_positions;
DROP TABLE task_log;
DROP TABLE task_streams;
DROP TABLE search_fts;
DROP TABLE search;
DROP TABLE chosen_ids;
DROP TABLE task_refs;
DROP TABLE comments;
DROP TABLE watchers;
DROP TABLE relations;
DROP TABLE task_labels;
DROP TABLE tasks;
DROP TABLE labels;
DROP TABLE statuses;
DROP TABLE members;
DROP TABLE project_numbers;
DROP TABLE projects;
