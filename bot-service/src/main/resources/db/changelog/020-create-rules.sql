--liquibase formatted sql

--changeset balas:020-create-rules
CREATE TABLE bot.rules (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    language   text        NOT NULL CHECK (language IN ('id', 'en')),
    match      text        NOT NULL CHECK (match IN ('EXACT', 'CONTAINS', 'WORD', 'PREFIX', 'REGEX')),
    keywords   text[]      NOT NULL CHECK (cardinality(keywords) > 0),
    answer     text        NOT NULL,
    hands_off  bool        NOT NULL DEFAULT false,
    priority   int         NOT NULL DEFAULT 0,
    active     jsonb       NOT NULL DEFAULT '[]',
    enabled    bool        NOT NULL DEFAULT true,
    changed_by text,
    changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE bot.rules IS 'canned answers';
COMMENT ON COLUMN bot.rules.active IS 'spans of the week in which it answers; none: always';
--rollback DROP TABLE bot.rules;
