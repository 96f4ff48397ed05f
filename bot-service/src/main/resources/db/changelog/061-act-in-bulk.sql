--liquibase formatted sql

--changeset balas:061-act-in-bulk
CREATE TABLE bot.bulk_acts (
    id          uuid        PRIMARY KEY,
    caller      text        NOT NULL,
    role        text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    act         jsonb       NOT NULL,
    chats       int         NOT NULL,
    asked_at    timestamptz NOT NULL,
    UNIQUE (caller, key)
);
CREATE INDEX bulk_acts_asked ON bot.bulk_acts (asked_at);
CREATE TABLE bot.bulk_chats (
    bulk_id  uuid NOT NULL REFERENCES bot.bulk_acts ON DELETE CASCADE,
    position int  NOT NULL,
    channel  text NOT NULL,
    chat_id  text NOT NULL,
    seen     text,
    state    text NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'PUBLISHED', 'DONE', 'LATE')),
    PRIMARY KEY (bulk_id, position)
);
CREATE INDEX bulk_chats_queued ON bot.bulk_chats (bulk_id, position) WHERE state = 'QUEUED';
COMMENT ON TABLE bot.bulk_acts IS 'actions on many chats at once, each once per caller and Idempotency-Key';
COMMENT ON COLUMN bot.bulk_chats.seen IS 'what the caller saw of the chat: it is refused if the customer wrote since';
COMMENT ON COLUMN bot.bulk_chats.state IS 'PUBLISHED: the decision about its command is the outcome; DONE: without a command';
--rollback DROP TABLE bot.bulk_chats;
--rollback DROP TABLE bot.bulk_acts;
