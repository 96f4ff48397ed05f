--liquibase formatted sql

--changeset balas:090-create-report-facts
CREATE TABLE bot.report_conversations (
    channel    text        NOT NULL,
    chat_id    text        NOT NULL,
    id         text        NOT NULL,
    opened_at  timestamptz NOT NULL,
    opened_by  text        NOT NULL,
    ended_at   timestamptz,
    ended_by   text,
    team       text        NOT NULL,
    agent      text,
    day        date,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (channel, chat_id, id)
);
CREATE INDEX report_conversations_day ON bot.report_conversations (day) WHERE day IS NOT NULL;
CREATE INDEX report_conversations_age ON bot.report_conversations (changed_at);
COMMENT ON TABLE bot.report_conversations IS 'facts for reports, derived from chat-changes: each conversation';
COMMENT ON COLUMN bot.report_conversations.opened_by IS 'id of the input that opened it';
COMMENT ON COLUMN bot.report_conversations.ended_by IS 'null if it is open, or ended for want of messages';
COMMENT ON COLUMN bot.report_conversations.team IS 'name of the team that had it last, empty: none';
COMMENT ON COLUMN bot.report_conversations.agent IS 'who had it last, null if nobody did';
COMMENT ON COLUMN bot.report_conversations.day IS 'date on which it ended, in the time zone of its team';
CREATE TABLE bot.report_waits (
    channel         text        NOT NULL,
    chat_id         text        NOT NULL,
    began_by        text        NOT NULL,
    conversation_id text        NOT NULL,
    since           timestamptz NOT NULL,
    human_at        timestamptz,
    team            text        NOT NULL,
    agent           text,
    is_first        boolean     NOT NULL,
    ended_at        timestamptz,
    answered        boolean     NOT NULL,
    day             date,
    changed_at      timestamptz NOT NULL,
    PRIMARY KEY (channel, chat_id, began_by)
);
CREATE INDEX report_waits_day ON bot.report_waits (day) WHERE day IS NOT NULL;
CREATE INDEX report_waits_latest ON bot.report_waits (channel, chat_id, changed_at);
CREATE INDEX report_waits_age ON bot.report_waits (changed_at);
COMMENT ON TABLE bot.report_waits IS 'facts for reports, derived from chat-changes: each time that a chat waited for a person';
COMMENT ON COLUMN bot.report_waits.human_at IS 'when one of us had last written before';
COMMENT ON COLUMN bot.report_waits.is_first IS 'none of us had written in this conversation';
COMMENT ON COLUMN bot.report_waits.answered IS 'a message of a person ended it, at ended_at';
CREATE TABLE bot.report_answers (
    channel     text NOT NULL,
    id          text NOT NULL,
    chat_id     text,
    created_at  timestamptz,
    accepted_at timestamptz,
    failed_at   timestamptz,
    day         date,
    PRIMARY KEY (channel, id)
);
CREATE INDEX report_answers_chat ON bot.report_answers (channel, chat_id, created_at);
CREATE INDEX report_answers_day ON bot.report_answers (day) WHERE day IS NOT NULL;
CREATE INDEX report_answers_age ON bot.report_answers (coalesce(created_at, accepted_at, failed_at));
COMMENT ON TABLE bot.report_answers IS 'facts for reports: when the provider accepted an answer, and whether it failed';
COMMENT ON COLUMN bot.report_answers.chat_id IS 'null: only its status is known yet';
COMMENT ON COLUMN bot.report_answers.day IS 'date on which it failed';
CREATE TABLE bot.report_misses (
    channel   text        NOT NULL,
    chat_id   text        NOT NULL,
    target    text        NOT NULL,
    since     timestamptz NOT NULL,
    missed_at timestamptz NOT NULL,
    day       date        NOT NULL,
    PRIMARY KEY (channel, chat_id, target, since)
);
CREATE INDEX report_misses_day ON bot.report_misses (day);
CREATE INDEX report_misses_age ON bot.report_misses (missed_at);
COMMENT ON TABLE bot.report_misses IS 'facts for reports: missed targets';
--rollback DROP TABLE bot.report_misses;
--rollback DROP TABLE bot.report_answers;
--rollback DROP TABLE bot.report_waits;
--rollback DROP TABLE bot.report_conversations;

--changeset balas:090-create-report-days
CREATE TABLE bot.report_days (
    day           date   NOT NULL,
    part          text   NOT NULL CHECK (part IN ('ALL', 'TEAM', 'AGENT', 'CHANNEL', 'LABEL')),
    name          text   NOT NULL,
    conversations bigint NOT NULL,
    messages      bigint NOT NULL,
    ended_by_bot  bigint NOT NULL,
    waits         bigint NOT NULL,
    misses        bigint NOT NULL,
    failures      bigint NOT NULL,
    PRIMARY KEY (part, day, name)
);
CREATE TABLE bot.report_times (
    day     date   NOT NULL,
    part    text   NOT NULL,
    name    text   NOT NULL,
    measure text   NOT NULL,
    seconds int    NOT NULL,
    count   bigint NOT NULL,
    PRIMARY KEY (part, day, name, measure, seconds) INCLUDE (count)
);
CREATE INDEX report_days_day ON bot.report_days (day);
CREATE INDEX report_times_day ON bot.report_times (day);
CREATE TABLE bot.report_due (
    day    date        PRIMARY KEY,
    due_at timestamptz NOT NULL,
    again  boolean     NOT NULL
);
COMMENT ON TABLE bot.report_days IS 'figures of each day, in all and for each team, agent, channel and label';
COMMENT ON TABLE bot.report_times IS 'how often each time occurred on a day, for percentiles';
COMMENT ON TABLE bot.report_due IS 'days whose figures are calculated anew at due_at, and again later if their facts are fresh';
--rollback DROP TABLE bot.report_due;
--rollback DROP TABLE bot.report_times;
--rollback DROP TABLE bot.report_days;
