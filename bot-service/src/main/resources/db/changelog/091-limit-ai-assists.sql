--liquibase formatted sql

--changeset balas:091-limit-ai-assists
CREATE TABLE bot.ai_assists (
    username text        PRIMARY KEY,
    minute   timestamptz NOT NULL,
    calls    int         NOT NULL
);
COMMENT ON TABLE bot.ai_assists IS 'how often each user asked the AI for a text in the last minute in which they did';
--rollback DROP TABLE bot.ai_assists;
