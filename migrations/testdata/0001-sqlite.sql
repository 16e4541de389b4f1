CREATE TABLE user_migrations (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);

INSERT INTO user_migrations VALUES (1, 0, 1, '2026-11-23 20:07:43');
INSERT INTO user_migrations VALUES (2, 1, 1, '2026-11-23 20:07:43');

CREATE TABLE user_site (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    set_up_at BIGINT
);

INSERT INTO user_site VALUES (1, 1795464463274465);

CREATE TABLE users (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    -- What people sort and search by: lower case, without marks, words parted by one space.
    name_folded   TEXT NOT NULL,
    email         TEXT NOT NULL,
    email_folded  TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('ADMIN', 'MEMBER')),
    time_zone     TEXT NOT NULL,
    disabled      BOOLEAN NOT NULL,
    -- Grows with every change of role, disabled and the set of live sessions.
    state_counter BIGINT NOT NULL,
    created_at    BIGINT NOT NULL
);

INSERT INTO users VALUES ('01a20a05-83aa-770c-b947-a076b8a65a64', 'Ada Lovelace', 'ada lovelace', 'ada@example.org', 'ada@example.org', '$argon2id$v=19$m=19456,t=2,p=1$jegY68y66xXwWpi/WBWDPw$5yLgS617E6Bjn6mnT2MXEzogz/XNkDuMyu5JWvoLljg', 'ADMIN', 'UTC', 0, 1, 1795464463274465);
INSERT INTO users VALUES ('01a20a05-83e8-7069-8a66-ab895561414b', 'Ben Šťastný', 'ben stastny', 'ben@example.org', 'ben@example.org', '$argon2id$v=19$m=19456,t=2,p=1$9ZT7jRLb6gwtRFRX3sXr/w$MJRC1XgiqerBCyPWmpFx1aVN+dUYExomD31u4kSSDSo', 'MEMBER', 'UTC', 0, 1, 1795464463336034);
INSERT INTO users VALUES ('01a20a05-8422-761f-8b11-38c01302dbc2', 'Cleo', 'cleo', 'cleo@example.org', 'cleo@example.org', '$argon2id$v=19$m=19456,t=2,p=1$JZVnRSsazO9sE28pWnx5Ug$NSrwV3QTmW9hyTzYKklGPgxdJ1GR+aU7XbwZuGRMiDI', 'MEMBER', 'UTC', 1, 2, 1795464463394403);

CREATE TABLE sessions (
    id           TEXT PRIMARY KEY,
    user_id      TEXT NOT NULL REFERENCES users (id),
    -- The refresh token is made of id, salt and n; it is not stored.
    salt         TEXT NOT NULL,
    n            BIGINT NOT NULL,
    rotated_at   BIGINT NOT NULL,
    user_agent   TEXT NOT NULL,
    ip           TEXT NOT NULL,
    -- What the throttle knows a device by: the address, or an IPv6 address's /64.
    network      TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    ended_at     BIGINT
);

INSERT INTO sessions VALUES ('01a20a05-83ad-72aa-90cd-edf06e28df6d', '01a20a05-83aa-770c-b947-a076b8a65a64', '24e86d24fe1cabc354e43537d3b822b7', 1, 1795464463277175, 'Firefox/146.0', '192.0.2.1', '192.0.2.1/32', 1795464463277175, 1795464463277175, 1798056463277175, NULL);
INSERT INTO sessions VALUES ('01a20a05-83e8-74ee-bde0-a49f4d441c05', '01a20a05-83e8-7069-8a66-ab895561414b', '7872ec0b48b81c4ad775dd59300728ae', 1, 1795464463336323, 'Firefox/146.0', '192.0.2.1', '192.0.2.1/32', 1795464463336323, 1795464463336323, 1798056463336323, NULL);
INSERT INTO sessions VALUES ('01a20a05-8422-7a47-b654-583c2850f240', '01a20a05-8422-761f-8b11-38c01302dbc2', '7d69fd47e20647fcd3467ca9307b4820', 1, 1795464463394673, 'Firefox/146.0', '192.0.2.1', '192.0.2.1/32', 1795464463394673, 1795464463394673, 1798056463394673, 1795464463654289);

CREATE TABLE attempts (
    -- SHA-256 of what is counted: an account, a client, or both. No address is stored.
    key      TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at  BIGINT NOT NULL
);

INSERT INTO attempts VALUES ('267d5fd0c311af86d336d6ac2f63bbd728bc224abf7550cd694f78d5ded9b634', 3, 1795464463394616);
INSERT INTO attempts VALUES ('9163ac7ee1820370d0e87cb503d40b9028e3c5a65e875cf82f384b4a291c8e4f', 1, 1795464463545214);
INSERT INTO attempts VALUES ('9f994a42b81ea2bc0b92e0a2a4c2e59a8a6f274742cb40a10726f67307f02794', 1, 1795464463545212);

CREATE TABLE task_migrations (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);

INSERT INTO task_migrations VALUES (1, 0, 1, '2026-11-23 20:07:43');
INSERT INTO task_migrations VALUES (2, 1, 1, '2026-11-23 20:07:43');

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

INSERT INTO projects VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 'WEB', 'Website 🚀', 'website 🚀', 'What we do, and *when*.', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463547603, NULL, NULL);
INSERT INTO projects VALUES ('01a20a05-84c2-7baa-96d7-204ba269a83b', 'OPS', 'Operations', 'operations', 'What we do, and *when*.', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463555009, NULL, NULL);
INSERT INTO projects VALUES ('01a20a05-8513-7e25-8d8f-0a901e26e2a8', 'OLD', 'Last year', 'last year', 'What we do, and *when*.', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463635958, 1795464463648598, NULL);
INSERT INTO projects VALUES ('01a20a05-8514-7d90-82ae-ee9301e4ea1b', 'OOPS', 'A mistake', 'a mistake', 'What we do, and *when*.', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463639928, NULL, 1795464463648980);

CREATE TABLE project_numbers (
    project_id TEXT NOT NULL PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    last       INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO project_numbers VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 6);
