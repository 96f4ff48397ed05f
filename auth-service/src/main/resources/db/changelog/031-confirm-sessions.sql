--liquibase formatted sql

--changeset balas:031-confirm-sessions
ALTER TABLE auth.sign_ins ADD COLUMN confirmed_at timestamptz;
COMMENT ON COLUMN auth.sign_ins.confirmed_at IS 'when the user last proved their identity in this session; null: at its start';
COMMENT ON COLUMN auth.refresh_tokens.used_at IS 'when it was replaced; a later use ends its session, except in the overlap';
--rollback ALTER TABLE auth.sign_ins DROP COLUMN confirmed_at;
