--liquibase formatted sql

--changeset balas:002-seal-and-rotate-signing-keys
-- The keys that lay here in the clear are not worth sealing: a fresh one is made at start.
DELETE FROM auth.signing_keys;
DROP INDEX auth.signing_keys_one_active;
ALTER TABLE auth.signing_keys DROP COLUMN retired_at;
ALTER TABLE auth.signing_keys RENAME COLUMN jwk TO sealed_jwk;
ALTER TABLE auth.signing_keys ADD COLUMN signs_from timestamptz NOT NULL;
COMMENT ON COLUMN auth.signing_keys.sealed_jwk IS 'the key pair as a JWK, encrypted with a key derived from SECRET_KEY';
COMMENT ON COLUMN auth.signing_keys.signs_from IS 'the newest that is not in the future signs; all are published';
--rollback empty
