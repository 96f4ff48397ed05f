--liquibase formatted sql

--changeset balas:024-count-ai-tokens
CREATE TABLE bot.ai_usage (
    day    date   PRIMARY KEY,
    tokens bigint NOT NULL
);
COMMENT ON TABLE bot.ai_usage IS 'tokens of each day in the time zone of balas.bot.ai.time-zone, of all instances';
COMMENT ON COLUMN bot.ai_usage.tokens IS 'with what is set aside for calls under way';
--rollback DROP TABLE bot.ai_usage;
