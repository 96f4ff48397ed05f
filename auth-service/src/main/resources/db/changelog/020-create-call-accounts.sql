--liquibase formatted sql

--changeset balas:020-create-call-accounts
CREATE UNLOGGED TABLE auth.call_accounts (
    caller  text        PRIMARY KEY,
    full_at timestamptz NOT NULL
);
COMMENT ON TABLE auth.call_accounts IS 'how many calls each caller has left; forgotten in a crash, which lets everybody begin anew';
COMMENT ON COLUMN auth.call_accounts.full_at IS 'when the caller has all calls again: each call moves it on';
--rollback DROP TABLE auth.call_accounts;
