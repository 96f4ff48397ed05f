--liquibase formatted sql

--changeset balas:021-create-answer-book
CREATE TABLE bot.answer_book (
    only_one   bool        PRIMARY KEY DEFAULT true CHECK (only_one),
    version    bigint      NOT NULL,
    hours      jsonb       NOT NULL,
    changed_by text,
    changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE bot.answer_book IS 'one row: the hours of the desk, and the version of hours and rules together';
INSERT INTO bot.answer_book (version, hours)
VALUES (1, '{"timeZone": "Asia/Jakarta", "week": [], "holidays": [], "awayEvery": "PT8H"}');
--rollback DROP TABLE bot.answer_book;
