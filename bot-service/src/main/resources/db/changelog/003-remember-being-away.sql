--liquibase formatted sql

--changeset balas:003-remember-being-away
ALTER TABLE bot.chats ADD COLUMN last_away timestamptz;
COMMENT ON COLUMN bot.chats.last_away IS 'when the customer was last told that nobody is here';
--rollback ALTER TABLE bot.chats DROP COLUMN last_away;
