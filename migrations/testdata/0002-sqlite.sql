CREATE TABLE user_migrations (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);

INSERT INTO user_migrations VALUES (1, 0, 1, '2026-11-26 22:31:40');
INSERT INTO user_migrations VALUES (2, 1, 1, '2026-11-26 22:31:40');

CREATE TABLE user_site (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    set_up_at BIGINT
);

INSERT INTO user_site VALUES (1, 1795732300907337);

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

INSERT INTO users VALUES ('01a219fc-646b-751b-9317-bb2b3365164b', 'Ada Lovelace', 'ada lovelace', 'ada@example.org', 'ada@example.org', '$argon2id$v=19$m=19456,t=2,p=1$PdIPzh8mSsmyBo0UKuNpcw$NFj7B7ryNe64GCv+rM+dYiik3d5A9Ao630ECEDWmUcQ', 'ADMIN', 'UTC', 0, 1, 1795732300907337);
INSERT INTO users VALUES ('01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'Ben Šťastný', 'ben stastny', 'ben@example.org', 'ben@example.org', '$argon2id$v=19$m=19456,t=2,p=1$owRDaNTUjiFZlJjm6tj0OA$GnWSC24j60xbKNy2Fy8LOf3re2E+KIkTWI3e/YZmXao', 'MEMBER', 'UTC', 0, 1, 1795732300989188);
INSERT INTO users VALUES ('01a219fc-64ed-77bb-9dd7-143609b4b393', 'Cleo', 'cleo', 'cleo@example.org', 'cleo@example.org', '$argon2id$v=19$m=19456,t=2,p=1$cNCLBLEGGwocuDU1AK2+Yg$IUrHgzoLvJpWtlhgKAP4oTYpn2//sJHG14bJ9tbw4SM', 'MEMBER', 'UTC', 1, 2, 1795732301037509);

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

INSERT INTO sessions VALUES ('01a219fc-646d-725b-b762-43d8bbd8ae35', '01a219fc-646b-751b-9317-bb2b3365164b', '4ae969a29b9930e987cc8c8bb41c27ba', 1, 1795732300909154, 'Firefox/146.0', '192.0.2.1', '192.0.2.1/32', 1795732300909154, 1795732300909154, 1798324300909154, NULL);
INSERT INTO sessions VALUES ('01a219fc-64be-7c04-90f3-f9dfd9b213d5', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'f34caf0cec64810e430daaa82c328d9d', 1, 1795732300990787, 'Firefox/146.0', '192.0.2.1', '192.0.2.1/32', 1795732300990787, 1795732300990787, 1798324300990787, NULL);
INSERT INTO sessions VALUES ('01a219fc-64ed-7cbd-9f33-7167bec18973', '01a219fc-64ed-77bb-9dd7-143609b4b393', 'f5920a66263626988e9082d9d2c6bae5', 1, 1795732301037834, 'Firefox/146.0', '192.0.2.1', '192.0.2.1/32', 1795732301037834, 1795732301037834, 1798324301037834, 1795732301226814);

CREATE TABLE attempts (
    -- SHA-256 of what is counted: an account, a client, or both. No address is stored.
    key      TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at  BIGINT NOT NULL
);

INSERT INTO attempts VALUES ('267d5fd0c311af86d336d6ac2f63bbd728bc224abf7550cd694f78d5ded9b634', 3, 1795732301037776);
INSERT INTO attempts VALUES ('9163ac7ee1820370d0e87cb503d40b9028e3c5a65e875cf82f384b4a291c8e4f', 1, 1795732301144542);
INSERT INTO attempts VALUES ('9f994a42b81ea2bc0b92e0a2a4c2e59a8a6f274742cb40a10726f67307f02794', 1, 1795732301144540);

CREATE TABLE task_migrations (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);

INSERT INTO task_migrations VALUES (1, 0, 1, '2026-11-26 22:31:40');
INSERT INTO task_migrations VALUES (2, 1, 1, '2026-11-26 22:31:40');

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

INSERT INTO projects VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 'WEB', 'Website 🚀', 'website 🚀', 'What we do, and *when*.', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301145136, NULL, NULL);
INSERT INTO projects VALUES ('01a219fc-655a-7f20-9198-d33c050ed77e', 'OPS', 'Operations', 'operations', 'What we do, and *when*.', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301147008, NULL, NULL);
INSERT INTO projects VALUES ('01a219fc-656b-7efd-965f-a8916957f301', 'OLD', 'Last year', 'last year', 'What we do, and *when*.', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301164005, 1795732301167202, NULL);
INSERT INTO projects VALUES ('01a219fc-656e-70bc-8a2d-5682816ab6fe', 'OOPS', 'A mistake', 'a mistake', 'What we do, and *when*.', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301166063, NULL, 1795732301167476);

CREATE TABLE project_numbers (
    project_id TEXT NOT NULL PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    last       INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO project_numbers VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 6);
INSERT INTO project_numbers VALUES ('01a219fc-655a-7f20-9198-d33c050ed77e', 1);
INSERT INTO project_numbers VALUES ('01a219fc-656b-7efd-965f-a8916957f301', 0);
INSERT INTO project_numbers VALUES ('01a219fc-656e-70bc-8a2d-5682816ab6fe', 0);

CREATE TABLE members (
    project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id    TEXT NOT NULL,
    role       TEXT NOT NULL,
    joined_at  INTEGER NOT NULL,
    PRIMARY KEY (project_id, user_id)
) WITHOUT ROWID;

INSERT INTO members VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-646b-751b-9317-bb2b3365164b', 'OWNER', 1795732301145136);
INSERT INTO members VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'EDITOR', 1795732301146554);
INSERT INTO members VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-64ed-77bb-9dd7-143609b4b393', 'COMMENTER', 1795732301146884);
INSERT INTO members VALUES ('01a219fc-655a-7f20-9198-d33c050ed77e', '01a219fc-646b-751b-9317-bb2b3365164b', 'OWNER', 1795732301147008);
INSERT INTO members VALUES ('01a219fc-655a-7f20-9198-d33c050ed77e', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'EDITOR', 1795732301147451);
INSERT INTO members VALUES ('01a219fc-655a-7f20-9198-d33c050ed77e', '01a219fc-64ed-77bb-9dd7-143609b4b393', 'COMMENTER', 1795732301147666);
INSERT INTO members VALUES ('01a219fc-656b-7efd-965f-a8916957f301', '01a219fc-646b-751b-9317-bb2b3365164b', 'OWNER', 1795732301164005);
INSERT INTO members VALUES ('01a219fc-656b-7efd-965f-a8916957f301', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'EDITOR', 1795732301165111);
INSERT INTO members VALUES ('01a219fc-656b-7efd-965f-a8916957f301', '01a219fc-64ed-77bb-9dd7-143609b4b393', 'COMMENTER', 1795732301165884);
INSERT INTO members VALUES ('01a219fc-656e-70bc-8a2d-5682816ab6fe', '01a219fc-646b-751b-9317-bb2b3365164b', 'OWNER', 1795732301166063);
INSERT INTO members VALUES ('01a219fc-656e-70bc-8a2d-5682816ab6fe', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'EDITOR', 1795732301166857);
INSERT INTO members VALUES ('01a219fc-656e-70bc-8a2d-5682816ab6fe', '01a219fc-64ed-77bb-9dd7-143609b4b393', 'COMMENTER', 1795732301167062);

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

