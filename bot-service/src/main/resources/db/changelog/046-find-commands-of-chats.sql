--liquibase formatted sql

-- The timeline also lists commands with the outcome HANDED_OFF. The former index does not have them, so
-- PostgreSQL read the decisions of all chats.
--changeset balas:046-find-commands-of-chats runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.decisions_of_commands') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.decisions_of_commands;
CREATE INDEX CONCURRENTLY decisions_of_commands ON bot.decisions (channel, chat_id, decided_at) WHERE outcome IN ('DONE', 'REFUSED', 'HANDED_OFF');
--rollback DROP INDEX bot.decisions_of_commands;

--changeset balas:046-drop-index-without-hand-offs runInTransaction:false
DROP INDEX CONCURRENTLY IF EXISTS bot.decisions_of_chat;
--rollback CREATE INDEX decisions_of_chat ON bot.decisions (channel, chat_id, decided_at) WHERE outcome IN ('DONE', 'REFUSED');
