--liquibase formatted sql

--changeset balas:004-keep-open-questions
ALTER TABLE bot.chats
    ADD COLUMN asked       json,
    ADD COLUMN asked_since timestamptz,
    ADD COLUMN asked_until timestamptz;
CREATE INDEX chats_asked ON bot.chats (asked_until) WHERE asked_until IS NOT NULL;
CREATE INDEX chats_without_bot ON bot.chats (channel, epoch) WHERE mode <> 'BOT';
COMMENT ON COLUMN bot.chats.asked IS 'what the AI has yet to answer; null for nothing';
COMMENT ON COLUMN bot.chats.asked_since IS 'when the oldest of it was asked';
COMMENT ON COLUMN bot.chats.asked_until IS 'when the first of it is too old for an answer';
--rollback DROP INDEX bot.chats_without_bot;
--rollback ALTER TABLE bot.chats DROP COLUMN asked, DROP COLUMN asked_since, DROP COLUMN asked_until;
