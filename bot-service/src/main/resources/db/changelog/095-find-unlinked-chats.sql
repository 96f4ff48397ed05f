--liquibase formatted sql

-- CONCURRENTLY lets inserts and updates go on. It leaves an invalid index behind if it is interrupted.
--changeset balas:095-find-unlinked-chats runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.chats_unlinked') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.chats_unlinked;
CREATE INDEX CONCURRENTLY chats_unlinked ON bot.chats (channel, chat_id) WHERE alias_of IS NULL AND moved;
--rollback DROP INDEX bot.chats_unlinked;

--changeset balas:095-describe-unlinked-chats
COMMENT ON COLUMN bot.chats.moved IS 'true once messages, notes, labels and read marks are in the phone''s chat; without alias_of: true until the unlinked number has left the phone''s contact';
--rollback COMMENT ON COLUMN bot.chats.moved IS 'true once messages, notes, labels and read marks are in the phone''s chat';
