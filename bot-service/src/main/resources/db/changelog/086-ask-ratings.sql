--liquibase formatted sql

--changeset balas:086-ask-ratings
ALTER TABLE bot.teams ADD COLUMN asks_rating bool NOT NULL DEFAULT false;
ALTER TABLE bot.conversations
    ADD COLUMN priority       text,
    ADD COLUMN rating         smallint,
    ADD COLUMN rating_comment text,
    ADD COLUMN rated_at       timestamptz;
COMMENT ON COLUMN bot.teams.asks_rating IS 'customers are asked for a rating when a conversation is resolved';
COMMENT ON COLUMN bot.conversations.priority IS 'HIGH, NORMAL or LOW; null means normal';
COMMENT ON COLUMN bot.conversations.rating IS '1 to 5 stars; null if the customer gave none';
--rollback ALTER TABLE bot.conversations DROP COLUMN priority, DROP COLUMN rating, DROP COLUMN rating_comment, DROP COLUMN rated_at;
--rollback ALTER TABLE bot.teams DROP COLUMN asks_rating;
