--liquibase formatted sql

--changeset balas:040-link-chats-of-a-customer
ALTER TABLE bot.chats
    ADD COLUMN alias_of text,
    ADD COLUMN identity json,
    ADD COLUMN moved    boolean NOT NULL DEFAULT false;
CREATE INDEX chats_to_move ON bot.chats (channel, chat_id) WHERE alias_of IS NOT NULL AND NOT moved;
COMMENT ON COLUMN bot.chats.alias_of IS 'the phone''s chat, if this is the chat of a linked hidden number';
COMMENT ON COLUMN bot.chats.identity IS 'the other ids of the customer; null if there are none';
COMMENT ON COLUMN bot.chats.moved IS 'true once messages, notes, labels and read marks are in the phone''s chat';
--rollback DROP INDEX bot.chats_to_move;
--rollback ALTER TABLE bot.chats DROP COLUMN alias_of, DROP COLUMN identity, DROP COLUMN moved;
