--liquibase formatted sql

--changeset balas:099-follow-statuses
CREATE TABLE bot.changed_messages (
    channel     text        NOT NULL,
    chat_id     text        NOT NULL,
    changed_at  timestamptz NOT NULL DEFAULT now(),
    seq         bigint      NOT NULL DEFAULT nextval('bot.changes'),
    changed_xid xid8        NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (channel, chat_id)
);
CREATE INDEX changed_messages_changed ON bot.changed_messages (changed_xid, seq);
COMMENT ON TABLE bot.changed_messages IS 'the last change of a message of each chat that the row of the chat does not show, such as a status: the streams need not read the row';
--rollback DROP TABLE bot.changed_messages;
