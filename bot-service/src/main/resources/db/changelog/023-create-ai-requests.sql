--liquibase formatted sql

--changeset balas:023-create-ai-requests
CREATE TABLE bot.ai_answers (
    answer_id   text        PRIMARY KEY,
    channel     text        NOT NULL,
    chat_id     text        NOT NULL,
    answered_at timestamptz NOT NULL,
    called      bool        NOT NULL,
    command     json        NOT NULL,
    published   bool        NOT NULL DEFAULT false
);
CREATE INDEX ai_answers_of_chat ON bot.ai_answers (channel, chat_id, answered_at) WHERE called;
CREATE INDEX ai_answers_answered_at ON bot.ai_answers (answered_at);
CREATE INDEX ai_answers_unpublished ON bot.ai_answers (answered_at) WHERE NOT published;
COMMENT ON TABLE bot.ai_answers IS 'what the AI said, or why it did not, before it goes to the log';
COMMENT ON COLUMN bot.ai_answers.called IS 'whether the AI was called for it: such count towards the limits';
CREATE TABLE bot.ai_requests (
    request_id   text        PRIMARY KEY,
    channel      text        NOT NULL,
    chat_id      text        NOT NULL,
    epoch        bigint      NOT NULL,
    words        text        NOT NULL,
    requested_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    leased_until timestamptz,
    answer_id    text        REFERENCES bot.ai_answers ON DELETE CASCADE
);
CREATE INDEX ai_requests_open ON bot.ai_requests (channel, chat_id) WHERE answer_id IS NULL;
CREATE INDEX ai_requests_open_since ON bot.ai_requests (received_at) WHERE answer_id IS NULL;
CREATE INDEX ai_requests_answered ON bot.ai_requests (answer_id) WHERE answer_id IS NOT NULL;
COMMENT ON TABLE bot.ai_requests IS 'questions for the AI; those without an answer are the queue';
COMMENT ON COLUMN bot.ai_requests.leased_until IS 'an instance works on it until then';
--rollback DROP TABLE bot.ai_requests;
--rollback DROP TABLE bot.ai_answers;