INSERT INTO project_numbers VALUES ('01a20a05-84c2-7baa-96d7-204ba269a83b', 1);
INSERT INTO project_numbers VALUES ('01a20a05-8513-7e25-8d8f-0a901e26e2a8', 0);
INSERT INTO project_numbers VALUES ('01a20a05-8514-7d90-82ae-ee9301e4ea1b', 0);

CREATE TABLE members (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id    TEXT NOT NULL,
    role       TEXT NOT NULL,
    joined_at  INTEGER NOT NULL,
    PRIMARY KEY (project_id, user_id)
) WITHOUT ROWID;

INSERT INTO members VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-83aa-770c-b947-a076b8a65a64', 'OWNER', 1795464463547603);
INSERT INTO members VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-83e8-7069-8a66-ab895561414b', 'EDITOR', 1795464463553598);
INSERT INTO members VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-8422-761f-8b11-38c01302dbc2', 'COMMENTER', 1795464463552229);
INSERT INTO members VALUES ('01a20a05-84c2-7baa-96d7-204ba269a83b', '01a20a05-83aa-770c-b947-a076b8a65a64', 'OWNER', 1795464463555009);
INSERT INTO members VALUES ('01a20a05-84c2-7baa-96d7-204ba269a83b', '01a20a05-83e8-7069-8a66-ab895561414b', 'EDITOR', 1795464463557171);
INSERT INTO members VALUES ('01a20a05-84c2-7baa-96d7-204ba269a83b', '01a20a05-8422-761f-8b11-38c01302dbc2', 'COMMENTER', 1795464463557650);
INSERT INTO members VALUES ('01a20a05-8513-7e25-8d8f-0a901e26e2a8', '01a20a05-83aa-770c-b947-a076b8a65a64', 'OWNER', 1795464463635958);
INSERT INTO members VALUES ('01a20a05-8513-7e25-8d8f-0a901e26e2a8', '01a20a05-83e8-7069-8a66-ab895561414b', 'EDITOR', 1795464463636712);
INSERT INTO members VALUES ('01a20a05-8513-7e25-8d8f-0a901e26e2a8', '01a20a05-8422-761f-8b11-38c01302dbc2', 'COMMENTER', 1795464463636392);
INSERT INTO members VALUES ('01a20a05-8514-7d90-82ae-ee9301e4ea1b', '01a20a05-83aa-770c-b947-a076b8a65a64', 'OWNER', 1795464463639928);
INSERT INTO members VALUES ('01a20a05-8514-7d90-82ae-ee9301e4ea1b', '01a20a05-83e8-7069-8a66-ab895561414b', 'EDITOR', 1795464463644738);
INSERT INTO members VALUES ('01a20a05-8514-7d90-82ae-ee9301e4ea1b', '01a20a05-8422-761f-8b11-38c01302dbc2', 'COMMENTER', 1795464463646447);

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

INSERT INTO statuses VALUES ('01a20a05-84bc-7bfb-8bdc-4a54061b5920', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'backlog', 'Backlog', 'BACKLOG', '#8b949e', 'a0', NULL);
INSERT INTO statuses VALUES ('01a20a05-84bc-7c27-9885-a0c2e6e3c39e', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'todo', 'Todo', 'TODO', '#57606a', 'a1', NULL);
INSERT INTO statuses VALUES ('01a20a05-84bc-7c3b-8abc-fac07a408b9b', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'in_progress', 'In progress', 'IN_PROGRESS', '#bf8700', 'a2', NULL);
INSERT INTO statuses VALUES ('01a20a05-84bc-7c45-ab25-2b7cb0abf5d5', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'in_review', 'In review', 'IN_PROGRESS', '#bf8700', 'a3', NULL);
INSERT INTO statuses VALUES ('01a20a05-84bc-7c4c-a9fe-fd4cb32714a7', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'done', 'Done', 'DONE', '#1a7f37', 'a4', NULL);
INSERT INTO statuses VALUES ('01a20a05-84bc-7c57-8863-3dd1425ba954', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'canceled', 'Canceled', 'CANCELED', '#cf222e', 'a5', NULL);
INSERT INTO statuses VALUES ('01a20a05-84c3-70e4-9c89-b6cc446b7839', '01a20a05-84c2-7baa-96d7-204ba269a83b', 'backlog', 'Backlog', 'BACKLOG', '#8b949e', 'a0', NULL);
INSERT INTO statuses VALUES ('01a20a05-84c3-7106-98fe-ec97631e672b', '01a20a05-84c2-7baa-96d7-204ba269a83b', 'todo', 'Todo', 'TODO', '#57606a', 'a1', NULL);
INSERT INTO statuses VALUES ('01a20a05-84c3-7117-9906-455909c743ca', '01a20a05-84c2-7baa-96d7-204ba269a83b', 'in_progress', 'In progress', 'IN_PROGRESS', '#bf8700', 'a2', NULL);
INSERT INTO statuses VALUES ('01a20a05-84c3-7123-a85c-ec2106e3604f', '01a20a05-84c2-7baa-96d7-204ba269a83b', 'in_review', 'In review', 'IN_PROGRESS', '#bf8700', 'a3', NULL);
INSERT INTO statuses VALUES ('01a20a05-84c3-712c-8814-cd4e91b58df1', '01a20a05-84c2-7baa-96d7-204ba269a83b', 'done', 'Done', 'DONE', '#1a7f37', 'a4', NULL);
INSERT INTO statuses VALUES ('01a20a05-84c3-7132-a19d-491a7f5f371c', '01a20a05-84c2-7baa-96d7-204ba269a83b', 'canceled', 'Canceled', 'CANCELED', '#cf222e', 'a5', NULL);
INSERT INTO statuses VALUES ('01a20a05-84c7-70af-b4a1-fc7a56ffe2c0', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'blocked', 'Blocked', 'IN_PROGRESS', '#aa3311', 'a2V', 3);
INSERT INTO statuses VALUES ('01a20a05-8513-7f09-9edd-4943422e3232', '01a20a05-8513-7e25-8d8f-0a901e26e2a8', 'backlog', 'Backlog', 'BACKLOG', '#8b949e', 'a0', NULL);
INSERT INTO statuses VALUES ('01a20a05-8513-7f1d-8f35-863eec9a717a', '01a20a05-8513-7e25-8d8f-0a901e26e2a8', 'todo', 'Todo', 'TODO', '#57606a', 'a1', NULL);
INSERT INTO statuses VALUES ('01a20a05-8513-7f26-aacb-1258c7bbd6be', '01a20a05-8513-7e25-8d8f-0a901e26e2a8', 'in_progress', 'In progress', 'IN_PROGRESS', '#bf8700', 'a2', NULL);
INSERT INTO statuses VALUES ('01a20a05-8513-7f2d-b98e-86c0b5e918a0', '01a20a05-8513-7e25-8d8f-0a901e26e2a8', 'in_review', 'In review', 'IN_PROGRESS', '#bf8700', 'a3', NULL);
INSERT INTO statuses VALUES ('01a20a05-8513-7f31-9ce1-094c4b9d0f7f', '01a20a05-8513-7e25-8d8f-0a901e26e2a8', 'done', 'Done', 'DONE', '#1a7f37', 'a4', NULL);
INSERT INTO statuses VALUES ('01a20a05-8513-7f36-981a-b64efa7d9b66', '01a20a05-8513-7e25-8d8f-0a901e26e2a8', 'canceled', 'Canceled', 'CANCELED', '#cf222e', 'a5', NULL);
INSERT INTO statuses VALUES ('01a20a05-8517-7ead-b684-0580ce332b18', '01a20a05-8514-7d90-82ae-ee9301e4ea1b', 'backlog', 'Backlog', 'BACKLOG', '#8b949e', 'a0', NULL);
INSERT INTO statuses VALUES ('01a20a05-8517-7ec0-bb26-f476312d690d', '01a20a05-8514-7d90-82ae-ee9301e4ea1b', 'todo', 'Todo', 'TODO', '#57606a', 'a1', NULL);
INSERT INTO statuses VALUES ('01a20a05-8517-7ecb-98d9-f2164b0a90a9', '01a20a05-8514-7d90-82ae-ee9301e4ea1b', 'in_progress', 'In progress', 'IN_PROGRESS', '#bf8700', 'a2', NULL);
INSERT INTO statuses VALUES ('01a20a05-8517-7ed3-a0e7-059530270502', '01a20a05-8514-7d90-82ae-ee9301e4ea1b', 'in_review', 'In review', 'IN_PROGRESS', '#bf8700', 'a3', NULL);
INSERT INTO statuses VALUES ('01a20a05-8517-7ede-a116-c9ed7507140c', '01a20a05-8514-7d90-82ae-ee9301e4ea1b', 'done', 'Done', 'DONE', '#1a7f37', 'a4', NULL);
INSERT INTO statuses VALUES ('01a20a05-8517-7ee5-ac6f-ce15f20270a1', '01a20a05-8514-7d90-82ae-ee9301e4ea1b', 'canceled', 'Canceled', 'CANCELED', '#cf222e', 'a5', NULL);

