--liquibase formatted sql

--changeset balas:087-save-replies
CREATE TABLE bot.saved_replies (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shortcut   text        NOT NULL,
    team_id    bigint      REFERENCES bot.teams ON DELETE CASCADE,
    text_id    text,
    text_en    text,
    media      jsonb,
    changed_by text,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX saved_replies_shortcut ON bot.saved_replies (coalesce(team_id, 0), lower(shortcut));
COMMENT ON TABLE bot.saved_replies IS 'texts and files that agents send often';
COMMENT ON COLUMN bot.saved_replies.team_id IS 'null: for all';
COMMENT ON COLUMN bot.saved_replies.text_id IS 'the text in Indonesian; text_en the one in English';
COMMENT ON COLUMN bot.saved_replies.media IS 'a file by mediaId or link; the text is its caption';
--rollback DROP TABLE bot.saved_replies;

--changeset balas:087-create-macros
CREATE TABLE bot.macros (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    team_id    bigint      REFERENCES bot.teams ON DELETE CASCADE,
    acts       jsonb       NOT NULL,
    changed_by text,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX macros_name ON bot.macros (coalesce(team_id, 0), lower(name));
COMMENT ON TABLE bot.macros IS 'several acts in a chat at once';
COMMENT ON COLUMN bot.macros.team_id IS 'null: for all';
--rollback DROP TABLE bot.macros;
