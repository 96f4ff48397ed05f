--liquibase formatted sql

--changeset balas:007-create-login-attempts
CREATE TABLE auth.login_attempts (
    key       text        PRIMARY KEY,
    failures  integer     NOT NULL,
    last_at   timestamptz NOT NULL,
    free_from timestamptz NOT NULL
);
CREATE INDEX login_attempts_last_at ON auth.login_attempts (last_at);
COMMENT ON COLUMN auth.login_attempts.key IS 'an account, an address, or an account at an address that it knows';
COMMENT ON COLUMN auth.login_attempts.failures IS 'attempts that did not succeed, those under way among them';

CREATE TABLE auth.known_places (
    user_id bigint      NOT NULL REFERENCES auth.users,
    address text        NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, address)
);
COMMENT ON TABLE auth.known_places IS 'from where a user signed in: no stranger''s failures slow them there';
--rollback DROP TABLE auth.known_places;
--rollback DROP TABLE auth.login_attempts;