INSERT INTO statuses VALUES ('01a219fc-6559-734b-b64f-436acb14f0a4', '01a219fc-6558-7b18-8530-b6a4657505b9', 'backlog', 'Backlog', 'BACKLOG', '#8b949e', 'a0', NULL);
INSERT INTO statuses VALUES ('01a219fc-6559-7372-ad0e-971d8d31fb4f', '01a219fc-6558-7b18-8530-b6a4657505b9', 'todo', 'Todo', 'TODO', '#57606a', 'a1', NULL);
INSERT INTO statuses VALUES ('01a219fc-6559-7381-91c3-55047d038744', '01a219fc-6558-7b18-8530-b6a4657505b9', 'in_progress', 'In progress', 'IN_PROGRESS', '#bf8700', 'a2', NULL);
INSERT INTO statuses VALUES ('01a219fc-6559-738a-9ea3-822fb15e583a', '01a219fc-6558-7b18-8530-b6a4657505b9', 'in_review', 'In review', 'IN_PROGRESS', '#bf8700', 'a3', NULL);
INSERT INTO statuses VALUES ('01a219fc-6559-738f-88bb-6005c326fde2', '01a219fc-6558-7b18-8530-b6a4657505b9', 'done', 'Done', 'DONE', '#1a7f37', 'a4', NULL);
INSERT INTO statuses VALUES ('01a219fc-6559-7393-af54-c7e60d063351', '01a219fc-6558-7b18-8530-b6a4657505b9', 'canceled', 'Canceled', 'CANCELED', '#cf222e', 'a5', NULL);
INSERT INTO statuses VALUES ('01a219fc-655b-705b-b321-14ab3c9fa57a', '01a219fc-655a-7f20-9198-d33c050ed77e', 'backlog', 'Backlog', 'BACKLOG', '#8b949e', 'a0', NULL);
INSERT INTO statuses VALUES ('01a219fc-655b-7068-85f1-b91f5aa7eee3', '01a219fc-655a-7f20-9198-d33c050ed77e', 'todo', 'Todo', 'TODO', '#57606a', 'a1', NULL);
INSERT INTO statuses VALUES ('01a219fc-655b-7072-bc39-3c2c34deb377', '01a219fc-655a-7f20-9198-d33c050ed77e', 'in_progress', 'In progress', 'IN_PROGRESS', '#bf8700', 'a2', NULL);
INSERT INTO statuses VALUES ('01a219fc-655b-7078-9564-350ed493e86e', '01a219fc-655a-7f20-9198-d33c050ed77e', 'in_review', 'In review', 'IN_PROGRESS', '#bf8700', 'a3', NULL);
INSERT INTO statuses VALUES ('01a219fc-655b-7080-89e9-cb28293e7d77', '01a219fc-655a-7f20-9198-d33c050ed77e', 'done', 'Done', 'DONE', '#1a7f37', 'a4', NULL);
INSERT INTO statuses VALUES ('01a219fc-655b-7086-9d7c-fa67f8314fcd', '01a219fc-655a-7f20-9198-d33c050ed77e', 'canceled', 'Canceled', 'CANCELED', '#cf222e', 'a5', NULL);
INSERT INTO statuses VALUES ('01a219fc-655b-7b91-b4a1-40ecd4dc0dba', '01a219fc-6558-7b18-8530-b6a4657505b9', 'blocked', 'Blocked', 'IN_PROGRESS', '#aa3311', 'a2V', 3);
INSERT INTO statuses VALUES ('01a219fc-656c-70fe-a24d-a120311496f3', '01a219fc-656b-7efd-965f-a8916957f301', 'backlog', 'Backlog', 'BACKLOG', '#8b949e', 'a0', NULL);
INSERT INTO statuses VALUES ('01a219fc-656c-7109-83b3-1f2763a4f538', '01a219fc-656b-7efd-965f-a8916957f301', 'todo', 'Todo', 'TODO', '#57606a', 'a1', NULL);
INSERT INTO statuses VALUES ('01a219fc-656c-712b-b5be-b8ef8ba3eac8', '01a219fc-656b-7efd-965f-a8916957f301', 'in_progress', 'In progress', 'IN_PROGRESS', '#bf8700', 'a2', NULL);
INSERT INTO statuses VALUES ('01a219fc-656c-7130-a934-2da3905f0898', '01a219fc-656b-7efd-965f-a8916957f301', 'in_review', 'In review', 'IN_PROGRESS', '#bf8700', 'a3', NULL);
INSERT INTO statuses VALUES ('01a219fc-656c-713b-849a-1fd3990e5cb5', '01a219fc-656b-7efd-965f-a8916957f301', 'done', 'Done', 'DONE', '#1a7f37', 'a4', NULL);
INSERT INTO statuses VALUES ('01a219fc-656c-713f-befc-21bcf66df430', '01a219fc-656b-7efd-965f-a8916957f301', 'canceled', 'Canceled', 'CANCELED', '#cf222e', 'a5', NULL);
INSERT INTO statuses VALUES ('01a219fc-656e-7134-b128-39a9f0425df8', '01a219fc-656e-70bc-8a2d-5682816ab6fe', 'backlog', 'Backlog', 'BACKLOG', '#8b949e', 'a0', NULL);
INSERT INTO statuses VALUES ('01a219fc-656e-7141-a36a-0cb1a8fd357c', '01a219fc-656e-70bc-8a2d-5682816ab6fe', 'todo', 'Todo', 'TODO', '#57606a', 'a1', NULL);
INSERT INTO statuses VALUES ('01a219fc-656e-714c-b37f-b9595b7917b6', '01a219fc-656e-70bc-8a2d-5682816ab6fe', 'in_progress', 'In progress', 'IN_PROGRESS', '#bf8700', 'a2', NULL);
INSERT INTO statuses VALUES ('01a219fc-656e-7153-9c66-c051240e7ddb', '01a219fc-656e-70bc-8a2d-5682816ab6fe', 'in_review', 'In review', 'IN_PROGRESS', '#bf8700', 'a3', NULL);
INSERT INTO statuses VALUES ('01a219fc-656e-71b9-bfbd-fc2d263d36b6', '01a219fc-656e-70bc-8a2d-5682816ab6fe', 'done', 'Done', 'DONE', '#1a7f37', 'a4', NULL);
INSERT INTO statuses VALUES ('01a219fc-656e-71bf-a303-c208e2c7d001', '01a219fc-656e-70bc-8a2d-5682816ab6fe', 'canceled', 'Canceled', 'CANCELED', '#cf222e', 'a5', NULL);

