--liquibase formatted sql

--changeset balas:098-follow-changed-messages
CREATE TABLE bot.changed_chats (
    channel     text        NOT NULL,
    chat_id     text        NOT NULL,
    changed_at  timestamptz NOT NULL DEFAULT now(),
    seq         bigint      NOT NULL DEFAULT nextval('bot.changes'),
    changed_xid xid8        NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (channel, chat_id)
);
CREATE INDEX changed_chats_changed ON bot.changed_chats (changed_xid, seq);
COMMENT ON TABLE bot.changed_chats IS 'the last change of a stored message, note or label of each chat, for the streams: a status changes no index of bot.messages';
-- Room for the statuses of a message in its page, so that they need no index entries.
ALTER TABLE bot.messages SET (fillfactor = 80);
COMMENT ON COLUMN bot.messages.seq IS 'rises when the message is stored, moved or rebuilt; other changes are in bot.changed_chats';
COMMENT ON COLUMN bot.messages.changed_xid IS 'the transaction that gave it its seq';
--rollback ALTER TABLE bot.messages RESET (fillfactor);
--rollback DROP TABLE bot.changed_chats;
