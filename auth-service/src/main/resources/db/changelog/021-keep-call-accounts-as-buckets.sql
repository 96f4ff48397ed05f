--liquibase formatted sql

--changeset balas:021-keep-call-accounts-as-buckets
-- full_at stays for instances of the previous version, which count by it during a rolling upgrade.
ALTER TABLE auth.call_accounts ALTER COLUMN full_at DROP NOT NULL;
ALTER TABLE auth.call_accounts ADD COLUMN state bytea;
ALTER TABLE auth.call_accounts ADD COLUMN expires_at bigint;
COMMENT ON TABLE auth.call_accounts IS 'a token bucket for each caller; lost in a crash, after which every bucket is full';
COMMENT ON COLUMN auth.call_accounts.state IS 'the bucket, serialized by Bucket4j; null for a full one';
COMMENT ON COLUMN auth.call_accounts.expires_at IS 'in milliseconds since 1970: the bucket is full by then and the row is deleted';
COMMENT ON COLUMN auth.call_accounts.full_at IS 'unused; the previous version counted by it';
--rollback DELETE FROM auth.call_accounts WHERE full_at IS NULL;
--rollback ALTER TABLE auth.call_accounts DROP COLUMN expires_at;
--rollback ALTER TABLE auth.call_accounts DROP COLUMN state;
--rollback ALTER TABLE auth.call_accounts ALTER COLUMN full_at SET NOT NULL;
