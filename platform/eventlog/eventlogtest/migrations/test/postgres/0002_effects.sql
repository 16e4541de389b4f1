-- +goose Up
-- What handlers in tests leave behind. There is no unique index on purpose: an effect that happens
-- twice must show. "before" is the number that the consumer had seen last in the stream.
CREATE TABLE test_effects (
    consumer TEXT COLLATE "C" NOT NULL,
    stream   TEXT COLLATE "C" NOT NULL,
    seq      BIGINT NOT NULL,
    before   BIGINT NOT NULL
);

-- +goose Down
DROP TABLE test_effects;
