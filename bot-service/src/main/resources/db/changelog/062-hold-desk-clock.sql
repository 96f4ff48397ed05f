--liquibase formatted sql

--changeset balas:062-hold-desk-clock
CREATE TABLE bot.desk_clock (
    only_one   bool        PRIMARY KEY DEFAULT true CHECK (only_one),
    holder     uuid        NOT NULL,
    held_since timestamptz NOT NULL,
    held_until timestamptz NOT NULL
);
COMMENT ON TABLE bot.desk_clock IS 'lease of the instance that assigns chats and watches targets';
--rollback DROP TABLE bot.desk_clock;
