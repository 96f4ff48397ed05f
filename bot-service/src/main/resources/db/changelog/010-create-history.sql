--liquibase formatted sql

--changeset balas:010-create-history
CREATE SEQUENCE bot.changes;
CREATE TABLE bot.messages (
    channel       text        NOT NULL,
    id            text        NOT NULL,
    chat_id       text        NOT NULL,
    provider_id   text,
    author        text        NOT NULL
        CHECK (author IN ('CUSTOMER', 'PHONE', 'BOT', 'AI', 'ADMIN', 'AGENT', 'NOTICE', 'API')),
    author_user   text,
    author_name   text,
    basis         text,
    cause_id      text,
    content       jsonb       NOT NULL,
    original      jsonb,
    words         text,
    quoted_id     text,
    sent_at       timestamptz NOT NULL,
    received_at   timestamptz,
    backfilled    boolean     NOT NULL DEFAULT false,
    edited_at     timestamptz,
    edit_id       text,
    deleted_at    timestamptz,
    status        text,
    status_at     timestamptz,
    status_reason text,
    echoed_at     timestamptz,
    reactions     jsonb,
    votes         jsonb,
    logged_at     timestamptz NOT NULL,
    seq           bigint      NOT NULL DEFAULT nextval('bot.changes'),
    changed_xid   xid8        NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (channel, id, chat_id)
);
CREATE UNIQUE INDEX messages_provider_id ON bot.messages (channel, provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX messages_of_chat ON bot.messages (channel, chat_id, sent_at, id);
CREATE INDEX messages_changed ON bot.messages (changed_xid, seq);
CREATE INDEX messages_sent_at ON bot.messages USING brin (sent_at) WITH (pages_per_range = 32, autosummarize = on);
COMMENT ON TABLE bot.messages IS 'what was said in each chat, and what became of it: a projection of the log';
COMMENT ON COLUMN bot.messages.id IS 'the provider''s of what came in, ours of what goes out; a customer''s app chooses its own, so the chat is part of the key';
COMMENT ON COLUMN bot.messages.provider_id IS 'of what we sent: the provider''s id, once it is known';
COMMENT ON COLUMN bot.messages.author_user IS 'the user of ours; in a group the member''s WhatsApp id';
COMMENT ON COLUMN bot.messages.basis IS 'what made an automatic answer: the rule, or the model and prompt';
COMMENT ON COLUMN bot.messages.content IS 'as it stands now';
COMMENT ON COLUMN bot.messages.original IS 'as it was first said; null when it was never edited';
COMMENT ON COLUMN bot.messages.echoed_at IS 'when the provider says that it was sent: the proof of it';
COMMENT ON COLUMN bot.messages.reactions IS 'by who reacted: {"emoji", "at", "id"}; an empty emoji was taken back';
COMMENT ON COLUMN bot.messages.votes IS 'by who voted: {"options", "at", "id"}; no options were taken back';
COMMENT ON COLUMN bot.messages.logged_at IS 'time of the record on the log that brought it';
COMMENT ON COLUMN bot.messages.seq IS 'rises with each change of the row';
COMMENT ON COLUMN bot.messages.changed_xid IS 'the transaction of the last change';
--rollback DROP TABLE bot.messages;
--rollback DROP SEQUENCE bot.changes;

--changeset balas:010-create-chat-summaries
CREATE TABLE bot.chat_summaries (
    channel         text        NOT NULL,
    chat_id         text        NOT NULL,
    name            text,
    name_at         timestamptz,
    last_at         timestamptz NOT NULL,
    last_id         text        NOT NULL,
    last_words      text,
    last_author     text        NOT NULL,
    last_inbound_at timestamptz,
    seq             bigint      NOT NULL DEFAULT nextval('bot.changes'),
    changed_xid     xid8        NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (channel, chat_id)
);
CREATE INDEX chat_summaries_changed ON bot.chat_summaries (changed_xid, seq);
COMMENT ON TABLE bot.chat_summaries IS 'what a list of chats shows of each; all of it follows from its messages';
COMMENT ON COLUMN bot.chat_summaries.name IS 'the customer''s last known name; null for groups';
COMMENT ON COLUMN bot.chat_summaries.last_words IS 'its beginning; null when it has none or was deleted';
COMMENT ON COLUMN bot.chat_summaries.last_inbound_at IS 'of the customer''s last message: unread if it is later than the read mark';
--rollback DROP TABLE bot.chat_summaries;

--changeset balas:010-create-message-orphans
CREATE TABLE bot.message_orphans (
    channel   text        NOT NULL,
    about_id  text        NOT NULL,
    chat_id   text        NOT NULL,
    of_people boolean     NOT NULL,
    digest    text        NOT NULL,
    sequel    jsonb       NOT NULL,
    echo      jsonb,
    logged_at timestamptz NOT NULL,
    PRIMARY KEY (channel, about_id, chat_id, digest)
);
CREATE INDEX message_orphans_logged_at ON bot.message_orphans (logged_at);
CREATE INDEX message_orphans_echoes ON bot.message_orphans (logged_at) WHERE echo IS NOT NULL;
COMMENT ON TABLE bot.message_orphans IS 'what became of messages that are not known yet';
COMMENT ON COLUMN bot.message_orphans.about_id IS 'the message''s id, as the provider or we call it';
COMMENT ON COLUMN bot.message_orphans.chat_id IS 'empty when it was not told';
COMMENT ON COLUMN bot.message_orphans.of_people IS 'what people did holds in its own chat only';
COMMENT ON COLUMN bot.message_orphans.echo IS 'what the provider says that was sent over its API: after a while it is a message that was not ours';
--rollback DROP TABLE bot.message_orphans;