CREATE TABLE labels (
    id          TEXT NOT NULL PRIMARY KEY,
    project_id  TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    color       TEXT NOT NULL,
    created_by  TEXT NOT NULL
);

INSERT INTO labels VALUES ('01a219fc-655c-711e-83ae-fd039c70eda3', '01a219fc-6558-7b18-8530-b6a4657505b9', 'bug', 'bug', '#d33030', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c');

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

INSERT INTO tasks VALUES ('7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-6558-7b18-8530-b6a4657505b9', 1, 'Launch the new page', 'launch the new page', 'Everybody''s waiting.

- [ ] text
- [x] Žofie''s pictures', '01a219fc-6559-7372-ad0e-971d8d31fb4f', 4, '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'a0', NULL, NULL, NULL, '2027-01-31', NULL, 1801439999999999, 1, '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301148663, 1795732301148663, NULL, NULL, NULL, 1);
INSERT INTO tasks VALUES ('01a219fc-655d-78e7-8fd7-d36f1b6fba3f', '01a219fc-6558-7b18-8530-b6a4657505b9', 2, 'Write the text', 'write the text', '', '01a219fc-6559-738a-9ea3-822fb15e583a', 0, NULL, 'a0', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '2027-01-31', NULL, NULL, 1798133400000000, 1798133400000000, 0, '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301149673, 1795732301160311, NULL, NULL, NULL, 2);
INSERT INTO tasks VALUES ('01a219fc-655e-72c4-9fea-30f3b5c88ab6', '01a219fc-6558-7b18-8530-b6a4657505b9', 3, 'Menu is empty on phones', 'menu is empty on phones', '', '01a219fc-655b-7b91-b4a1-40ecd4dc0dba', 3, NULL, 'a0', NULL, NULL, NULL, NULL, NULL, 9223372036854775807, 0, '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301150257, 1795732301150257, NULL, NULL, NULL, 1);
INSERT INTO tasks VALUES ('01a219fc-655e-7756-8a60-6fb770fb9d9f', '01a219fc-655a-7f20-9198-d33c050ed77e', 1, 'Renew the certificate', 'renew the certificate', '', '01a219fc-655b-7080-89e9-cb28293e7d77', 0, '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'a0', NULL, NULL, NULL, NULL, NULL, 9223372036854775807, 0, '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301150586, 1795732301150957, 1795732301150957, NULL, NULL, 2);
INSERT INTO tasks VALUES ('01a219fc-6569-7006-9e56-d253aad90a3e', '01a219fc-6558-7b18-8530-b6a4657505b9', 5, 'A double', 'a double', '', '01a219fc-6559-7372-ad0e-971d8d31fb4f', 0, NULL, 'a1', NULL, NULL, NULL, NULL, NULL, 9223372036854775807, 0, '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301161222, 1795732301161880, NULL, 1795732301161880, '01a219fc-6569-7006-9e56-d253aad90a3e', 2);

CREATE TABLE task_labels (
    task_id  TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    label_id TEXT NOT NULL REFERENCES labels (id) ON DELETE CASCADE,
    PRIMARY KEY (task_id, label_id)
) WITHOUT ROWID;

INSERT INTO task_labels VALUES ('01a219fc-655e-72c4-9fea-30f3b5c88ab6', '01a219fc-655c-711e-83ae-fd039c70eda3');
INSERT INTO task_labels VALUES ('7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-655c-711e-83ae-fd039c70eda3');

CREATE TABLE relations (
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    other_id   TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (task_id, kind, other_id)
) WITHOUT ROWID;

INSERT INTO relations VALUES ('01a219fc-655e-72c4-9fea-30f3b5c88ab6', 'BLOCKS', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', 1795732301154594);

CREATE TABLE watchers (
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    user_id    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (task_id, user_id)
) WITHOUT ROWID;

INSERT INTO watchers VALUES ('01a219fc-655d-78e7-8fd7-d36f1b6fba3f', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301149673);
INSERT INTO watchers VALUES ('01a219fc-655e-72c4-9fea-30f3b5c88ab6', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301150257);
INSERT INTO watchers VALUES ('01a219fc-655e-72c4-9fea-30f3b5c88ab6', '01a219fc-64ed-77bb-9dd7-143609b4b393', 1795732301155755);
INSERT INTO watchers VALUES ('01a219fc-655e-7756-8a60-6fb770fb9d9f', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301150586);
INSERT INTO watchers VALUES ('01a219fc-655e-7756-8a60-6fb770fb9d9f', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301150586);
INSERT INTO watchers VALUES ('01a219fc-6569-7006-9e56-d253aad90a3e', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301161222);
INSERT INTO watchers VALUES ('7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301148663);
INSERT INTO watchers VALUES ('7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301148663);
INSERT INTO watchers VALUES ('7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-64ed-77bb-9dd7-143609b4b393', 1795732301156537);

CREATE TABLE comments (
    id         TEXT NOT NULL PRIMARY KEY,
    project_id TEXT NOT NULL,
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    author_id  TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at  INTEGER
);

INSERT INTO comments VALUES ('01a219fc-6564-71c9-b488-0a9076c4ed2f', '01a219fc-6558-7b18-8530-b6a4657505b9', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-64ed-77bb-9dd7-143609b4b393', '[@Ben](mention:01a219fc-64bd-72be-9b9c-e5e0813e0c6c) is it ready? 🙂 It''s about the zeppelin.', 1795732301156537, 1795732301158594);

CREATE TABLE task_refs (
    project_id TEXT NOT NULL,
    number     INTEGER NOT NULL,
    task_id    TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, number)
) WITHOUT ROWID;

INSERT INTO task_refs VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 4, '01a219fc-655e-7756-8a60-6fb770fb9d9f');

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

INSERT INTO search VALUES (1, '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', 'task', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-6558-7b18-8530-b6a4657505b9', 'si0ab0launch si0ab0the si0ab0new si0ab0page si0ab0everybody si0ab0s si0ab0waiting si0ab0text si0ab0x si0ab0zofie si0ab0pictures');
INSERT INTO search VALUES (2, '01a219fc-655d-78e7-8fd7-d36f1b6fba3f', 'task', '01a219fc-655d-78e7-8fd7-d36f1b6fba3f', '01a219fc-6558-7b18-8530-b6a4657505b9', 'si0ab0write si0ab0the si0ab0text');
INSERT INTO search VALUES (3, '01a219fc-655e-72c4-9fea-30f3b5c88ab6', 'task', '01a219fc-655e-72c4-9fea-30f3b5c88ab6', '01a219fc-6558-7b18-8530-b6a4657505b9', 'si0ab0menu si0ab0is si0ab0empty si0ab0on si0ab0phones');
INSERT INTO search VALUES (4, '01a219fc-655e-7756-8a60-6fb770fb9d9f', 'task', '01a219fc-655e-7756-8a60-6fb770fb9d9f', '01a219fc-655a-7f20-9198-d33c050ed77e', 'ri11j1renew ri11j1the ri11j1certificate');
INSERT INTO search VALUES (5, '01a219fc-6564-71c9-b488-0a9076c4ed2f', 'comment', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-6558-7b18-8530-b6a4657505b9', 'si0ab0ben si0ab0mention si0ab001a219fc si0ab064bd si0ab072be si0ab09b9c si0ab0e5e0813e0c6c si0ab0is si0ab0it si0ab0ready si0ab0s si0ab0about si0ab0the si0ab0zeppelin');
INSERT INTO search VALUES (6, '01a219fc-6569-7006-9e56-d253aad90a3e', 'task', '01a219fc-6569-7006-9e56-d253aad90a3e', '01a219fc-6558-7b18-8530-b6a4657505b9', 'si0ab0a si0ab0double');

CREATE TABLE task_streams (
    stream TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

INSERT INTO task_streams VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9');
INSERT INTO task_streams VALUES ('01a219fc-655a-7f20-9198-d33c050ed77e');
INSERT INTO task_streams VALUES ('01a219fc-656b-7efd-965f-a8916957f301');
INSERT INTO task_streams VALUES ('01a219fc-656e-70bc-8a2d-5682816ab6fe');

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

INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 1, '01a219fc-6559-7769-80ae-2055217acf04', 'PROJECT_CREATED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301145136, '[{"field":"key","to":"WEB"},{"field":"name","to":"Website 🚀"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀"}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 2, '01a219fc-655a-78e7-b915-bb40d773abe2', 'MEMBER_CHANGED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301146554, '[{"field":"role","to":"EDITOR"}]', '{"userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","role":"EDITOR","joined":true}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 3, '01a219fc-655a-7da8-8487-cd2ac1e587ff', 'MEMBER_CHANGED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301146884, '[{"field":"role","to":"COMMENTER"}]', '{"userId":"01a219fc-64ed-77bb-9dd7-143609b4b393","facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","role":"COMMENTER","joined":true}}');
INSERT INTO task_log VALUES ('01a219fc-655a-7f20-9198-d33c050ed77e', 1, '01a219fc-655b-7120-b502-3dad0eae3226', 'PROJECT_CREATED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301147008, '[{"field":"key","to":"OPS"},{"field":"name","to":"Operations"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"OPS","projectName":"Operations"}}');
INSERT INTO task_log VALUES ('01a219fc-655a-7f20-9198-d33c050ed77e', 2, '01a219fc-655b-7717-9e54-ec33ef6a6f1b', 'MEMBER_CHANGED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301147451, '[{"field":"role","to":"EDITOR"}]', '{"userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","facts":{"actorName":"Ada Lovelace","projectKey":"OPS","projectName":"Operations","role":"EDITOR","joined":true}}');
INSERT INTO task_log VALUES ('01a219fc-655a-7f20-9198-d33c050ed77e', 3, '01a219fc-655b-7a52-8935-095763b637ba', 'MEMBER_CHANGED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301147666, '[{"field":"role","to":"COMMENTER"}]', '{"userId":"01a219fc-64ed-77bb-9dd7-143609b4b393","facts":{"actorName":"Ada Lovelace","projectKey":"OPS","projectName":"Operations","role":"COMMENTER","joined":true}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 4, '01a219fc-655b-7e1d-a8e1-c6ee96cfa3d9', 'PROJECT_UPDATED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301147813, '[{"field":"statuses","to":"Blocked","toValue":"blocked"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀"}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 5, '01a219fc-655c-75bf-850d-432d904314cb', 'PROJECT_UPDATED', '', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301148135, '[{"field":"labels","to":"bug","toValue":"01a219fc-655c-711e-83ae-fd039c70eda3"}]', '{"facts":{"actorName":"Ben Šťastný","projectKey":"WEB","projectName":"Website 🚀"}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 6, '01a219fc-655d-7456-9bd3-d9cda591f8e5', 'TASK_CREATED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301148663, '[{"field":"status","to":"Todo","toValue":"todo"},{"field":"title","to":"Launch the new page"},{"field":"priority","to":"Urgent","fromValue":"NONE","toValue":"URGENT"},{"field":"description","to":"Everybody''s waiting.\n\n- [ ] text\n- [x] Žofie''s pictures"},{"field":"assignedUser","to":"Ben Šťastný","toValue":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c"},{"field":"labels","to":"bug","toValue":"01a219fc-655c-711e-83ae-fd039c70eda3"},{"field":"dueOn","to":"2027-01-31","toValue":"2027-01-31"}]', '{"taskVersion":1,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-1","taskTitle":"Launch the new page","assigneeId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","watcherIds":["01a219fc-646b-751b-9317-bb2b3365164b","01a219fc-64bd-72be-9b9c-e5e0813e0c6c"]}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 7, '01a219fc-655e-7033-bb48-d3075ba2d41f', 'TASK_CREATED', '01a219fc-655d-78e7-8fd7-d36f1b6fba3f', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301149673, '[{"field":"status","to":"Todo","toValue":"todo"},{"field":"title","to":"Write the text"},{"field":"parent","to":"WEB-1","toValue":"7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b"},{"field":"startOn","to":"2027-01-31","toValue":"2027-01-31"},{"field":"dueAt","to":"2026-12-24T17:30:00Z","toValue":"2026-12-24T17:30:00Z"}]', '{"taskVersion":1,"facts":{"actorName":"Ben Šťastný","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-2","taskTitle":"Write the text","watcherIds":["01a219fc-64bd-72be-9b9c-e5e0813e0c6c"]}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 8, '01a219fc-655e-7531-b5b4-3c7d3053a5d8', 'TASK_CREATED', '01a219fc-655e-72c4-9fea-30f3b5c88ab6', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301150257, '[{"field":"status","to":"Blocked","toValue":"blocked"},{"field":"title","to":"Menu is empty on phones"},{"field":"priority","to":"High","fromValue":"NONE","toValue":"HIGH"},{"field":"labels","to":"bug","toValue":"01a219fc-655c-711e-83ae-fd039c70eda3"}]', '{"taskVersion":1,"facts":{"actorName":"Ben Šťastný","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-3","taskTitle":"Menu is empty on phones","watcherIds":["01a219fc-64bd-72be-9b9c-e5e0813e0c6c"]}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 9, '01a219fc-655e-79f9-8af2-aa74fe7e2370', 'TASK_CREATED', '01a219fc-655e-7756-8a60-6fb770fb9d9f', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301150586, '[{"field":"status","to":"Todo","toValue":"todo"},{"field":"title","to":"Renew the certificate"},{"field":"assignedUser","to":"Ben Šťastný","toValue":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c"}]', '{"taskVersion":1,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-4","taskTitle":"Renew the certificate","assigneeId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","watcherIds":["01a219fc-646b-751b-9317-bb2b3365164b","01a219fc-64bd-72be-9b9c-e5e0813e0c6c"]}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 10, '01a219fc-655f-7ca9-888e-9b9d4261c0df', 'TASK_MOVED_OUT', '01a219fc-655e-7756-8a60-6fb770fb9d9f', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301150957, '[]', '{"taskVersion":2,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-4","taskTitle":"Renew the certificate","assigneeId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","watcherIds":["01a219fc-646b-751b-9317-bb2b3365164b","01a219fc-64bd-72be-9b9c-e5e0813e0c6c"]}}');
INSERT INTO task_log VALUES ('01a219fc-655a-7f20-9198-d33c050ed77e', 4, '01a219fc-655f-7cb2-81f3-bded3a4d3c3a', 'TASK_MOVED_IN', '01a219fc-655e-7756-8a60-6fb770fb9d9f', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301150957, '[{"field":"status","to":"Done","toValue":"done"}]', '{"taskVersion":2,"facts":{"actorName":"Ada Lovelace","projectKey":"OPS","projectName":"Operations","taskRef":"OPS-1","taskTitle":"Renew the certificate","assigneeId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","watcherIds":["01a219fc-646b-751b-9317-bb2b3365164b","01a219fc-64bd-72be-9b9c-e5e0813e0c6c"]}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 11, '01a219fc-6563-721c-9536-723d7df91ae8', 'TASK_UPDATED', '01a219fc-655e-72c4-9fea-30f3b5c88ab6', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301154594, '[{"field":"relations","to":"WEB-1","toValue":"7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b"}]', '{"taskVersion":1,"facts":{"actorName":"Ben Šťastný","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-3","taskTitle":"Menu is empty on phones","watcherIds":["01a219fc-64bd-72be-9b9c-e5e0813e0c6c"]}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 12, '01a219fc-6563-722e-9868-abe390b75c05', 'TASK_UPDATED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301154594, '[{"field":"relations","to":"WEB-3","toValue":"01a219fc-655e-72c4-9fea-30f3b5c88ab6"}]', '{"taskVersion":1,"facts":{"actorName":"Ben Šťastný","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-1","taskTitle":"Launch the new page","assigneeId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","watcherIds":["01a219fc-646b-751b-9317-bb2b3365164b","01a219fc-64bd-72be-9b9c-e5e0813e0c6c"]}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 13, '01a219fc-6563-7be1-886f-87c5af41b634', 'TASK_UPDATED', '01a219fc-655e-72c4-9fea-30f3b5c88ab6', '01a219fc-64ed-77bb-9dd7-143609b4b393', 1795732301155755, '[{"field":"watchers","to":"Cleo","toValue":"01a219fc-64ed-77bb-9dd7-143609b4b393"}]', '{"taskVersion":1,"facts":{"actorName":"Cleo","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-3","taskTitle":"Menu is empty on phones","watcherIds":["01a219fc-64bd-72be-9b9c-e5e0813e0c6c","01a219fc-64ed-77bb-9dd7-143609b4b393"]}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 14, '01a219fc-6564-7c47-a918-a92c9d774407', 'COMMENT_ADDED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-64ed-77bb-9dd7-143609b4b393', 1795732301156537, '[]', '{"taskVersion":1,"commentId":"01a219fc-6564-71c9-b488-0a9076c4ed2f","facts":{"actorName":"Cleo","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-1","taskTitle":"Launch the new page","assigneeId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","mentionedIds":["01a219fc-64bd-72be-9b9c-e5e0813e0c6c"],"watcherIds":["01a219fc-646b-751b-9317-bb2b3365164b","01a219fc-64bd-72be-9b9c-e5e0813e0c6c","01a219fc-64ed-77bb-9dd7-143609b4b393"],"excerpt":"[@Ben](mention:01a219fc-64bd-72be-9b9c-e5e0813e0c6c) is it ready? 🙂"}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 15, '01a219fc-6566-7d1b-a5f2-1f9759fb40d9', 'COMMENT_UPDATED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-64ed-77bb-9dd7-143609b4b393', 1795732301158594, '[]', '{"taskVersion":1,"commentId":"01a219fc-6564-71c9-b488-0a9076c4ed2f","facts":{"actorName":"Cleo","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-1","taskTitle":"Launch the new page","assigneeId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","watcherIds":["01a219fc-646b-751b-9317-bb2b3365164b","01a219fc-64bd-72be-9b9c-e5e0813e0c6c","01a219fc-64ed-77bb-9dd7-143609b4b393"],"excerpt":"[@Ben](mention:01a219fc-64bd-72be-9b9c-e5e0813e0c6c) is it ready? 🙂 It''s about the zeppelin."}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 16, '01a219fc-6568-7680-b24c-555eab3f346c', 'TASK_UPDATED', '01a219fc-655d-78e7-8fd7-d36f1b6fba3f', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301160311, '[{"field":"status","from":"Todo","to":"In review","fromValue":"todo","toValue":"in_review"}]', '{"taskVersion":2,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-2","taskTitle":"Write the text","watcherIds":["01a219fc-64bd-72be-9b9c-e5e0813e0c6c"]}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 17, '01a219fc-6569-758c-837f-eabe1435da8c', 'TASK_CREATED', '01a219fc-6569-7006-9e56-d253aad90a3e', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301161222, '[{"field":"status","to":"Todo","toValue":"todo"},{"field":"title","to":"A double"}]', '{"taskVersion":1,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-5","taskTitle":"A double","watcherIds":["01a219fc-646b-751b-9317-bb2b3365164b"]}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 18, '01a219fc-656a-7000-85b1-70a9088ea481', 'TASK_DELETED', '01a219fc-6569-7006-9e56-d253aad90a3e', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301161880, '[{"field":"deletedAt","to":"2026-11-26T22:31:41.16188Z","toValue":"2026-11-26T22:31:41.16188Z"}]', '{"taskVersion":2,"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀","taskRef":"WEB-5","taskTitle":"A double","watcherIds":["01a219fc-646b-751b-9317-bb2b3365164b"]}}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 19, '01a219fc-656a-7869-9d5a-8e0c27033517', 'TASK_CREATED', '01a219fc-656a-74d6-8da1-f04de0bc6536', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301162430, '[]', '{}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 20, '01a219fc-656b-70da-86fa-2059b9b7f7f2', 'TASK_DELETED', '01a219fc-656a-74d6-8da1-f04de0bc6536', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301162965, '[]', '{}');
INSERT INTO task_log VALUES ('01a219fc-6558-7b18-8530-b6a4657505b9', 21, '01a219fc-656b-7cf0-9555-cf206c7dd007', 'TASK_PURGED', '01a219fc-656a-74d6-8da1-f04de0bc6536', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301163560, '[]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"WEB","projectName":"Website 🚀"}}');
INSERT INTO task_log VALUES ('01a219fc-656b-7efd-965f-a8916957f301', 1, '01a219fc-656c-7271-b96d-8b68bb7df96a', 'PROJECT_CREATED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301164005, '[{"field":"key","to":"OLD"},{"field":"name","to":"Last year"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"OLD","projectName":"Last year"}}');
INSERT INTO task_log VALUES ('01a219fc-656b-7efd-965f-a8916957f301', 2, '01a219fc-656d-720e-851c-f6bb89d5d23a', 'MEMBER_CHANGED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301165111, '[{"field":"role","to":"EDITOR"}]', '{"userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","facts":{"actorName":"Ada Lovelace","projectKey":"OLD","projectName":"Last year","role":"EDITOR","joined":true}}');
INSERT INTO task_log VALUES ('01a219fc-656b-7efd-965f-a8916957f301', 3, '01a219fc-656d-7dc0-b23e-88e7a772c703', 'MEMBER_CHANGED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301165884, '[{"field":"role","to":"COMMENTER"}]', '{"userId":"01a219fc-64ed-77bb-9dd7-143609b4b393","facts":{"actorName":"Ada Lovelace","projectKey":"OLD","projectName":"Last year","role":"COMMENTER","joined":true}}');
INSERT INTO task_log VALUES ('01a219fc-656e-70bc-8a2d-5682816ab6fe', 1, '01a219fc-656e-724f-a1fc-78898aab3835', 'PROJECT_CREATED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301166063, '[{"field":"key","to":"OOPS"},{"field":"name","to":"A mistake"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"OOPS","projectName":"A mistake"}}');
INSERT INTO task_log VALUES ('01a219fc-656e-70bc-8a2d-5682816ab6fe', 2, '01a219fc-656e-7d45-bc83-a0b8954dca6e', 'MEMBER_CHANGED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301166857, '[{"field":"role","to":"EDITOR"}]', '{"userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","facts":{"actorName":"Ada Lovelace","projectKey":"OOPS","projectName":"A mistake","role":"EDITOR","joined":true}}');
INSERT INTO task_log VALUES ('01a219fc-656e-70bc-8a2d-5682816ab6fe', 3, '01a219fc-656f-7116-9a5c-8f03de71a529', 'MEMBER_CHANGED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301167062, '[{"field":"role","to":"COMMENTER"}]', '{"userId":"01a219fc-64ed-77bb-9dd7-143609b4b393","facts":{"actorName":"Ada Lovelace","projectKey":"OOPS","projectName":"A mistake","role":"COMMENTER","joined":true}}');
INSERT INTO task_log VALUES ('01a219fc-656b-7efd-965f-a8916957f301', 4, '01a219fc-656f-74f2-91ac-6985d1023198', 'PROJECT_UPDATED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301167202, '[{"field":"archived","toValue":"2026-11-26T22:31:41.167202Z"}]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"OLD","projectName":"Last year"}}');
INSERT INTO task_log VALUES ('01a219fc-656e-70bc-8a2d-5682816ab6fe', 4, '01a219fc-656f-77ce-9925-5936f4440afe', 'PROJECT_DELETED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301167476, '[]', '{"facts":{"actorName":"Ada Lovelace","projectKey":"OOPS","projectName":"A mistake"}}');

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

INSERT INTO notification_migrations VALUES (1, 0, 1, '2026-11-26 22:31:40');
INSERT INTO notification_migrations VALUES (2, 1, 1, '2026-11-26 22:31:40');
INSERT INTO notification_migrations VALUES (3, 2, 1, '2026-11-26 22:31:40');

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

INSERT INTO notifications VALUES ('0a769c63-b149-57ee-8f2e-85eed08e0383', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Website 🚀 (WEB) as an editor', '', '01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301146554, NULL);
INSERT INTO notifications VALUES ('f09fe64d-3d10-5575-ab23-49441ab2655f', '01a219fc-64ed-77bb-9dd7-143609b4b393', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Website 🚀 (WEB) as a commenter', '', '01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301146884, NULL);
INSERT INTO notifications VALUES ('bcf529b8-db42-50ca-9104-9dabc93b37db', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Operations (OPS) as an editor', '', '01a219fc-655a-7f20-9198-d33c050ed77e', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301147451, NULL);
INSERT INTO notifications VALUES ('16b6ffd4-92ec-52ea-a884-a7be7651110e', '01a219fc-64ed-77bb-9dd7-143609b4b393', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Operations (OPS) as a commenter', '', '01a219fc-655a-7f20-9198-d33c050ed77e', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301147666, NULL);
INSERT INTO notifications VALUES ('6696e6e3-9f52-5d98-9616-4d6976de9a02', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'ASSIGNED', 'Ada Lovelace assigned WEB-1 “Launch the new page” to you', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301148663, NULL);
INSERT INTO notifications VALUES ('475b8c81-acc6-53cf-b689-796ad34c3bd6', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'ASSIGNED', 'Ada Lovelace assigned WEB-4 “Renew the certificate” to you', '01a219fc-655e-7756-8a60-6fb770fb9d9f', '01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301150586, NULL);
INSERT INTO notifications VALUES ('85fef9b1-1ecf-5431-b215-73f01564cae1', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'UPDATED', 'Ada Lovelace moved WEB-4 “Renew the certificate” to another project', '01a219fc-655e-7756-8a60-6fb770fb9d9f', '01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301150957, NULL);
INSERT INTO notifications VALUES ('534ac77f-1b8d-52a4-9e75-738ce4bec30a', '01a219fc-646b-751b-9317-bb2b3365164b', 'UPDATED', 'Ben Šťastný changed the relations of WEB-1 “Launch the new page”', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301154594, NULL);
INSERT INTO notifications VALUES ('0fc97095-a0ed-59d9-af4d-ad767e08dd9d', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'MENTIONED', 'Cleo mentioned you on WEB-1 “Launch the new page”: @Ben is it ready? 🙂', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-64ed-77bb-9dd7-143609b4b393', 1795732301156537, NULL);
INSERT INTO notifications VALUES ('678949fb-e8fd-518b-990d-1f39c62971e3', '01a219fc-646b-751b-9317-bb2b3365164b', 'COMMENTED', 'Cleo commented on WEB-1 “Launch the new page”: @Ben is it ready? 🙂', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-64ed-77bb-9dd7-143609b4b393', 1795732301156537, NULL);
INSERT INTO notifications VALUES ('8a11a743-60d8-50f5-91fb-3e630c75c0f2', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'STATUS_CHANGED', 'Ada Lovelace moved WEB-2 “Write the text” from Todo to In review', '01a219fc-655d-78e7-8fd7-d36f1b6fba3f', '01a219fc-6558-7b18-8530-b6a4657505b9', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301160311, NULL);
INSERT INTO notifications VALUES ('f97d1ec8-b863-5780-8f52-2aa9d7ed47ff', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Last year (OLD) as an editor', '', '01a219fc-656b-7efd-965f-a8916957f301', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301165111, NULL);
INSERT INTO notifications VALUES ('9fecf268-f918-528e-a779-76efde9a78d9', '01a219fc-64ed-77bb-9dd7-143609b4b393', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to Last year (OLD) as a commenter', '', '01a219fc-656b-7efd-965f-a8916957f301', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301165884, NULL);
INSERT INTO notifications VALUES ('e2690675-b4d8-530c-9c64-7672175367c9', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to A mistake (OOPS) as an editor', '', '01a219fc-656e-70bc-8a2d-5682816ab6fe', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301166857, 1795732301226519);
INSERT INTO notifications VALUES ('8982e3e2-4030-57e2-958c-e5c22c1ab1e8', '01a219fc-64ed-77bb-9dd7-143609b4b393', 'ADDED_TO_PROJECT', 'Ada Lovelace added you to A mistake (OOPS) as a commenter', '', '01a219fc-656e-70bc-8a2d-5682816ab6fe', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301167062, NULL);

CREATE TABLE notification_positions (
    consumer TEXT NOT NULL,
    stream   TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    PRIMARY KEY (consumer, stream)
) WITHOUT ROWID;

INSERT INTO notification_positions VALUES ('notification', '01a219fc-6558-7b18-8530-b6a4657505b9', 21);
INSERT INTO notification_positions VALUES ('notification', '01a219fc-655a-7f20-9198-d33c050ed77e', 4);
INSERT INTO notification_positions VALUES ('notification', '01a219fc-656b-7efd-965f-a8916957f301', 4);
INSERT INTO notification_positions VALUES ('notification', '01a219fc-656e-70bc-8a2d-5682816ab6fe', 4);

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

INSERT INTO notification_dead_letters VALUES ('01a209fc-0000-7000-8000-000000000001', 'notification', '01a219fc-6558-7b18-8530-b6a4657505b9', 1, '{"seq":1,"type":"PROJECT_CREATED"}', 'it could not be read', 5, 1795732301145136, NULL);

CREATE TABLE notification_streams (
    stream TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

INSERT INTO notification_streams VALUES ('01a219fc-646b-751b-9317-bb2b3365164b');
INSERT INTO notification_streams VALUES ('01a219fc-64bd-72be-9b9c-e5e0813e0c6c');
INSERT INTO notification_streams VALUES ('01a219fc-64ed-77bb-9dd7-143609b4b393');

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

INSERT INTO notification_log VALUES ('01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1, '01a219fc-6560-73cb-9e56-de8a212359b6', 'NOTIFICATION_ADDED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301146554, '[]', '{"id":"0a769c63-b149-57ee-8f2e-85eed08e0383","userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","kind":"ADDED_TO_PROJECT","message":"Ada Lovelace added you to Website 🚀 (WEB) as an editor","projectId":"01a219fc-6558-7b18-8530-b6a4657505b9","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.146554Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64ed-77bb-9dd7-143609b4b393', 1, '01a219fc-6561-7019-ac20-71b2e863f3ca', 'NOTIFICATION_ADDED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301146884, '[]', '{"id":"f09fe64d-3d10-5575-ab23-49441ab2655f","userId":"01a219fc-64ed-77bb-9dd7-143609b4b393","kind":"ADDED_TO_PROJECT","message":"Ada Lovelace added you to Website 🚀 (WEB) as a commenter","projectId":"01a219fc-6558-7b18-8530-b6a4657505b9","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.146884Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 2, '01a219fc-6561-740a-aa9d-293f1d8de346', 'NOTIFICATION_ADDED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301147451, '[]', '{"id":"bcf529b8-db42-50ca-9104-9dabc93b37db","userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","kind":"ADDED_TO_PROJECT","message":"Ada Lovelace added you to Operations (OPS) as an editor","projectId":"01a219fc-655a-7f20-9198-d33c050ed77e","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.147451Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64ed-77bb-9dd7-143609b4b393', 2, '01a219fc-6561-7843-be3d-5695c91636b4', 'NOTIFICATION_ADDED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301147666, '[]', '{"id":"16b6ffd4-92ec-52ea-a884-a7be7651110e","userId":"01a219fc-64ed-77bb-9dd7-143609b4b393","kind":"ADDED_TO_PROJECT","message":"Ada Lovelace added you to Operations (OPS) as a commenter","projectId":"01a219fc-655a-7f20-9198-d33c050ed77e","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.147666Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 3, '01a219fc-6561-7d25-856d-7ba1f218231e', 'NOTIFICATION_ADDED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301148663, '[]', '{"id":"6696e6e3-9f52-5d98-9616-4d6976de9a02","userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","kind":"ASSIGNED","message":"Ada Lovelace assigned WEB-1 “Launch the new page” to you","taskId":"7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b","projectId":"01a219fc-6558-7b18-8530-b6a4657505b9","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.148663Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 4, '01a219fc-6562-7148-a9f5-33b649184f86', 'NOTIFICATION_ADDED', '01a219fc-655e-7756-8a60-6fb770fb9d9f', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301150586, '[]', '{"id":"475b8c81-acc6-53cf-b689-796ad34c3bd6","userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","kind":"ASSIGNED","message":"Ada Lovelace assigned WEB-4 “Renew the certificate” to you","taskId":"01a219fc-655e-7756-8a60-6fb770fb9d9f","projectId":"01a219fc-6558-7b18-8530-b6a4657505b9","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.150586Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 5, '01a219fc-6562-767c-a6ab-f2ece629c798', 'NOTIFICATION_ADDED', '01a219fc-655e-7756-8a60-6fb770fb9d9f', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301150957, '[]', '{"id":"85fef9b1-1ecf-5431-b215-73f01564cae1","userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","kind":"UPDATED","message":"Ada Lovelace moved WEB-4 “Renew the certificate” to another project","taskId":"01a219fc-655e-7756-8a60-6fb770fb9d9f","projectId":"01a219fc-6558-7b18-8530-b6a4657505b9","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.150957Z"}');
INSERT INTO notification_log VALUES ('01a219fc-646b-751b-9317-bb2b3365164b', 1, '01a219fc-6564-7511-ace3-58ac3a44f95f', 'NOTIFICATION_ADDED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 1795732301154594, '[]', '{"id":"534ac77f-1b8d-52a4-9e75-738ce4bec30a","userId":"01a219fc-646b-751b-9317-bb2b3365164b","kind":"UPDATED","message":"Ben Šťastný changed the relations of WEB-1 “Launch the new page”","taskId":"7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b","projectId":"01a219fc-6558-7b18-8530-b6a4657505b9","actorId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","createdAt":"2026-11-26T22:31:41.154594Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 6, '01a219fc-6568-7ba4-adc3-622a9c86c1d1', 'NOTIFICATION_ADDED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-64ed-77bb-9dd7-143609b4b393', 1795732301156537, '[]', '{"id":"0fc97095-a0ed-59d9-af4d-ad767e08dd9d","userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","kind":"MENTIONED","message":"Cleo mentioned you on WEB-1 “Launch the new page”: @Ben is it ready? 🙂","taskId":"7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b","projectId":"01a219fc-6558-7b18-8530-b6a4657505b9","actorId":"01a219fc-64ed-77bb-9dd7-143609b4b393","createdAt":"2026-11-26T22:31:41.156537Z"}');
INSERT INTO notification_log VALUES ('01a219fc-646b-751b-9317-bb2b3365164b', 2, '01a219fc-6568-7bab-aff3-6a15b5f4b4b5', 'NOTIFICATION_ADDED', '7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b', '01a219fc-64ed-77bb-9dd7-143609b4b393', 1795732301156537, '[]', '{"id":"678949fb-e8fd-518b-990d-1f39c62971e3","userId":"01a219fc-646b-751b-9317-bb2b3365164b","kind":"COMMENTED","message":"Cleo commented on WEB-1 “Launch the new page”: @Ben is it ready? 🙂","taskId":"7d3c1a52-0d6e-4a30-9f0b-5c1d2e3f4a5b","projectId":"01a219fc-6558-7b18-8530-b6a4657505b9","actorId":"01a219fc-64ed-77bb-9dd7-143609b4b393","createdAt":"2026-11-26T22:31:41.156537Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 7, '01a219fc-656a-71ed-9a31-fcc726bc1f52', 'NOTIFICATION_ADDED', '01a219fc-655d-78e7-8fd7-d36f1b6fba3f', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301160311, '[]', '{"id":"8a11a743-60d8-50f5-91fb-3e630c75c0f2","userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","kind":"STATUS_CHANGED","message":"Ada Lovelace moved WEB-2 “Write the text” from Todo to In review","taskId":"01a219fc-655d-78e7-8fd7-d36f1b6fba3f","projectId":"01a219fc-6558-7b18-8530-b6a4657505b9","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.160311Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 8, '01a219fc-656d-7859-a6f6-3200ede1ff2c', 'NOTIFICATION_ADDED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301165111, '[]', '{"id":"f97d1ec8-b863-5780-8f52-2aa9d7ed47ff","userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","kind":"ADDED_TO_PROJECT","message":"Ada Lovelace added you to Last year (OLD) as an editor","projectId":"01a219fc-656b-7efd-965f-a8916957f301","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.165111Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64ed-77bb-9dd7-143609b4b393', 3, '01a219fc-656e-742a-9da5-dceefae69f5a', 'NOTIFICATION_ADDED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301165884, '[]', '{"id":"9fecf268-f918-528e-a779-76efde9a78d9","userId":"01a219fc-64ed-77bb-9dd7-143609b4b393","kind":"ADDED_TO_PROJECT","message":"Ada Lovelace added you to Last year (OLD) as a commenter","projectId":"01a219fc-656b-7efd-965f-a8916957f301","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.165884Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64bd-72be-9b9c-e5e0813e0c6c', 9, '01a219fc-6570-779b-90aa-0d848927391b', 'NOTIFICATION_ADDED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301166857, '[]', '{"id":"e2690675-b4d8-530c-9c64-7672175367c9","userId":"01a219fc-64bd-72be-9b9c-e5e0813e0c6c","kind":"ADDED_TO_PROJECT","message":"Ada Lovelace added you to A mistake (OOPS) as an editor","projectId":"01a219fc-656e-70bc-8a2d-5682816ab6fe","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.166857Z"}');
INSERT INTO notification_log VALUES ('01a219fc-64ed-77bb-9dd7-143609b4b393', 4, '01a219fc-6570-7a5e-a095-717367978f12', 'NOTIFICATION_ADDED', '', '01a219fc-646b-751b-9317-bb2b3365164b', 1795732301167062, '[]', '{"id":"8982e3e2-4030-57e2-958c-e5c22c1ab1e8","userId":"01a219fc-64ed-77bb-9dd7-143609b4b393","kind":"ADDED_TO_PROJECT","message":"Ada Lovelace added you to A mistake (OOPS) as a commenter","projectId":"01a219fc-656e-70bc-8a2d-5682816ab6fe","actorId":"01a219fc-646b-751b-9317-bb2b3365164b","createdAt":"2026-11-26T22:31:41.167062Z"}');

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

CREATE UNIQUE INDEX notification_log_id ON notification_log (id);

CREATE INDEX notification_log_subject ON notification_log (subject);

