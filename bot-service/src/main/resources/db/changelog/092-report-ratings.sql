--liquibase formatted sql

--changeset balas:092-report-ratings
ALTER TABLE bot.report_conversations ADD COLUMN rating smallint;
ALTER TABLE bot.report_days
    ADD COLUMN ratings bigint NOT NULL DEFAULT 0,
    ADD COLUMN stars   bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN bot.report_conversations.rating IS '1 to 5 stars; null if the customer gave none';
COMMENT ON COLUMN bot.report_days.stars IS 'the sum of all ratings';
--rollback ALTER TABLE bot.report_days DROP COLUMN ratings, DROP COLUMN stars;
--rollback ALTER TABLE bot.report_conversations DROP COLUMN rating;
