--liquibase formatted sql

--changeset balas:031-follow-changes-of-chats
ALTER TABLE bot.chats
    ADD COLUMN seq         bigint NOT NULL DEFAULT nextval('bot.changes'),
    ADD COLUMN changed_xid xid8   NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX chats_changed ON bot.chats (changed_xid, seq);
COMMENT ON COLUMN bot.chats.seq IS 'rises with each change of the row';
COMMENT ON COLUMN bot.chats.changed_xid IS 'the transaction of the last change';
--rollback ALTER TABLE bot.chats DROP COLUMN seq, DROP COLUMN changed_xid;
