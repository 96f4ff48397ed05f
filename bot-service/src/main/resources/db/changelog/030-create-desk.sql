--liquibase formatted sql

--changeset balas:030-create-notes
CREATE TABLE bot.notes (
    id       text        PRIMARY KEY,
    channel  text        NOT NULL,
    chat_id  text        NOT NULL,
    words    text        NOT NULL,
    author   text        NOT NULL,
    noted_at timestamptz NOT NULL
);
CREATE INDEX notes_of_chat ON bot.notes (channel, chat_id, noted_at);
COMMENT ON TABLE bot.notes IS 'what people tell each other about a chat; the customer never sees it';
COMMENT ON COLUMN bot.notes.id IS 'follows from its author and their Idempotency-Key';
--rollback DROP TABLE bot.notes;

--changeset balas:030-create-labels
CREATE TABLE bot.labels (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name  text   NOT NULL,
    color text
);
CREATE UNIQUE INDEX labels_name ON bot.labels (lower(name));
CREATE TABLE bot.chat_labels (
    label_id bigint NOT NULL REFERENCES bot.labels ON DELETE CASCADE,
    channel  text   NOT NULL,
    chat_id  text   NOT NULL,
    PRIMARY KEY (channel, chat_id, label_id)
);
CREATE INDEX chat_labels_label ON bot.chat_labels (label_id, channel, chat_id);
--rollback DROP TABLE bot.chat_labels;
--rollback DROP TABLE bot.labels;

--changeset balas:030-create-read-marks
CREATE TABLE bot.read_marks (
    channel    text        NOT NULL,
    chat_id    text        NOT NULL,
    read_up_to timestamptz NOT NULL,
    marked_by  text        NOT NULL,
    marked_at  timestamptz NOT NULL,
    PRIMARY KEY (channel, chat_id)
);
COMMENT ON COLUMN bot.read_marks.read_up_to IS 'when the last message that somebody read was sent; later ones are unread';
--rollback DROP TABLE bot.read_marks;

--changeset balas:030-list-chats
CREATE INDEX chat_summaries_last ON bot.chat_summaries (last_at DESC, channel, chat_id);
CREATE INDEX chats_assignee ON bot.chats (assignee) WHERE assignee IS NOT NULL;
CREATE INDEX decisions_of_chat ON bot.decisions (channel, chat_id, decided_at) WHERE outcome IN ('DONE', 'REFUSED');
--rollback DROP INDEX bot.decisions_of_chat;
--rollback DROP INDEX bot.chats_assignee;
--rollback DROP INDEX bot.chat_summaries_last;
