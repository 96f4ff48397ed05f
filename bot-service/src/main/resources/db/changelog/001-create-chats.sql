--liquibase formatted sql

--changeset balas:001-create-chats
CREATE TABLE bot.chats (
    channel     text        NOT NULL,
    chat_id     text        NOT NULL,
    mode        text        NOT NULL CHECK (mode IN ('BOT', 'AGENT', 'PAUSE')),
    epoch       bigint      NOT NULL,
    assignee    text,
    human_until timestamptz,
    version     bigint      NOT NULL,
    PRIMARY KEY (channel, chat_id)
);
CREATE INDEX chats_human_until ON bot.chats (human_until) WHERE human_until IS NOT NULL;
COMMENT ON COLUMN bot.chats.epoch IS 'rises on a change of mode and on a message of one of us';
COMMENT ON COLUMN bot.chats.human_until IS 'end of the human window; null when none is open';
COMMENT ON COLUMN bot.chats.version IS 'counts the writes: who loaded an older one must decide again';
--rollback DROP TABLE bot.chats;
