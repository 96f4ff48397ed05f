--liquibase formatted sql

--changeset balas:042-create-conversations
CREATE TABLE bot.conversations (
    channel     text        NOT NULL,
    chat_id     text        NOT NULL,
    id          text        NOT NULL,
    status      text        NOT NULL,
    opened_at   timestamptz NOT NULL,
    active_at   timestamptz NOT NULL,
    resolved_at timestamptz,
    resolved_by text,
    last_agent  text,
    team        text,
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (channel, chat_id, id)
);
CREATE INDEX conversations_by_age ON bot.conversations (active_at);
COMMENT ON TABLE bot.conversations IS 'each conversation of each chat, derived from chat-changes';
COMMENT ON COLUMN bot.conversations.status IS 'OPEN, SNOOZED or RESOLVED';
COMMENT ON COLUMN bot.conversations.active_at IS 'the time of the last message, at most an hour too early';
COMMENT ON COLUMN bot.conversations.resolved_by IS 'null if the conversation ended for want of messages';
COMMENT ON COLUMN bot.conversations.changed_at IS 'the time of the decision that this row shows; an older one changes nothing';
--rollback DROP TABLE bot.conversations;

--changeset balas:042-create-steps
CREATE TABLE bot.steps (
    name    text        PRIMARY KEY,
    done_at timestamptz NOT NULL
);
COMMENT ON TABLE bot.steps IS 'steps that an installation takes once, such as moving in';
--rollback DROP TABLE bot.steps;
