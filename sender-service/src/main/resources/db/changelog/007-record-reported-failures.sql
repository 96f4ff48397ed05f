--liquibase formatted sql

--changeset balas:007-record-reported-failures
CREATE TABLE sender.reported_failures (
    channel     text        NOT NULL,
    message_id  text        NOT NULL,
    reason      text,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (channel, message_id)
);
CREATE INDEX reported_failures_by_age ON sender.reported_failures (reported_at);
COMMENT ON TABLE sender.reported_failures IS
    'messages that WhatsApp reported as failed after it had accepted them, until their delivery is found, at most 48 hours';
--rollback DROP TABLE sender.reported_failures;
