-- +goose Up
-- What handlers in tests leave behind. There is no unique index on purpose: an effect that happens
-- twice must show. "before" is the number that the consumer had seen last in the stream.
CREATE TABLE test_effects (
    consumer TEXT NOT NULL,
    stream   TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    before   INTEGER NOT NULL
);

-- +goose Down
DROP TABLE test_effects;
