--liquibase formatted sql

-- At the upgrade all chats count as just assigned.
--changeset balas:096-remember-assignments
ALTER TABLE bot.chats ADD COLUMN assigned_at timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN bot.chats.assigned_at IS 'since when the chat has this assignee, or none';
--rollback ALTER TABLE bot.chats DROP COLUMN assigned_at;
