-- +goose Up
CREATE TABLE owners (
    id   TEXT COLLATE "C" PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL
);

CREATE TABLE things (
    id       TEXT COLLATE "C" NOT NULL,
    owner_id TEXT COLLATE "C" NOT NULL REFERENCES owners (id),
    number   BIGINT  NOT NULL,
    label    TEXT COLLATE "C" NOT NULL DEFAULT '',
    done     BOOLEAN NOT NULL DEFAULT FALSE,
    at       BIGINT,
    document TEXT,
    CONSTRAINT things_id_pkey PRIMARY KEY (id),
    CONSTRAINT things_number_check CHECK (number >= 0)
);
CREATE UNIQUE INDEX things_owner_id_number ON things (owner_id, number);

CREATE TABLE search (
    row        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       TEXT COLLATE "C" NOT NULL,
    owner_id   TEXT COLLATE "C" NOT NULL,
    task_id    TEXT COLLATE "C" NOT NULL,
    project_id TEXT COLLATE "C" NOT NULL,
    words      TSVECTOR NOT NULL,
    UNIQUE (kind, owner_id)
);
CREATE INDEX search_words ON search USING gin (words);
