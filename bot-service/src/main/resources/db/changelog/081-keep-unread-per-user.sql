--liquibase formatted sql

--changeset balas:081-keep-unread-per-user
CREATE TABLE bot.user_read_marks (
    username    text        NOT NULL,
    channel     text        NOT NULL,
    chat_id     text        NOT NULL,
    read_up_to  timestamptz NOT NULL,
    marked_at   timestamptz NOT NULL,
    seq         bigint      NOT NULL DEFAULT nextval('bot.changes'),
    changed_xid xid8        NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (username, channel, chat_id)
);
CREATE INDEX user_read_marks_of_chat ON bot.user_read_marks (channel, chat_id);
CREATE INDEX user_read_marks_changed ON bot.user_read_marks (changed_xid, seq);
CREATE INDEX user_read_marks_by_age ON bot.user_read_marks (marked_at);
COMMENT ON TABLE bot.user_read_marks IS 'how far each user has read a chat; bot.read_marks has the marks of all users, which answers set';
COMMENT ON COLUMN bot.user_read_marks.read_up_to IS 'later messages are unread for the user, unless a mark of all users was set later';
--rollback DROP TABLE bot.user_read_marks;
