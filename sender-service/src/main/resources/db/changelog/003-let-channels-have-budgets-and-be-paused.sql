--liquibase formatted sql

--changeset balas:003-create-budgets
CREATE TABLE sender.budgets (
    channel text        NOT NULL,
    period  text        NOT NULL CHECK (period IN ('SECOND', 'MINUTE', 'DAY')),
    begins  timestamptz NOT NULL,
    used    integer     NOT NULL CHECK (used >= 0),
    PRIMARY KEY (channel, period)
);
COMMENT ON COLUMN sender.budgets.begins IS 'when the present second, minute or day began; it only moves forward';
COMMENT ON COLUMN sender.budgets.used IS 'calls made in it, and those that instances have leased for their present second';
--rollback DROP TABLE sender.budgets;

--changeset balas:003-create-channels
CREATE TABLE sender.channels (
    name       text        PRIMARY KEY,
    paused     boolean     NOT NULL,
    note       text        NOT NULL,
    changed_by text        NOT NULL,
    changed_at timestamptz NOT NULL
);
COMMENT ON TABLE sender.channels IS 'what admins said of a channel; a channel of which they said nothing has no row';
--rollback DROP TABLE sender.channels;

--changeset balas:003-create-acts
CREATE TABLE sender.acts (
    request_id text        PRIMARY KEY,
    act        text        NOT NULL,
    subject    text        NOT NULL,
    issued_by  text        NOT NULL,
    issued_at  timestamptz NOT NULL,
    result     text        NOT NULL
);
CREATE INDEX acts_by_time ON sender.acts (issued_at);
COMMENT ON TABLE sender.acts IS 'what people did here; a request that comes twice is done once';
--rollback DROP TABLE sender.acts;
