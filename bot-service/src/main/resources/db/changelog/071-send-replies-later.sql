--liquibase formatted sql

--changeset balas:071-send-replies-later
CREATE TABLE bot.scheduled_replies (
    id         text        PRIMARY KEY,
    channel    text        NOT NULL,
    chat_id    text        NOT NULL,
    author     text        NOT NULL,
    role       text        NOT NULL,
    content    jsonb       NOT NULL,
    quoted_id  text,
    seen       text,
    send_at    timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    state      text        NOT NULL DEFAULT 'WAITING'
        CHECK (state IN ('WAITING', 'CLAIMED', 'PUBLISHED', 'CANCELLED')),
    claimed_at timestamptz,
    reason     text
);
CREATE INDEX scheduled_replies_due ON bot.scheduled_replies (send_at) WHERE state IN ('WAITING', 'CLAIMED');
CREATE INDEX scheduled_replies_of_chat ON bot.scheduled_replies (channel, chat_id, send_at);
CREATE INDEX scheduled_replies_of_author ON bot.scheduled_replies (author, send_at);
CREATE INDEX scheduled_replies_ended ON bot.scheduled_replies (send_at) WHERE state IN ('PUBLISHED', 'CANCELLED');
COMMENT ON TABLE bot.scheduled_replies IS 'replies to send at a time; each becomes the command later-<id> then';
COMMENT ON COLUMN bot.scheduled_replies.state IS 'CLAIMED: its time has come and its command may be published; it can no longer be cancelled';
COMMENT ON COLUMN bot.scheduled_replies.reason IS 'why it was cancelled';
--rollback DROP TABLE bot.scheduled_replies;
