--liquibase formatted sql

--changeset balas:001-create-deliveries
CREATE TABLE sender.deliveries (
    outbound_id      text        PRIMARY KEY,
    channel          text        NOT NULL,
    chat_id          text        NOT NULL,
    state            text        NOT NULL CHECK (state IN ('WAITING', 'ATTEMPTING', 'ACCEPTED', 'FAILED', 'DROPPED')),
    tries            integer     NOT NULL,
    excused          integer     NOT NULL DEFAULT 0,
    first_attempt_at timestamptz,
    last_attempt_at  timestamptz,
    message_id       text,
    reason           text,
    created_at       timestamptz NOT NULL,
    finished_at      timestamptz,
    UNIQUE (channel, message_id)
);
COMMENT ON COLUMN sender.deliveries.state IS
    'ATTEMPTING: a call was begun and its result is not known, whether it is under way or its process died';
COMMENT ON COLUMN sender.deliveries.tries IS 'only grows: who holds an older number has lost the message';
COMMENT ON COLUMN sender.deliveries.excused IS 'tries that failed for the channel''s sake and do not count';
COMMENT ON COLUMN sender.deliveries.message_id IS 'the provider''s id; it serves one delivery only';
COMMENT ON COLUMN sender.deliveries.reason IS 'why it failed, was dropped or waits, or what showed that it was sent';
--rollback DROP TABLE sender.deliveries;
