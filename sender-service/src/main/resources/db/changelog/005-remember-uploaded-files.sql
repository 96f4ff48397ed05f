--liquibase formatted sql

--changeset balas:005-remember-uploaded-files
CREATE TABLE sender.uploads (
    channel     text        NOT NULL,
    media_id    text        NOT NULL,
    sha256      text        NOT NULL,
    size        bigint      NOT NULL,
    uploaded_at timestamptz NOT NULL,
    PRIMARY KEY (channel, media_id)
);
CREATE INDEX uploads_by_age ON sender.uploads (uploaded_at);
COMMENT ON TABLE sender.uploads IS 'files that went to the provider through us, for 45 days';
COMMENT ON COLUMN sender.uploads.sha256 IS 'in Base64, as the provider''s list of messages writes it';
--rollback DROP TABLE sender.uploads;
