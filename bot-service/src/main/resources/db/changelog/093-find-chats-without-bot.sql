--liquibase formatted sql

-- CONCURRENTLY lets inserts and updates go on. It leaves an invalid index behind if it is interrupted.
--changeset balas:093-find-chats-without-bot runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.chats_in_mode') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.chats_in_mode;
CREATE INDEX CONCURRENTLY chats_in_mode ON bot.chats (channel, chat_id) INCLUDE (mode) WHERE mode <> 'BOT';
--rollback DROP INDEX bot.chats_in_mode;