CREATE TABLE labels (
    id          TEXT NOT NULL PRIMARY KEY,
    project_id  TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    color       TEXT NOT NULL,
    created_by  TEXT NOT NULL
);

INSERT INTO labels VALUES ('01a20a05-84cb-7e66-8c55-b88c6c7acffa', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'bug', 'bug', '#d33030', '01a20a05-83e8-7069-8a66-ab895561414b');

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

INSERT INTO tasks VALUES ('7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 1, 'Launch the new page', 'launch the new page', 'Everybody''s waiting.

- [ ] text
- [x] Žofie''s pictures', '01a20a05-84bc-7c27-9885-a0c2e6e3c39e', 4, '01a20a05-83e8-7069-8a66-ab895561414b', 'a0', NULL, NULL, NULL, '2027-01-31', NULL, 1801439999999999, 1, '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463571443, 1795464463571443, NULL, NULL, NULL, 1);
INSERT INTO tasks VALUES ('01a20a05-84e5-72f0-b3b9-b57ae4293d6f', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 2, 'Write the text', 'write the text', '', '01a20a05-84bc-7c45-ab25-2b7cb0abf5d5', 0, NULL, 'a0', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '2027-01-31', NULL, NULL, 1798133400000000, 1798133400000000, 0, '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463591326, 1795464463629452, NULL, NULL, NULL, 2);
INSERT INTO tasks VALUES ('01a20a05-84ea-72ee-a0fb-800635fe2d90', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 3, 'Menu is empty on phones', 'menu is empty on phones', '', '01a20a05-84c7-70af-b4a1-fc7a56ffe2c0', 3, NULL, 'a0', NULL, NULL, NULL, NULL, NULL, 9223372036854775807, 0, '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463594264, 1795464463594264, NULL, NULL, NULL, 1);
INSERT INTO tasks VALUES ('01a20a05-84ed-71c2-8d9a-dd0a8b47818c', '01a20a05-84c2-7baa-96d7-204ba269a83b', 1, 'Renew the certificate', 'renew the certificate', '', '01a20a05-84c3-712c-8814-cd4e91b58df1', 0, '01a20a05-83e8-7069-8a66-ab895561414b', 'a0', NULL, NULL, NULL, NULL, NULL, 9223372036854775807, 0, '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463597287, 1795464463598370, 1795464463598370, NULL, NULL, 2);
INSERT INTO tasks VALUES ('01a20a05-850d-7ed9-91f3-30a1c69389b7', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 5, 'A double', 'a double', '', '01a20a05-84bc-7c27-9885-a0c2e6e3c39e', 0, NULL, 'a1', NULL, NULL, NULL, NULL, NULL, 9223372036854775807, 0, '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463630000, 1795464463633216, NULL, 1795464463633216, '01a20a05-850d-7ed9-91f3-30a1c69389b7', 2);

CREATE TABLE task_labels (
    task_id  TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    label_id TEXT NOT NULL REFERENCES labels (id) ON DELETE CASCADE,
    PRIMARY KEY (task_id, label_id)
) WITHOUT ROWID;

INSERT INTO task_labels VALUES ('01a20a05-84ea-72ee-a0fb-800635fe2d90', '01a20a05-84cb-7e66-8c55-b88c6c7acffa');
INSERT INTO task_labels VALUES ('7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-84cb-7e66-8c55-b88c6c7acffa');

CREATE TABLE relations (
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    other_id   TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (task_id, kind, other_id)
) WITHOUT ROWID;

INSERT INTO relations VALUES ('01a20a05-84ea-72ee-a0fb-800635fe2d90', 'BLOCKS', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', 1795464463600522);

CREATE TABLE watchers (
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    user_id    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (task_id, user_id)
) WITHOUT ROWID;

INSERT INTO watchers VALUES ('01a20a05-84e5-72f0-b3b9-b57ae4293d6f', '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463591326);
INSERT INTO watchers VALUES ('01a20a05-84ea-72ee-a0fb-800635fe2d90', '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463594264);
INSERT INTO watchers VALUES ('01a20a05-84ea-72ee-a0fb-800635fe2d90', '01a20a05-8422-761f-8b11-38c01302dbc2', 1795464463604399);
INSERT INTO watchers VALUES ('01a20a05-84ed-71c2-8d9a-dd0a8b47818c', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463597287);
INSERT INTO watchers VALUES ('01a20a05-84ed-71c2-8d9a-dd0a8b47818c', '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463597287);
INSERT INTO watchers VALUES ('01a20a05-850d-7ed9-91f3-30a1c69389b7', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463630000);
INSERT INTO watchers VALUES ('7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463571443);
INSERT INTO watchers VALUES ('7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463571443);
INSERT INTO watchers VALUES ('7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-8422-761f-8b11-38c01302dbc2', 1795464463606923);

CREATE TABLE comments (
    id         TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL,
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    author_id  TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at  INTEGER
);

INSERT INTO comments VALUES ('01a20a05-84f5-7790-8825-813905982491', '01a20a05-84b9-76ff-990b-12fef18cc4aa', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-8422-761f-8b11-38c01302dbc2', '[@Ben](mention:01a20a05-83e8-7069-8a66-ab895561414b) is it ready? 🙂 It''s about the zeppelin.', 1795464463606923, 1795464463628749);

CREATE TABLE task_refs (
    project_id TEXT NOT NULL,
    number     INTEGER NOT NULL,
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, number)
) WITHOUT ROWID;

INSERT INTO task_refs VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 4, '01a20a05-84ed-71c2-8d9a-dd0a8b47818c');

CREATE TABLE chosen_ids (
    id TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

INSERT INTO chosen_ids VALUES ('7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b');

CREATE TABLE search (
    id         INTEGER PRIMARY KEY,
    owner_id   TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    task_id    TEXT NOT NULL,
    project_id TEXT NOT NULL,
    words      TEXT NOT NULL
);

INSERT INTO search VALUES (1, '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', 'task', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'm52banlaunch m52banthe m52bannew m52banpage m52baneverybody m52bans m52banwaiting m52bantext m52banx m52banzofie m52banpictures');
INSERT INTO search VALUES (2, '01a20a05-84e5-72f0-b3b9-b57ae4293d6f', 'task', '01a20a05-84e5-72f0-b3b9-b57ae4293d6f', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'm52banwrite m52banthe m52bantext');
INSERT INTO search VALUES (3, '01a20a05-84ea-72ee-a0fb-800635fe2d90', 'task', '01a20a05-84ea-72ee-a0fb-800635fe2d90', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'm52banmenu m52banis m52banempty m52banon m52banphones');
INSERT INTO search VALUES (4, '01a20a05-84ed-71c2-8d9a-dd0a8b47818c', 'task', '01a20a05-84ed-71c2-8d9a-dd0a8b47818c', '01a20a05-84c2-7baa-96d7-204ba269a83b', 'noiv3crenew noiv3cthe noiv3ccertificate');
INSERT INTO search VALUES (5, '01a20a05-84f5-7790-8825-813905982491', 'comment', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'm52banben m52banmention m52ban01a20a05 m52ban83e8 m52ban7069 m52ban8a66 m52banab895561414b m52banis m52banit m52banready m52bans m52banabout m52banthe m52banzeppelin');
INSERT INTO search VALUES (6, '01a20a05-850d-7ed9-91f3-30a1c69389b7', 'task', '01a20a05-850d-7ed9-91f3-30a1c69389b7', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 'm52bana m52bandouble');

CREATE TABLE task_streams (
    stream TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

INSERT INTO task_streams VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa');
INSERT INTO task_streams VALUES ('01a20a05-84c2-7baa-96d7-204ba269a83b');
INSERT INTO task_streams VALUES ('01a20a05-8513-7e25-8d8f-0a901e26e2a8');
INSERT INTO task_streams VALUES ('01a20a05-8514-7d90-82ae-ee9301e4ea1b');

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

INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 1, '01a20a05-84bd-70ed-bea3-bba3c82acfed', 'PROJECT_CREATED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463547603, '[{"field":"key","to":"WEB"},{"field":"name","to":"Website 🚀"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀"}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 2, '01a20a05-84c0-7a3e-a169-881bc101ae99', 'MEMBER_CHANGED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463552229, '[{"field":"role","to":"COMMENTER"}]', '{"userId":"01a20a05-8422-761f-8b11-38c01302dbc2","facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","role":"COMMENTER","joined":true}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 3, '01a20a05-84c1-7a55-8601-dbfb2fe1c28a', 'MEMBER_CHANGED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463553598, '[{"field":"role","to":"EDITOR"}]', '{"userId":"01a20a05-83e8-7069-8a66-ab895561414b","facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","role":"EDITOR","joined":true}}');
INSERT INTO task_log VALUES ('01a20a05-84c2-7baa-96d7-204ba269a83b', 1, '01a20a05-84c3-7283-84ca-36cd6303d2f0', 'PROJECT_CREATED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463555009, '[{"field":"key","to":"OPS"},{"field":"name","to":"Operations"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"OPS","projectName":"Operations"}}');
INSERT INTO task_log VALUES ('01a20a05-84c2-7baa-96d7-204ba269a83b', 2, '01a20a05-84c5-7454-9e84-6960db2aa410', 'MEMBER_CHANGED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463557171, '[{"field":"role","to":"EDITOR"}]', '{"userId":"01a20a05-83e8-7069-8a66-ab895561414b","facts":{"actorName":"Ada Lovelace","projectKey":"OPS","projectName":"Operations","role":"EDITOR","joined":true}}');
INSERT INTO task_log VALUES ('01a20a05-84c2-7baa-96d7-204ba269a83b', 3, '01a20a05-84c5-7b40-bdf7-dd7c0ed524ba', 'MEMBER_CHANGED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463557650, '[{"field":"role","to":"COMMENTER"}]', '{"userId":"01a20a05-8422-761f-8b11-38c01302dbc2","facts":{"actorName":"Ada Lovelace","projectKey":"OPS","projectName":"Operations","role":"COMMENTER","joined":true}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 4, '01a20a05-84c9-71bf-ac4f-7c1645a921dc', 'PROJECT_UPDATED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463559120, '[{"field":"statuses","to":"Blocked","toValue":"blocked"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀"}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 5, '01a20a05-84cd-79bf-bdac-4e5f2450904f', 'PROJECT_UPDATED', '', '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463564257, '[{"field":"labels","to":"bug","toValue":"01a20a05-84cb-7e66-8c55-b88c6c7acffa"}]', '{"facts":{"actorName":"Ben Šťastný","projectKey":"WEB","projectName":"Website 🚀"}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 6, '01a20a05-84da-722c-846d-b73c861cbee3', 'TASK_CREATED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463571443, '[{"field":"status","to":"Todo","toValue":"todo"},{"field":"title","to":"Launch the new page"},{"field":"priority","to":"Urgent","fromValue":"NONE","toValue":"URGENT"},{"field":"description","to":"Everybody''s waiting.\n\n- [ ] text\n- [x] Žofie''s pictures"},{"field":"assignedUser","to":"Ben Šťastný","toValue":"01a20a05-83e8-7069-8a66-ab895561414b"},{"field":"labels","to":"bug","toValue":"01a20a05-84cb-7e66-8c55-b88c6c7acffa"},{"field":"dueOn","to":"2027-01-31","toValue":"2027-01-31"}]', '{"taskVersion":1,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-1","taskTitle":"Launch the new page","assigneeId":"01a20a05-83e8-7069-8a66-ab895561414b","watcherIds":["01a20a05-83aa-770c-b947-a076b8a65a64","01a20a05-83e8-7069-8a66-ab895561414b"]}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 7, '01a20a05-84e9-76d8-827e-7d2bc0fb1d9c', 'TASK_CREATED', '01a20a05-84e5-72f0-b3b9-b57ae4293d6f', '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463591326, '[{"field":"status","to":"Todo","toValue":"todo"},{"field":"title","to":"Write the text"},{"field":"parent","to":"WEB-1","toValue":"7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b"},{"field":"startOn","to":"2027-01-31","toValue":"2027-01-31"},{"field":"dueAt","to":"2026-12-24T17:30:00Z","toValue":"2026-12-24T17:30:00Z"}]', '{"taskVersion":1,"facts":{"actorName":"Ben Šťastný","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-2","taskTitle":"Write the text","watcherIds":["01a20a05-83e8-7069-8a66-ab895561414b"]}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 8, '01a20a05-84ec-7a5a-bb42-0307277cc4a0', 'TASK_CREATED', '01a20a05-84ea-72ee-a0fb-800635fe2d90', '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463594264, '[{"field":"status","to":"Blocked","toValue":"blocked"},{"field":"title","to":"Menu is empty on phones"},{"field":"priority","to":"High","fromValue":"NONE","toValue":"HIGH"},{"field":"labels","to":"bug","toValue":"01a20a05-84cb-7e66-8c55-b88c6c7acffa"}]', '{"taskVersion":1,"facts":{"actorName":"Ben Šťastný","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-3","taskTitle":"Menu is empty on phones","watcherIds":["01a20a05-83e8-7069-8a66-ab895561414b"]}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 9, '01a20a05-84ed-7b63-8762-aac5783fcbb9', 'TASK_CREATED', '01a20a05-84ed-71c2-8d9a-dd0a8b47818c', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463597287, '[{"field":"status","to":"Todo","toValue":"todo"},{"field":"title","to":"Renew the certificate"},{"field":"assignedUser","to":"Ben Šťastný","toValue":"01a20a05-83e8-7069-8a66-ab895561414b"}]', '{"taskVersion":1,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-4","taskTitle":"Renew the certificate","assigneeId":"01a20a05-83e8-7069-8a66-ab895561414b","watcherIds":["01a20a05-83aa-770c-b947-a076b8a65a64","01a20a05-83e8-7069-8a66-ab895561414b"]}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 10, '01a20a05-84ef-7acf-8aa0-b98fa442786f', 'TASK_MOVED_OUT', '01a20a05-84ed-71c2-8d9a-dd0a8b47818c', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463598370, '[]', '{"taskVersion":2,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-4","taskTitle":"Renew the certificate","assigneeId":"01a20a05-83e8-7069-8a66-ab895561414b","watcherIds":["01a20a05-83aa-770c-b947-a076b8a65a64","01a20a05-83e8-7069-8a66-ab895561414b"]}}');
INSERT INTO task_log VALUES ('01a20a05-84c2-7baa-96d7-204ba269a83b', 4, '01a20a05-84ef-7adc-b3a4-9122ed4f7d8c', 'TASK_MOVED_IN', '01a20a05-84ed-71c2-8d9a-dd0a8b47818c', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463598370, '[{"field":"status","to":"Done","toValue":"done"}]', '{"taskVersion":2,"facts":{"actorName":"Ada Lovelace","projectKey":"OPS","projectName":"Operations","taskRef":"OPS-1","taskTitle":"Renew the certificate","assigneeId":"01a20a05-83e8-7069-8a66-ab895561414b","watcherIds":["01a20a05-83aa-770c-b947-a076b8a65a64","01a20a05-83e8-7069-8a66-ab895561414b"]}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 11, '01a20a05-84f3-7629-a031-b2a34444886e', 'TASK_UPDATED', '01a20a05-84ea-72ee-a0fb-800635fe2d90', '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463600522, '[{"field":"relations","to":"WEB-1","toValue":"7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b"}]', '{"taskVersion":1,"facts":{"actorName":"Ben Šťastný","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-3","taskTitle":"Menu is empty on phones","watcherIds":["01a20a05-83e8-7069-8a66-ab895561414b"]}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 12, '01a20a05-84f3-763a-b33c-5ca35b4b67f6', 'TASK_UPDATED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463600522, '[{"field":"relations","to":"WEB-3","toValue":"01a20a05-84ea-72ee-a0fb-800635fe2d90"}]', '{"taskVersion":1,"facts":{"actorName":"Ben Šťastný","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-1","taskTitle":"Launch the new page","assigneeId":"01a20a05-83e8-7069-8a66-ab895561414b","watcherIds":["01a20a05-83aa-770c-b947-a076b8a65a64","01a20a05-83e8-7069-8a66-ab895561414b"]}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 13, '01a20a05-84f4-7d1f-863c-3df04596b205', 'TASK_UPDATED', '01a20a05-84ea-72ee-a0fb-800635fe2d90', '01a20a05-8422-761f-8b11-38c01302dbc2', 1795464463604399, '[{"field":"watchers","to":"Cleo","toValue":"01a20a05-8422-761f-8b11-38c01302dbc2"}]', '{"taskVersion":1,"facts":{"actorName":"Cleo","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-3","taskTitle":"Menu is empty on phones","watcherIds":["01a20a05-83e8-7069-8a66-ab895561414b","01a20a05-8422-761f-8b11-38c01302dbc2"]}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 14, '01a20a05-8509-78d2-8aee-250f976e1c6a', 'COMMENT_ADDED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-8422-761f-8b11-38c01302dbc2', 1795464463606923, '[]', '{"taskVersion":1,"commentId":"01a20a05-84f5-7790-8825-813905982491","facts":{"actorName":"Cleo","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-1","taskTitle":"Launch the new page","assigneeId":"01a20a05-83e8-7069-8a66-ab895561414b","mentionedIds":["01a20a05-83e8-7069-8a66-ab895561414b"],"watcherIds":["01a20a05-83aa-770c-b947-a076b8a65a64","01a20a05-83e8-7069-8a66-ab895561414b","01a20a05-8422-761f-8b11-38c01302dbc2"],"excerpt":"[@Ben](mention:01a20a05-83e8-7069-8a66-ab895561414b) is it ready? 🙂"}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 15, '01a20a05-850d-7238-aea8-7a76a09323cc', 'COMMENT_UPDATED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-8422-761f-8b11-38c01302dbc2', 1795464463628749, '[]', '{"taskVersion":1,"commentId":"01a20a05-84f5-7790-8825-813905982491","facts":{"actorName":"Cleo","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-1","taskTitle":"Launch the new page","assigneeId":"01a20a05-83e8-7069-8a66-ab895561414b","watcherIds":["01a20a05-83aa-770c-b947-a076b8a65a64","01a20a05-83e8-7069-8a66-ab895561414b","01a20a05-8422-761f-8b11-38c01302dbc2"],"excerpt":"[@Ben](mention:01a20a05-83e8-7069-8a66-ab895561414b) is it ready? 🙂 It''s about the zeppelin."}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 16, '01a20a05-850d-7ce3-bca6-9bc1819da771', 'TASK_UPDATED', '01a20a05-84e5-72f0-b3b9-b57ae4293d6f', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463629452, '[{"field":"status","from":"Todo","to":"In review","fromValue":"todo","toValue":"in_review"}]', '{"taskVersion":2,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-2","taskTitle":"Write the text","watcherIds":["01a20a05-83e8-7069-8a66-ab895561414b"]}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 17, '01a20a05-8510-77d5-b3f2-bb25e1a651fb', 'TASK_CREATED', '01a20a05-850d-7ed9-91f3-30a1c69389b7', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463630000, '[{"field":"status","to":"Todo","toValue":"todo"},{"field":"title","to":"A double"}]', '{"taskVersion":1,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-5","taskTitle":"A double","watcherIds":["01a20a05-83aa-770c-b947-a076b8a65a64"]}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 18, '01a20a05-8511-7b41-a770-ebe1cc52bcbf', 'TASK_DELETED', '01a20a05-850d-7ed9-91f3-30a1c69389b7', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463633216, '[{"field":"deletedAt","to":"2026-11-23T20:07:43.633216Z","toValue":"2026-11-23T20:07:43.633216Z"}]', '{"taskVersion":2,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-5","taskTitle":"A double","watcherIds":["01a20a05-83aa-770c-b947-a076b8a65a64"]}}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 19, '01a20a05-8512-712e-ae5c-c1bb7855297e', 'TASK_CREATED', '01a20a05-8511-7d40-b14d-b613d26369f3', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463633898, '[]', '{}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 20, '01a20a05-8513-7147-a977-a1433ada508a', 'TASK_DELETED', '01a20a05-8511-7d40-b14d-b613d26369f3', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463634311, '[]', '{}');
INSERT INTO task_log VALUES ('01a20a05-84b9-76ff-990b-12fef18cc4aa', 21, '01a20a05-8513-7be3-bc7d-49006f88c4c6', 'TASK_PURGED', '01a20a05-8511-7d40-b14d-b613d26369f3', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463635333, '[]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀"}}');
INSERT INTO task_log VALUES ('01a20a05-8513-7e25-8d8f-0a901e26e2a8', 1, '01a20a05-8514-70d8-88a8-4eb448e5b8cc', 'PROJECT_CREATED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463635958, '[{"field":"key","to":"OLD"},{"field":"name","to":"Last year"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"OLD","projectName":"Last year"}}');
INSERT INTO task_log VALUES ('01a20a05-8513-7e25-8d8f-0a901e26e2a8', 2, '01a20a05-8514-76ef-a762-ba706c93e79d', 'MEMBER_CHANGED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463636392, '[{"field":"role","to":"COMMENTER"}]', '{"userId":"01a20a05-8422-761f-8b11-38c01302dbc2","facts":{"actorName":"Ada Lovelace","projectKey":"OLD","projectName":"Last year","role":"COMMENTER","joined":true}}');
INSERT INTO task_log VALUES ('01a20a05-8513-7e25-8d8f-0a901e26e2a8', 3, '01a20a05-8514-7bac-bfc6-f50a30a5c65a', 'MEMBER_CHANGED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463636712, '[{"field":"role","to":"EDITOR"}]', '{"userId":"01a20a05-83e8-7069-8a66-ab895561414b","facts":{"actorName":"Ada Lovelace","projectKey":"OLD","projectName":"Last year","role":"EDITOR","joined":true}}');
INSERT INTO task_log VALUES ('01a20a05-8514-7d90-82ae-ee9301e4ea1b', 1, '01a20a05-8518-7077-a107-5d60555ee6c6', 'PROJECT_CREATED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463639928, '[{"field":"key","to":"OOPS"},{"field":"name","to":"A mistake"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"OOPS","projectName":"A mistake"}}');
INSERT INTO task_log VALUES ('01a20a05-8514-7d90-82ae-ee9301e4ea1b', 2, '01a20a05-851c-7c85-9070-bdd146eaa6c1', 'MEMBER_CHANGED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463644738, '[{"field":"role","to":"EDITOR"}]', '{"userId":"01a20a05-83e8-7069-8a66-ab895561414b","facts":{"actorName":"Ada Lovelace","projectKey":"OOPS","projectName":"A mistake","role":"EDITOR","joined":true}}');
INSERT INTO task_log VALUES ('01a20a05-8514-7d90-82ae-ee9301e4ea1b', 3, '01a20a05-851e-7aa1-8065-44881606fb30', 'MEMBER_CHANGED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463646447, '[{"field":"role","to":"COMMENTER"}]', '{"userId":"01a20a05-8422-761f-8b11-38c01302dbc2","facts":{"actorName":"Ada Lovelace","projectKey":"OOPS","projectName":"A mistake","role":"COMMENTER","joined":true}}');
INSERT INTO task_log VALUES ('01a20a05-8513-7e25-8d8f-0a901e26e2a8', 4, '01a20a05-8520-7c73-bbcb-648b0617276e', 'PROJECT_UPDATED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463648598, '[{"field":"archived","toValue":"2026-11-23T20:07:43.648598Z"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"OLD","projectName":"Last year"}}');
INSERT INTO task_log VALUES ('01a20a05-8514-7d90-82ae-ee9301e4ea1b', 4, '01a20a05-8521-70ed-b06b-b925bdb31905', 'PROJECT_DELETED', '', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463648980, '[]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"OOPS","projectName":"A mistake"}}');

CREATE TABLE task_positions (
    consumer TEXT NOT NULL,
    stream   TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (consumer, stream)
) WITHOUT ROWID;


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


CREATE TABLE notification_migrations (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);

INSERT INTO notification_migrations VALUES (1, 0, 1, '2026-11-23 20:07:43');
INSERT INTO notification_migrations VALUES (2, 1, 1, '2026-11-23 20:07:43');

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

INSERT INTO notifications VALUES ('21b38241-597e-5d87-b0fe-3b6279c10089', '01a20a05-8422-761f-8b11-38c01302dbc2', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Website 🚀 (WEB) as a commenter', '', '01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463552229, NULL);
INSERT INTO notifications VALUES ('21c68254-0d76-5164-9a93-c90d2501b2df', '01a20a05-83e8-7069-8a66-ab895561414b', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Website 🚀 (WEB) as an editor', '', '01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463553598, NULL);
INSERT INTO notifications VALUES ('eb120796-7960-5e92-8b96-876cc88e0b86', '01a20a05-83e8-7069-8a66-ab895561414b', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Operations (OPS) as an editor', '', '01a20a05-84c2-7baa-96d7-204ba269a83b', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463557171, NULL);
INSERT INTO notifications VALUES ('ce87c8f0-bb6f-54a9-ab1e-7295c42f4a24', '01a20a05-8422-761f-8b11-38c01302dbc2', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Operations (OPS) as a commenter', '', '01a20a05-84c2-7baa-96d7-204ba269a83b', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463557650, NULL);
INSERT INTO notifications VALUES ('14910346-5f79-5c82-8c6e-cc3918449dd2', '01a20a05-83e8-7069-8a66-ab895561414b', 'ASSIGNED', 'Ada Lovelace assigned WEB-1 “Launch the new page” to you', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463571443, NULL);
INSERT INTO notifications VALUES ('82c77fa4-d8e2-51e8-a64b-dd61cf2030be', '01a20a05-83e8-7069-8a66-ab895561414b', 'ASSIGNED', 'Ada Lovelace assigned WEB-4 “Renew the certificate” to you', '01a20a05-84ed-71c2-8d9a-dd0a8b47818c', '01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463597287, NULL);
INSERT INTO notifications VALUES ('4160ed0d-092c-5fc7-b894-b991525aed18', '01a20a05-83e8-7069-8a66-ab895561414b', 'UPDATED', 'Ada Lovelace moved WEB-4 “Renew the certificate” to another project', '01a20a05-84ed-71c2-8d9a-dd0a8b47818c', '01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463598370, NULL);
INSERT INTO notifications VALUES ('0f3af690-b329-5440-b8c3-d452ecaa04af', '01a20a05-83aa-770c-b947-a076b8a65a64', 'UPDATED', 'Ben Šťastný changed the relations of WEB-1 “Launch the new page”', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-83e8-7069-8a66-ab895561414b', 1795464463600522, NULL);
INSERT INTO notifications VALUES ('f7437bad-491d-5633-91cf-c147c6e8178f', '01a20a05-83e8-7069-8a66-ab895561414b', 'MENTIONED', 'Cleo mentioned you on WEB-1 “Launch the new page”: @Ben is it ready? 🙂', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-8422-761f-8b11-38c01302dbc2', 1795464463606923, NULL);
INSERT INTO notifications VALUES ('e18cf7d2-0574-5436-b396-57e1f1289f32', '01a20a05-83aa-770c-b947-a076b8a65a64', 'COMMENTED', 'Cleo commented on WEB-1 “Launch the new page”: @Ben is it ready? 🙂', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-8422-761f-8b11-38c01302dbc2', 1795464463606923, NULL);
INSERT INTO notifications VALUES ('4bb5a8bc-1014-5d70-924f-4d670a1ffe71', '01a20a05-8422-761f-8b11-38c01302dbc2', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Last year (OLD) as a commenter', '', '01a20a05-8513-7e25-8d8f-0a901e26e2a8', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463636392, NULL);
INSERT INTO notifications VALUES ('706824cf-857a-5d8d-9cab-e2b008f08881', '01a20a05-83e8-7069-8a66-ab895561414b', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Last year (OLD) as an editor', '', '01a20a05-8513-7e25-8d8f-0a901e26e2a8', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463636712, NULL);
INSERT INTO notifications VALUES ('d8110cd0-d191-5b74-bc93-2c546a0090a2', '01a20a05-83e8-7069-8a66-ab895561414b', 'STATUS_CHANGED', 'Ada Lovelace moved WEB-2 “Write the text” from Todo to In review', '01a20a05-84e5-72f0-b3b9-b57ae4293d6f', '01a20a05-84b9-76ff-990b-12fef18cc4aa', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463629452, NULL);
INSERT INTO notifications VALUES ('854fa8d2-1304-5c26-ba36-f4bad268f333', '01a20a05-83e8-7069-8a66-ab895561414b', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to A mistake (OOPS) as an editor', '', '01a20a05-8514-7d90-82ae-ee9301e4ea1b', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463644738, 1795464463654050);
INSERT INTO notifications VALUES ('c55e4ca8-4836-5169-866e-05935bee47f9', '01a20a05-8422-761f-8b11-38c01302dbc2', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to A mistake (OOPS) as a commenter', '', '01a20a05-8514-7d90-82ae-ee9301e4ea1b', '01a20a05-83aa-770c-b947-a076b8a65a64', 1795464463646447, NULL);

CREATE TABLE notification_positions (
    consumer TEXT NOT NULL,
    stream   TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (consumer, stream)
) WITHOUT ROWID;

INSERT INTO notification_positions VALUES ('notification', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 21);
INSERT INTO notification_positions VALUES ('notification', '01a20a05-84c2-7baa-96d7-204ba269a83b', 4);
INSERT INTO notification_positions VALUES ('notification', '01a20a05-8513-7e25-8d8f-0a901e26e2a8', 4);
INSERT INTO notification_positions VALUES ('notification', '01a20a05-8514-7d90-82ae-ee9301e4ea1b', 4);

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

INSERT INTO notification_dead_letters VALUES ('01a209fc-0000-7000-8000-000000000001', 'notification', '01a20a05-84b9-76ff-990b-12fef18cc4aa', 1, '{"seq":1,"type":"PROJECT_CREATED"}', 'it could not be read', 5, 1795464463547603, NULL);

CREATE UNIQUE INDEX users_email_folded ON users (email_folded);

CREATE INDEX users_name ON users (name_folded, id);

CREATE INDEX sessions_user ON sessions (user_id, network);

CREATE INDEX attempts_last ON attempts (last_at);

CREATE UNIQUE INDEX projects_key ON projects (key);

CREATE INDEX projects_name ON projects (name_folded, id);

CREATE INDEX projects_deleted ON projects (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE INDEX members_user ON members (user_id, project_id);

CREATE INDEX members_joined ON members (project_id, joined_at, user_id);

CREATE UNIQUE INDEX statuses_project_id_key ON statuses (project_id, key);

CREATE UNIQUE INDEX labels_project_id_name ON labels (project_id, name);

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

CREATE INDEX task_labels_label ON task_labels (label_id, task_id);

CREATE INDEX relations_other ON relations (other_id, kind, task_id);

CREATE INDEX watchers_user ON watchers (user_id, task_id);

CREATE INDEX comments_task ON comments (task_id, created_at, id);

CREATE INDEX task_refs_task ON task_refs (task_id);

CREATE INDEX search_task ON search (task_id);

CREATE VIRTUAL TABLE search_fts USING fts5 (words, content = 'search', content_rowid = 'id', tokenize = 'ascii', detail = 'none', columnsize = 0);
INSERT INTO search_fts (search_fts) VALUES ('rebuild');

CREATE TRIGGER search_inserted AFTER INSERT ON search BEGIN
    INSERT INTO search_fts (rowid, words) VALUES (new.id, new.words);
END;

CREATE TRIGGER search_deleted AFTER DELETE ON search BEGIN
    INSERT INTO search_fts (search_fts, rowid, words) VALUES ('delete', old.id, old.words);
END;

CREATE TRIGGER search_updated AFTER UPDATE OF words ON search BEGIN
    INSERT INTO search_fts (search_fts, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO search_fts (rowid, words) VALUES (new.id, new.words);
END;

CREATE UNIQUE INDEX task_log_id ON task_log (id);

CREATE INDEX task_log_subject ON task_log (subject, id);

CREATE UNIQUE INDEX task_dead_letters_entry ON task_dead_letters (consumer, stream, seq);

CREATE INDEX notifications_inbox ON notifications (user_id, created_at DESC, id DESC);

CREATE INDEX notifications_unread ON notifications (user_id, created_at DESC, id DESC) WHERE read_at IS NULL;

CREATE INDEX notifications_task ON notifications (task_id);

CREATE INDEX notifications_project ON notifications (project_id, user_id);

CREATE UNIQUE INDEX notification_dead_letters_entry ON notification_dead_letters (consumer, stream, seq);

