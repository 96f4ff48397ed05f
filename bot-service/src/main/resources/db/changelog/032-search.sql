--liquibase formatted sql

--changeset balas:032-search
CREATE INDEX messages_words ON bot.messages USING gin (to_tsvector('simple', words)) WHERE words IS NOT NULL;
CREATE INDEX chat_summaries_name ON bot.chat_summaries USING gin (to_tsvector('simple', name)) WHERE name IS NOT NULL;
CREATE INDEX chat_summaries_number ON bot.chat_summaries (chat_id text_pattern_ops);
--rollback DROP INDEX bot.chat_summaries_number;
--rollback DROP INDEX bot.chat_summaries_name;
--rollback DROP INDEX bot.messages_words;
