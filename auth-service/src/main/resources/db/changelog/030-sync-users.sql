--liquibase formatted sql

--changeset balas:030-create-user-outbox
CREATE TABLE auth.user_outbox (
    user_id       bigint      PRIMARY KEY REFERENCES auth.users,
    username      text        NOT NULL,
    name          text        NOT NULL,
    role          text        NOT NULL,
    gone          bool        NOT NULL,
    seq           bigint      NOT NULL DEFAULT 1,
    confirmed_seq bigint      NOT NULL DEFAULT 0,
    confirmed_at  timestamptz,
    changed_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX user_outbox_unconfirmed ON auth.user_outbox (user_id) WHERE seq > confirmed_seq;
COMMENT ON TABLE auth.user_outbox IS 'present state of each user, which is sent to bot-service after each change';
COMMENT ON COLUMN auth.user_outbox.seq IS 'rises with each change, so that bot-service ignores an older state';
COMMENT ON COLUMN auth.user_outbox.confirmed_seq IS 'the newest state that bot-service has stored';
--rollback DROP TABLE auth.user_outbox;

-- A trigger, so that no change is missed: an instance of an older release writes users during the roll.
--changeset balas:030-fill-user-outbox splitStatements:false
CREATE FUNCTION auth.write_user_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO auth.user_outbox (user_id, username, name, role, gone)
    VALUES (NEW.id, NEW.username, NEW.name, lower(NEW.role), NEW.disabled_at IS NOT NULL)
    ON CONFLICT (user_id) DO UPDATE
    SET name = excluded.name, role = excluded.role, gone = excluded.gone, seq = user_outbox.seq + 1,
        changed_at = now()
    WHERE (user_outbox.name, user_outbox.role, user_outbox.gone)
        IS DISTINCT FROM (excluded.name, excluded.role, excluded.gone);
    RETURN NULL;
END
$$;
CREATE TRIGGER write_user_outbox AFTER INSERT OR UPDATE OF name, role, disabled_at ON auth.users
    FOR EACH ROW EXECUTE FUNCTION auth.write_user_outbox();
INSERT INTO auth.user_outbox (user_id, username, name, role, gone)
SELECT id, username, name, lower(role), disabled_at IS NOT NULL FROM auth.users
ON CONFLICT DO NOTHING;
--rollback DROP TRIGGER write_user_outbox ON auth.users; DROP FUNCTION auth.write_user_outbox();
