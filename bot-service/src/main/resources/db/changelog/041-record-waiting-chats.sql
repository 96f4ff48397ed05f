--liquibase formatted sql

--changeset balas:041-record-waiting-chats
ALTER TABLE bot.chats
    ADD COLUMN handling      json,
    ADD COLUMN waiting_since timestamptz,
    ADD COLUMN waiting_late  boolean,
    ADD COLUMN snoozed_until timestamptz,
    ADD COLUMN idle_since    timestamptz;
COMMENT ON COLUMN bot.chats.handling IS 'how agents handle the chat: team, waiting, snooze, conversation; null if there is nothing';
COMMENT ON COLUMN bot.chats.waiting_since IS 'derived from handling: since when the chat waits for a person, null if it does not';
COMMENT ON COLUMN bot.chats.waiting_late IS 'derived from handling: true if the chat waits only for messages that came too late; such chats are last in the queue';
COMMENT ON COLUMN bot.chats.snoozed_until IS 'derived from handling: a snoozed chat is hidden from the queue';
COMMENT ON COLUMN bot.chats.idle_since IS 'derived from handling: the time of the last message of an open conversation that waits for nothing';
CREATE INDEX chats_waiting ON bot.chats (waiting_late, waiting_since, channel, chat_id)
    WHERE waiting_since IS NOT NULL AND snoozed_until IS NULL;
CREATE INDEX chats_snoozed ON bot.chats (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX chats_idle ON bot.chats (idle_since, channel, chat_id) WHERE idle_since IS NOT NULL;
--rollback DROP INDEX bot.chats_idle;
--rollback DROP INDEX bot.chats_snoozed;
--rollback DROP INDEX bot.chats_waiting;
--rollback ALTER TABLE bot.chats DROP COLUMN handling, DROP COLUMN waiting_since, DROP COLUMN waiting_late, DROP COLUMN snoozed_until, DROP COLUMN idle_since;
