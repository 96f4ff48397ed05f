--liquibase formatted sql

--changeset balas:035-keep-previous-attempts
ALTER TABLE auth.login_attempts ADD COLUMN previous_at timestamptz NOT NULL DEFAULT '-infinity';
COMMENT ON COLUMN auth.login_attempts.previous_at IS 'last_at before the last attempt, which restores it if it was no failure';
--rollback ALTER TABLE auth.login_attempts DROP COLUMN previous_at;
