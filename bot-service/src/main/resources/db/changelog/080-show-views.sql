--liquibase formatted sql

--changeset balas:080-find-views
ALTER TABLE bot.chats
    ADD COLUMN team        text,
    ADD COLUMN priority    smallint NOT NULL DEFAULT 1,
    ADD COLUMN resolved_at timestamptz;
UPDATE bot.chats
SET team = lower(handling ->> 'team'), resolved_at = (handling -> 'conversation' ->> 'resolvedAt')::timestamptz
WHERE handling IS NOT NULL;
COMMENT ON COLUMN bot.chats.team IS 'derived from handling: name or id of the team in lower case, null for that of the channel';
COMMENT ON COLUMN bot.chats.priority IS 'derived from handling: place in the queue, 0 for high, 1 for normal, 2 for low';
COMMENT ON COLUMN bot.chats.resolved_at IS 'derived from handling: when the last conversation ended, null while one is open';
--rollback ALTER TABLE bot.chats DROP COLUMN team, DROP COLUMN priority, DROP COLUMN resolved_at;

-- CONCURRENTLY lets inserts and updates go on. It leaves an invalid index behind if it is interrupted.
--changeset balas:080-find-queue runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.chats_queue') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.chats_queue;
CREATE INDEX CONCURRENTLY chats_queue ON bot.chats (waiting_late, priority, waiting_since, channel, chat_id) INCLUDE (team)
    WHERE waiting_since IS NOT NULL AND snoozed_until IS NULL;
--rollback DROP INDEX bot.chats_queue;

--changeset balas:080-find-unassigned runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.chats_unassigned') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.chats_unassigned;
CREATE INDEX CONCURRENTLY chats_unassigned ON bot.chats (waiting_late, priority, waiting_since, channel, chat_id) INCLUDE (team)
    WHERE waiting_since IS NOT NULL AND snoozed_until IS NULL AND assignee IS NULL;
--rollback DROP INDEX bot.chats_unassigned;

--changeset balas:080-find-open runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.chats_open') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.chats_open;
CREATE INDEX CONCURRENTLY chats_open ON bot.chats (channel, chat_id)
    WHERE (idle_since IS NOT NULL OR (waiting_since IS NOT NULL AND snoozed_until IS NULL));
--rollback DROP INDEX bot.chats_open;

--changeset balas:080-find-resolved runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.chats_resolved') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.chats_resolved;
CREATE INDEX CONCURRENTLY chats_resolved ON bot.chats (resolved_at DESC, channel, chat_id)
    WHERE resolved_at IS NOT NULL AND snoozed_until IS NULL;
--rollback DROP INDEX bot.chats_resolved;

--changeset balas:080-find-groups runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.chat_summaries_groups') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.chat_summaries_groups;
CREATE INDEX CONCURRENTLY chat_summaries_groups ON bot.chat_summaries (greatest(last_at, filled_at) DESC, channel, chat_id)
    WHERE chat_id LIKE '%@g.us';
--rollback DROP INDEX bot.chat_summaries_groups;

--changeset balas:080-drop-former-queue runInTransaction:false
DROP INDEX CONCURRENTLY IF EXISTS bot.chats_waiting;
--rollback CREATE INDEX chats_waiting ON bot.chats (waiting_late, waiting_since, channel, chat_id) WHERE waiting_since IS NOT NULL AND snoozed_until IS NULL;
