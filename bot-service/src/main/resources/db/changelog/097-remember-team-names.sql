--liquibase formatted sql

--changeset balas:097-remember-team-names
CREATE TABLE bot.former_team_names (
    name    text   PRIMARY KEY,
    team_id bigint NOT NULL REFERENCES bot.teams ON DELETE CASCADE
);
CREATE INDEX former_team_names_team ON bot.former_team_names (team_id);
COMMENT ON TABLE bot.former_team_names IS 'names before a renaming, in lower case: chats, rules, macros and commands may still have them';
--rollback DROP TABLE bot.former_team_names;
