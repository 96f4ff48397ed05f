--liquibase formatted sql

--changeset balas:085-tag-by-rules
ALTER TABLE bot.rules
    ADD COLUMN team          text,
    ADD COLUMN labels        text[] NOT NULL DEFAULT '{}',
    ADD COLUMN chat_priority text CHECK (chat_priority IN ('HIGH', 'NORMAL', 'LOW'));
COMMENT ON COLUMN bot.rules.team IS 'name or id of the team to which the rule hands the chat';
COMMENT ON COLUMN bot.rules.labels IS 'labels that the chat gets';
COMMENT ON COLUMN bot.rules.chat_priority IS 'priority that the conversation gets';
--rollback ALTER TABLE bot.rules DROP COLUMN team, DROP COLUMN labels, DROP COLUMN chat_priority;
