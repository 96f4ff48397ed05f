--liquibase formatted sql

--changeset balas:083-save-views
CREATE TABLE bot.saved_views (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    owner      text        NOT NULL,
    team_id    bigint      REFERENCES bot.teams ON DELETE CASCADE,
    filter     jsonb       NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX saved_views_of_user ON bot.saved_views (owner, lower(name)) WHERE team_id IS NULL;
CREATE UNIQUE INDEX saved_views_of_team ON bot.saved_views (team_id, lower(name)) WHERE team_id IS NOT NULL;
COMMENT ON TABLE bot.saved_views IS 'filters of the chat list that users saved for themselves or for a team';
COMMENT ON COLUMN bot.saved_views.owner IS 'who saved it; only they see it unless it has a team';
--rollback DROP TABLE bot.saved_views;
