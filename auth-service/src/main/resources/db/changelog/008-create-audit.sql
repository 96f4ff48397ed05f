--liquibase formatted sql

--changeset balas:008-create-audit
CREATE TABLE auth.audit (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    who_id     text,
    who        text,
    api_key_id text,
    what       text        NOT NULL,
    target     text,
    address    text        NOT NULL,
    detail     text
);
CREATE INDEX audit_at ON auth.audit (at);
CREATE INDEX audit_who ON auth.audit (who, id);
CREATE INDEX audit_what ON auth.audit (what, id);
CREATE INDEX audit_target ON auth.audit (target, id);
--rollback DROP TABLE auth.audit;
