--liquibase formatted sql

--changeset balas:033-create-recovery-codes
CREATE TABLE auth.recovery_codes (
    user_id    bigint      NOT NULL REFERENCES auth.users,
    hash       text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, hash)
);
COMMENT ON TABLE auth.recovery_codes IS 'unused codes; a used one is deleted';
COMMENT ON COLUMN auth.recovery_codes.hash IS 'HMAC-SHA256 with a key derived from SECRET_KEY';
--rollback DROP TABLE auth.recovery_codes;
