--liquibase formatted sql

--changeset balas:032-create-known-devices
CREATE TABLE auth.known_devices (
    user_id bigint      NOT NULL REFERENCES auth.users,
    device  text        NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, device)
);
COMMENT ON TABLE auth.known_devices IS 'where a user signed in: failures of other devices do not slow them there';
COMMENT ON COLUMN auth.known_devices.device IS 'the random id in the device cookie, without its hash';
COMMENT ON TABLE auth.known_places IS 'unused; the previous version slowed by it';
--rollback DROP TABLE auth.known_devices;
