-- +goose Up
CREATE TABLE owners (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE things (
    id       TEXT    NOT NULL,
    owner_id TEXT    NOT NULL REFERENCES owners (id),
    number   BIGINT  NOT NULL,
    label    TEXT    NOT NULL DEFAULT '',
    done     BOOLEAN NOT NULL DEFAULT FALSE,
    at       BIGINT,
    document TEXT,
    CONSTRAINT things_id_pkey PRIMARY KEY (id),
    CONSTRAINT things_number_check CHECK (number >= 0)
);
CREATE UNIQUE INDEX things_owner_id_number ON things (owner_id, number);

CREATE TABLE search (
    row        INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    owner_id   TEXT NOT NULL,
    task_id    TEXT NOT NULL,
    project_id TEXT NOT NULL,
    words      TEXT NOT NULL,
    UNIQUE (kind, owner_id)
);
-- The words were split before: the ascii tokenizer keeps every other letter as it is.
CREATE VIRTUAL TABLE search_fts USING fts5 (
    words, content = 'search', content_rowid = 'row', tokenize = 'ascii', detail = 'none', columnsize = 0
);
-- +goose StatementBegin
CREATE TRIGGER search_insert AFTER INSERT ON search BEGIN
    INSERT INTO search_fts (rowid, words) VALUES (new.row, new.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER search_delete AFTER DELETE ON search BEGIN
    INSERT INTO search_fts (search_fts, rowid, words) VALUES ('delete', old.row, old.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER search_update AFTER UPDATE OF words ON search BEGIN
    INSERT INTO search_fts (search_fts, rowid, words) VALUES ('delete', old.row, old.words);
    INSERT INTO search_fts (rowid, words) VALUES (new.row, new.words);
END;
-- +goose StatementEnd
