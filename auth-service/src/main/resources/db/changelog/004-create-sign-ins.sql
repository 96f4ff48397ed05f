--liquibase formatted sql

--changeset balas:004-create-sign-ins
CREATE TABLE auth.sign_ins (
    id           uuid        PRIMARY KEY,
    user_id      bigint      NOT NULL REFERENCES auth.users,
    address      text        NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    ended_by     text
);
CREATE INDEX sign_ins_user ON auth.sign_ins (user_id);
CREATE INDEX sign_ins_expires ON auth.sign_ins (expires_at);
COMMENT ON TABLE auth.sign_ins IS 'a family of refresh tokens: one sign-in on one device';

CREATE TABLE auth.refresh_tokens (
    hash       text        PRIMARY KEY,
    sign_in    uuid        NOT NULL REFERENCES auth.sign_ins ON DELETE CASCADE,
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_tokens_sign_in ON auth.refresh_tokens (sign_in);
COMMENT ON COLUMN auth.refresh_tokens.used_at IS 'one that comes again after this ends its sign-in';
--rollback DROP TABLE auth.refresh_tokens;
--rollback DROP TABLE auth.sign_ins;
