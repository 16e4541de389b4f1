-- +goose Up
-- The words of a line of this file are the same for both databases; only types and the search differ.
-- Deleted rows keep their key until they are purged: a project in the trash can come back.
CREATE TABLE projects (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    key         TEXT COLLATE "C" NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,
    name_folded TEXT COLLATE "C" NOT NULL,
    description TEXT NOT NULL,
    created_by  TEXT COLLATE "C" NOT NULL,
    created_at  BIGINT NOT NULL,
    archived_at BIGINT,
    deleted_at  BIGINT
);
CREATE UNIQUE INDEX projects_key ON projects (key);
CREATE INDEX projects_name ON projects (name_folded, id);
CREATE INDEX projects_deleted ON projects (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- The last number given to a task of the project: a narrow row of its own, because every new task rewrites it.
CREATE TABLE project_numbers (
    project_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    last       BIGINT NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE members (
    project_id TEXT COLLATE "C" NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id    TEXT COLLATE "C" NOT NULL,
    role       TEXT COLLATE "C" NOT NULL,
    joined_at  BIGINT NOT NULL,
    PRIMARY KEY (project_id, user_id)
);
CREATE INDEX members_user ON members (user_id, project_id);
CREATE INDEX members_joined ON members (project_id, joined_at, user_id);

CREATE TABLE statuses (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    project_id TEXT COLLATE "C" NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    key        TEXT COLLATE "C" NOT NULL,
    name       TEXT COLLATE "C" NOT NULL,
    category   TEXT COLLATE "C" NOT NULL,
    color      TEXT COLLATE "C" NOT NULL,
    position   TEXT COLLATE "C" NOT NULL,
    wip_limit  BIGINT
);
CREATE UNIQUE INDEX statuses_project_id_key ON statuses (project_id, key);

CREATE TABLE labels (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    project_id  TEXT COLLATE "C" NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name        TEXT COLLATE "C" NOT NULL,
    name_folded TEXT COLLATE "C" NOT NULL,
    color       TEXT COLLATE "C" NOT NULL,
    created_by  TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX labels_project_id_name ON labels (project_id, name);

-- status is the id of a row of statuses. It and project_id carry no foreign key: every writer of a project holds the lock of its
-- log's stream, and a check with every new task would cost more than it guards.
-- due_sort is the instant that a list is ordered and filtered by: due_at, or the end of due_on (UTC), or the greatest number.
-- trashed_with is the id of the task whose deletion took this one along, itself included.
CREATE TABLE tasks (
    id               TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    project_id       TEXT COLLATE "C" NOT NULL,
    number           BIGINT NOT NULL,
    title            TEXT COLLATE "C" NOT NULL,
    title_folded     TEXT COLLATE "C" NOT NULL,
    description      TEXT NOT NULL,
    status           TEXT COLLATE "C" NOT NULL,
    priority         SMALLINT NOT NULL,
    assigned_user_id TEXT COLLATE "C",
    position         TEXT COLLATE "C" NOT NULL,
    parent_id        TEXT COLLATE "C",
    start_on         TEXT COLLATE "C",
    start_at         BIGINT,
    due_on           TEXT COLLATE "C",
    due_at           BIGINT,
    due_sort         BIGINT NOT NULL,
    comment_count    BIGINT NOT NULL,
    created_by       TEXT COLLATE "C" NOT NULL,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL,
    completed_at     BIGINT,
    deleted_at       BIGINT,
    trashed_with     TEXT COLLATE "C",
    version          BIGINT NOT NULL
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
    task_id  TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    label_id TEXT COLLATE "C" NOT NULL REFERENCES labels (id) ON DELETE CASCADE,
    PRIMARY KEY (task_id, label_id)
);
CREATE INDEX task_labels_label ON task_labels (label_id, task_id);

-- A tie is stored once: who blocks or duplicates first, and of two that relate the smaller id first.
CREATE TABLE relations (
    task_id    TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    kind       TEXT COLLATE "C" NOT NULL,
    other_id   TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (task_id, kind, other_id)
);
CREATE INDEX relations_other ON relations (other_id, kind, task_id);

CREATE TABLE watchers (
    task_id    TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    user_id    TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (task_id, user_id)
);
CREATE INDEX watchers_user ON watchers (user_id, task_id);

CREATE TABLE comments (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    project_id TEXT COLLATE "C" NOT NULL,
    task_id    TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    author_id  TEXT COLLATE "C" NOT NULL,
    body       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    edited_at  BIGINT
);
CREATE INDEX comments_task ON comments (task_id, created_at, id);

-- The references that a task had before it moved to another project.
CREATE TABLE task_refs (
    project_id TEXT COLLATE "C" NOT NULL,
    number     BIGINT NOT NULL,
    task_id    TEXT COLLATE "C" NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, number)
);
CREATE INDEX task_refs_task ON task_refs (task_id);

-- Ids that clients chose. They stay taken when the object is gone, so that no history ever speaks of two things.
CREATE TABLE chosen_ids (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY
);

-- The words of a task (kind task) and of each of its comments (kind comment); owner_id is the task's or the comment's id.
CREATE TABLE search (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_id   TEXT COLLATE "C" NOT NULL UNIQUE,
    kind       TEXT COLLATE "C" NOT NULL,
    task_id    TEXT COLLATE "C" NOT NULL,
    project_id TEXT COLLATE "C" NOT NULL,
    words      TSVECTOR NOT NULL
);
CREATE INDEX search_task ON search (task_id);
CREATE INDEX search_words ON search USING gin (words);

-- One row per stream. It is only ever locked: the log itself counts, so the row that every writer of a
-- stream waits for is never rewritten. A stream is a project.
CREATE TABLE task_streams (
    stream TEXT COLLATE "C" NOT NULL PRIMARY KEY
);

-- The log is read by place, by id, and by task: ids are UUIDv7, so those of one task are in order across projects too.
CREATE TABLE task_log (
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
CREATE UNIQUE INDEX task_log_id ON task_log (id);
CREATE INDEX task_log_subject ON task_log (subject, id);

-- How far a consumer of somebody's log has come. Moved from n-1 to n in the transaction of the effect of n.
CREATE TABLE task_positions (
    consumer TEXT COLLATE "C" NOT NULL,
    stream   TEXT COLLATE "C" NOT NULL,
    seq      BIGINT NOT NULL,
    PRIMARY KEY (consumer, stream)
) WITH (fillfactor = 50);

-- Entries that a consumer gave up on, whole, so that they can be tried again.
CREATE TABLE task_dead_letters (
    id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    consumer   TEXT COLLATE "C" NOT NULL,
    stream     TEXT COLLATE "C" NOT NULL,
    seq        BIGINT NOT NULL,
    entry      TEXT NOT NULL,
    reason     TEXT NOT NULL,
    tries      BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    retried_at BIGINT
);
CREATE UNIQUE INDEX task_dead_letters_entry ON task_dead_letters (consumer, stream, seq);

-- +goose Down
DROP TABLE task_dead_letters;
DROP TABLE task_positions;
DROP TABLE task_log;
DROP TABLE task_streams;
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
