-- +goose Up

-- One row: whoever fills set_up_at makes the first account, and changes to admins wait for each other on it.
CREATE TABLE user_site (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    set_up_at BIGINT
);
INSERT INTO user_site (id) VALUES (1);

CREATE TABLE users (
    id            TEXT COLLATE "C" PRIMARY KEY,
    name          TEXT COLLATE "C" NOT NULL,
    -- What people sort and search by: lower case, without marks, words parted by one space.
    name_folded   TEXT COLLATE "C" NOT NULL,
    email         TEXT COLLATE "C" NOT NULL,
    email_folded  TEXT COLLATE "C" NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    role          TEXT COLLATE "C" NOT NULL CHECK (role IN ('ADMIN', 'MEMBER')),
    time_zone     TEXT COLLATE "C" NOT NULL,
    disabled      BOOLEAN NOT NULL,
    -- Grows with every change of role, disabled and the set of live sessions.
    state_counter BIGINT NOT NULL,
    created_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_email_folded ON users (email_folded);
CREATE INDEX users_name ON users (name_folded, id);

CREATE TABLE sessions (
    id           TEXT COLLATE "C" PRIMARY KEY,
    user_id      TEXT COLLATE "C" NOT NULL REFERENCES users (id),
    -- The refresh token is made of id, salt and n; it is not stored.
    salt         TEXT COLLATE "C" NOT NULL,
    n            BIGINT NOT NULL,
    rotated_at   BIGINT NOT NULL,
    user_agent   TEXT COLLATE "C" NOT NULL,
    ip           TEXT COLLATE "C" NOT NULL,
    -- What the throttle knows a device by: the address, or an IPv6 address's /64.
    network      TEXT COLLATE "C" NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    ended_at     BIGINT
);
CREATE INDEX sessions_user ON sessions (user_id, network);

CREATE TABLE attempts (
    -- SHA-256 of what is counted: an account, a client, or both. No address is stored.
    key      TEXT COLLATE "C" PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at  BIGINT NOT NULL
);
CREATE INDEX attempts_last ON attempts (last_at);

-- +goose Down
DROP TABLE attempts;
DROP TABLE sessions;
DROP TABLE users;
DROP TABLE user_site;
