--liquibase formatted sql

--changeset balas:043-date-found-messages
ALTER TABLE bot.chat_summaries ADD COLUMN filled_at timestamptz;
COMMENT ON COLUMN bot.chat_summaries.filled_at IS 'when the last customer message that a gap scan found was recorded: the chat is unread if this is later than marked_at of the read mark';
--rollback ALTER TABLE bot.chat_summaries DROP COLUMN filled_at;

-- CONCURRENTLY lets inserts and updates go on. It leaves an invalid index behind if it is interrupted.
--changeset balas:043-list-by-last-change runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.chat_summaries_listed') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.chat_summaries_listed;
CREATE INDEX CONCURRENTLY chat_summaries_listed ON bot.chat_summaries (greatest(last_at, filled_at) DESC, channel, chat_id);
--rollback DROP INDEX bot.chat_summaries_listed;

--changeset balas:043-find-backfilled-messages runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.messages_backfilled') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.messages_backfilled;
CREATE INDEX CONCURRENTLY messages_backfilled ON bot.messages (channel, chat_id, logged_at) WHERE backfilled;
--rollback DROP INDEX bot.messages_backfilled;
