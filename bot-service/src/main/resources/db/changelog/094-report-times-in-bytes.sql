--liquibase formatted sql

-- A row for each number of seconds made a year a million rows. The times are calculated anew from the facts, which are kept for
-- 60 days: longer than any installation has had this table.
--changeset balas:094-report-times-in-bytes
DROP TABLE bot.report_times;
CREATE TABLE bot.report_times (
    day     date  NOT NULL,
    part    text  NOT NULL,
    name    text  NOT NULL,
    measure text  NOT NULL,
    counts  bytea NOT NULL,
    PRIMARY KEY (part, day, name, measure)
);
CREATE INDEX report_times_day ON bot.report_times (day);
COMMENT ON TABLE bot.report_times IS 'how often each time occurred on a day, for percentiles';
COMMENT ON COLUMN bot.report_times.counts IS 'pairs of unsigned varints: the seconds, and how often they occurred';
INSERT INTO bot.report_due (day, due_at, again) SELECT DISTINCT day, now(), false FROM bot.report_days
WHERE day > current_date - 59 ON CONFLICT DO NOTHING;
--rollback DROP TABLE bot.report_times;
--rollback CREATE TABLE bot.report_times (
--rollback     day     date   NOT NULL,
--rollback     part    text   NOT NULL,
--rollback     name    text   NOT NULL,
--rollback     measure text   NOT NULL,
--rollback     seconds int    NOT NULL,
--rollback     count   bigint NOT NULL,
--rollback     PRIMARY KEY (part, day, name, measure, seconds) INCLUDE (count)
--rollback );
--rollback CREATE INDEX report_times_day ON bot.report_times (day);
--rollback INSERT INTO bot.report_due (day, due_at, again) SELECT DISTINCT day, now(), false FROM bot.report_days
--rollback WHERE day > current_date - 59 ON CONFLICT DO NOTHING;
