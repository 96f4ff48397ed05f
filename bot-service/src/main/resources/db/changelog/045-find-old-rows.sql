--liquibase formatted sql

-- A block range index reads almost the whole table once new rows use the pages of deleted ones.
-- CONCURRENTLY lets inserts and updates go on. It leaves an invalid index behind if it is interrupted.
--changeset balas:045-find-old-messages runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.messages_by_age') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.messages_by_age;
CREATE INDEX CONCURRENTLY messages_by_age ON bot.messages (sent_at);
--rollback DROP INDEX bot.messages_by_age;

--changeset balas:045-find-old-decisions runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.decisions_by_age') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.decisions_by_age;
CREATE INDEX CONCURRENTLY decisions_by_age ON bot.decisions (decided_at);
--rollback DROP INDEX bot.decisions_by_age;

--changeset balas:045-drop-block-range-indexes runInTransaction:false
DROP INDEX CONCURRENTLY IF EXISTS bot.messages_sent_at;
DROP INDEX CONCURRENTLY IF EXISTS bot.decisions_decided_at;
--rollback CREATE INDEX messages_sent_at ON bot.messages USING brin (sent_at) WITH (pages_per_range = 32, autosummarize = on);
--rollback CREATE INDEX decisions_decided_at ON bot.decisions USING brin (decided_at) WITH (pages_per_range = 32, autosummarize = on);

--changeset balas:045-find-changed-chats runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.chats_by_epoch') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.chats_by_epoch;
CREATE INDEX CONCURRENTLY chats_by_epoch ON bot.chats (epoch);
--rollback DROP INDEX bot.chats_by_epoch;
