--liquibase formatted sql

--changeset balas:006-order-parked-deliveries
ALTER TABLE sender.deliveries ADD COLUMN parked_at timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN sender.deliveries.parked_at IS
    'when log_partition was set; with log_offset the order of the parked messages of a chat';
COMMENT ON COLUMN sender.deliveries.log_offset IS
    'with log_partition: parked, so this row is the queue and later messages of the chat wait behind it';
--rollback ALTER TABLE sender.deliveries DROP COLUMN parked_at;

--changeset balas:006-bind-idempotency-keys
ALTER TABLE sender.acts ADD COLUMN fingerprint text;
COMMENT ON COLUMN sender.acts.fingerprint IS
    'hash of the action, its object and the body of the request; null in rows of an earlier release';
--rollback ALTER TABLE sender.acts DROP COLUMN fingerprint;
