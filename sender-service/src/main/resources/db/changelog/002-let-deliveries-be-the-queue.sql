--liquibase formatted sql

--changeset balas:002-let-deliveries-be-the-queue
ALTER TABLE sender.deliveries
    ADD COLUMN message       text,
    ADD COLUMN attempts      jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN next_try_at   timestamptz,
    ADD COLUMN log_partition integer,
    ADD COLUMN log_offset    bigint;
ALTER TABLE sender.deliveries DROP CONSTRAINT deliveries_state_check;
ALTER TABLE sender.deliveries ADD CONSTRAINT deliveries_state_check
    CHECK (state IN ('WAITING', 'ATTEMPTING', 'UNKNOWN', 'ACCEPTED', 'FAILED', 'DROPPED'));
UPDATE sender.deliveries
SET attempts = jsonb_build_array(jsonb_build_object(
        'number', tries, 'owner', 'an earlier release', 'startedAt', last_attempt_at, 'leaseUntil', last_attempt_at))
WHERE last_attempt_at IS NOT NULL;
UPDATE sender.deliveries SET tries = jsonb_array_length(attempts);
ALTER TABLE sender.deliveries
    DROP COLUMN excused,
    DROP COLUMN first_attempt_at,
    DROP COLUMN last_attempt_at;
CREATE INDEX deliveries_parked ON sender.deliveries (log_partition, channel, chat_id, log_offset)
    WHERE log_partition IS NOT NULL;
CREATE INDEX deliveries_created ON sender.deliveries (created_at, outbound_id);
COMMENT ON COLUMN sender.deliveries.message IS
    'the OutboundMessage as on outbound-messages; none in rows of the first release';
COMMENT ON COLUMN sender.deliveries.attempts IS
    'each call: number, owner, startedAt, leaseUntil, endedAt, outcome, reason, evidence';
COMMENT ON COLUMN sender.deliveries.tries IS 'the number of attempts: who holds a smaller one has lost the message';
COMMENT ON COLUMN sender.deliveries.state IS
    'ATTEMPTING: a call is under way, or its process died; UNKNOWN: it ended, and nobody knows whether it was sent';
COMMENT ON COLUMN sender.deliveries.log_offset IS
    'with log_partition: parked, so this row is the queue and later messages of the chat stand behind it';
--rollback UPDATE sender.deliveries SET state = 'ATTEMPTING' WHERE state = 'UNKNOWN';
--rollback ALTER TABLE sender.deliveries DROP CONSTRAINT deliveries_state_check;
--rollback ALTER TABLE sender.deliveries ADD CONSTRAINT deliveries_state_check CHECK (state IN ('WAITING', 'ATTEMPTING', 'ACCEPTED', 'FAILED', 'DROPPED'));
--rollback DROP INDEX sender.deliveries_parked; DROP INDEX sender.deliveries_created;
--rollback ALTER TABLE sender.deliveries DROP COLUMN message, DROP COLUMN attempts, DROP COLUMN next_try_at, DROP COLUMN log_partition, DROP COLUMN log_offset, ADD COLUMN excused integer NOT NULL DEFAULT 0, ADD COLUMN first_attempt_at timestamptz, ADD COLUMN last_attempt_at timestamptz;

--changeset balas:002-create-echoes
CREATE TABLE sender.echoes (
    channel    text        NOT NULL,
    message_id text        NOT NULL,
    chat_id    text        NOT NULL,
    content    jsonb       NOT NULL,
    sent_at    timestamptz NOT NULL,
    PRIMARY KEY (channel, message_id)
);
CREATE INDEX echoes_of_a_chat ON sender.echoes (channel, chat_id, sent_at);
CREATE INDEX echoes_by_age ON sender.echoes (sent_at);
COMMENT ON TABLE sender.echoes IS
    'what the provider said that was sent by API, for 48 hours: evidence for calls whose answer was lost';
--rollback DROP TABLE sender.echoes;
