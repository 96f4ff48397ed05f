--liquibase formatted sql

--changeset balas:005-decide-once-per-chat
ALTER TABLE bot.decisions
    ADD COLUMN ended_by text,
    DROP CONSTRAINT decisions_pkey,
    ADD PRIMARY KEY (channel, cause_id, chat_id);
CREATE INDEX decisions_decided_at ON bot.decisions USING brin (decided_at) WITH (pages_per_range = 32, autosummarize = on);
COMMENT ON COLUMN bot.decisions.outcome IS 'ASKED until the AI, a person or a timer ended it';
COMMENT ON COLUMN bot.decisions.ended_by IS 'the input that ended what was ASKED';
--rollback DROP INDEX bot.decisions_decided_at;
--rollback ALTER TABLE bot.decisions DROP COLUMN ended_by, DROP CONSTRAINT decisions_pkey, ADD PRIMARY KEY (channel, cause_id);
