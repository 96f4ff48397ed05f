--liquibase formatted sql

--changeset balas:060-create-users
CREATE TABLE bot.users (
    username   text        PRIMARY KEY,
    name       text        NOT NULL,
    role       text        NOT NULL,
    gone       bool        NOT NULL,
    seq        bigint      NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_username ON bot.users (lower(username));
COMMENT ON TABLE bot.users IS 'copy of the users of auth-service, which sends their state after each change';
COMMENT ON COLUMN bot.users.gone IS 'disabled or deleted: gets no chats';
COMMENT ON COLUMN bot.users.seq IS 'number of the change in auth-service; an older state does not overwrite a newer one';
--rollback DROP TABLE bot.users;

--changeset balas:060-create-teams
CREATE TABLE bot.teams (
    id                   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name                 text        NOT NULL,
    assignment           text        NOT NULL CHECK (assignment IN ('MANUAL', 'AUTOMATIC')),
    hours                jsonb,
    first_answer_seconds bigint,
    next_answer_seconds  bigint,
    resolution_seconds   bigint,
    changed_by           text,
    changed_at           timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX teams_name ON bot.teams (lower(name));
CREATE TABLE bot.team_members (
    team_id  bigint NOT NULL REFERENCES bot.teams ON DELETE CASCADE,
    username text   NOT NULL,
    PRIMARY KEY (team_id, username)
);
CREATE INDEX team_members_username ON bot.team_members (username);
CREATE TABLE bot.team_channels (
    channel text   PRIMARY KEY,
    team_id bigint NOT NULL REFERENCES bot.teams ON DELETE CASCADE
);
CREATE INDEX team_channels_team ON bot.team_channels (team_id);
COMMENT ON COLUMN bot.teams.hours IS 'null: the opening hours of the desk';
COMMENT ON COLUMN bot.teams.first_answer_seconds IS 'target in working time; null: no target';
COMMENT ON TABLE bot.team_channels IS 'the team of new chats of a channel';
--rollback DROP TABLE bot.team_channels;
--rollback DROP TABLE bot.team_members;
--rollback DROP TABLE bot.teams;

--changeset balas:060-create-agents
CREATE TABLE bot.agents (
    username     text        PRIMARY KEY,
    availability text        NOT NULL DEFAULT 'AWAY' CHECK (availability IN ('AVAILABLE', 'AWAY')),
    capacity     int         NOT NULL DEFAULT 10,
    assigned_at  timestamptz,
    changed_at   timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE bot.open_pages (
    stream_id  uuid        PRIMARY KEY,
    username   text        NOT NULL,
    open_until timestamptz NOT NULL
);
CREATE INDEX open_pages_username ON bot.open_pages (username, open_until);
CREATE INDEX open_pages_until ON bot.open_pages (open_until);
COMMENT ON COLUMN bot.agents.capacity IS 'most chats that are assigned automatically';
COMMENT ON COLUMN bot.agents.assigned_at IS 'when a chat was last assigned automatically';
COMMENT ON TABLE bot.open_pages IS 'leases of live streams: a user without one is unavailable';
--rollback DROP TABLE bot.open_pages;
--rollback DROP TABLE bot.agents;

--changeset balas:060-keep-hours-versions
CREATE TABLE bot.hours_versions (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    team_id       bigint,
    hours         jsonb,
    in_force_from timestamptz NOT NULL
);
CREATE INDEX hours_versions_in_force ON bot.hours_versions (team_id, in_force_from, id);
COMMENT ON TABLE bot.hours_versions IS 'opening hours with their history: working time is measured by those in force at its end';
COMMENT ON COLUMN bot.hours_versions.team_id IS 'null: the desk';
COMMENT ON COLUMN bot.hours_versions.hours IS 'null: a team that uses the hours of the desk';
INSERT INTO bot.hours_versions (hours, in_force_from) SELECT hours, '-infinity' FROM bot.answer_book;
--rollback DROP TABLE bot.hours_versions;
