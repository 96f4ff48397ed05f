--liquibase formatted sql

--changeset balas:001-create-signing-keys
CREATE TABLE auth.signing_keys (
    kid        text        PRIMARY KEY,
    jwk        text        NOT NULL,
    created_at timestamptz NOT NULL,
    retired_at timestamptz
);
CREATE UNIQUE INDEX signing_keys_one_active ON auth.signing_keys ((true)) WHERE retired_at IS NULL;
COMMENT ON COLUMN auth.signing_keys.jwk IS 'the private key, as a JWK: a secret';
COMMENT ON COLUMN auth.signing_keys.retired_at IS 'null for the one key that signs';
--rollback DROP TABLE auth.signing_keys;
