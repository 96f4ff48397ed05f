--liquibase formatted sql

--changeset balas:070-act-on-messages
ALTER TABLE bot.messages ADD COLUMN acts jsonb;
COMMENT ON COLUMN bot.messages.acts IS 'our reactions, edits and deletions by outbound id: {"content", "user", "causeId", "at", "end"}; no end before the provider has answered';
--rollback ALTER TABLE bot.messages DROP COLUMN acts;
