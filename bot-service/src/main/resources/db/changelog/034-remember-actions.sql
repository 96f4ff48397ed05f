--liquibase formatted sql

--changeset balas:034-remember-actions
CREATE TABLE bot.actions (
    caller      text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    action      text        NOT NULL,
    channel     text        NOT NULL,
    chat_id     text        NOT NULL,
    command_id  text,
    not_after   timestamptz,
    asked_at    timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);
CREATE UNIQUE INDEX actions_command ON bot.actions (channel, command_id) WHERE command_id IS NOT NULL;
CREATE INDEX actions_of_caller ON bot.actions (caller, asked_at);
CREATE INDEX actions_asked ON bot.actions (asked_at);
COMMENT ON TABLE bot.actions IS 'what users and programs asked for by REST, each once per caller and Idempotency-Key';
COMMENT ON COLUMN bot.actions.fingerprint IS 'hash of the action, the chat and the body: a key belongs to one request';
COMMENT ON COLUMN bot.actions.command_id IS 'the cause of the decision; null for a note and for labels alone';
COMMENT ON COLUMN bot.actions.not_after IS 'a command that is decided later is refused';
--rollback DROP TABLE bot.actions;
