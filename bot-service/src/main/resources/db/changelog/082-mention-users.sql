--liquibase formatted sql

--changeset balas:082-mention-users
CREATE TABLE bot.mentions (
    note_id      text        NOT NULL REFERENCES bot.notes ON DELETE CASCADE,
    username     text        NOT NULL,
    channel      text        NOT NULL,
    chat_id      text        NOT NULL,
    mentioned_at timestamptz NOT NULL,
    seen_at      timestamptz,
    seq          bigint      NOT NULL DEFAULT nextval('bot.changes'),
    changed_xid  xid8        NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (note_id, username)
);
CREATE INDEX mentions_of_user ON bot.mentions (username, mentioned_at, note_id);
CREATE INDEX mentions_of_chat ON bot.mentions (channel, chat_id);
CREATE INDEX mentions_changed ON bot.mentions (changed_xid, seq);
COMMENT ON TABLE bot.mentions IS 'users whom a note mentions';
--rollback DROP TABLE bot.mentions;

-- The leases end within seconds, so a crash may lose them.
--changeset balas:082-show-presence
CREATE UNLOGGED TABLE bot.presence (
    channel      text        NOT NULL,
    chat_id      text        NOT NULL,
    username     text        NOT NULL,
    here_until   timestamptz NOT NULL,
    typing_until timestamptz,
    PRIMARY KEY (channel, chat_id, username)
);
CREATE INDEX presence_until ON bot.presence (here_until);
COMMENT ON TABLE bot.presence IS 'leases of users who look at a chat or type in it';
--rollback DROP TABLE bot.presence;
