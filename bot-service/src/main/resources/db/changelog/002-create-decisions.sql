--liquibase formatted sql

--changeset balas:002-create-decisions
CREATE TABLE bot.decisions (
    channel    text        NOT NULL,
    cause_id   text        NOT NULL,
    chat_id    text        NOT NULL,
    outcome    text        NOT NULL,
    rule       text        NOT NULL,
    emits      json        NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (channel, cause_id)
);
COMMENT ON TABLE bot.decisions IS 'what each input led to, once';
COMMENT ON COLUMN bot.decisions.emits IS 'the records it published, to publish them again after a crash';
--rollback DROP TABLE bot.decisions;
