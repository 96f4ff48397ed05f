--liquibase formatted sql

--changeset balas:033-order-messages-by-arrival
ALTER TABLE bot.messages ADD COLUMN log_offset bigint;
COMMENT ON COLUMN bot.messages.log_offset IS 'offset of the Kafka record that brought it: the order of messages with one sent_at and logged_at; null for rows of earlier releases';
--rollback ALTER TABLE bot.messages DROP COLUMN log_offset;

--changeset balas:033-mark-cleared-chats
ALTER TABLE bot.chat_summaries ADD COLUMN cleared_at timestamptz;
COMMENT ON COLUMN bot.chat_summaries.cleared_at IS 'when all messages of the chat were last deleted on our phone: earlier ones are shown as deleted';
--rollback ALTER TABLE bot.chat_summaries DROP COLUMN cleared_at;
