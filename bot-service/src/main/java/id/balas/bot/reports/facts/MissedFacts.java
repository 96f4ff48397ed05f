package id.balas.bot.reports.facts;

import static id.balas.bot.database.Rows.column;

import id.balas.events.PeopleCommand.TargetMissed;
import id.balas.events.WireRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Missed targets, each once.
@Repository
class MissedFacts {

  private static final String PUT =
      """
      INSERT INTO bot.report_misses (channel, chat_id, target, since, missed_at, day)
      SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::date[])
      ON CONFLICT DO NOTHING
      """;

  private final JdbcTemplate jdbc;

  MissedFacts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void put(List<WireRecord> records, TeamZones.Known teams, DueDays.Marked days) {
    List<TargetMissed> missed =
        records.stream()
            .map(record -> record instanceof TargetMissed target ? target : null)
            .filter(Objects::nonNull)
            .sorted(Comparator.comparing(TargetMissed::key).thenComparing(TargetMissed::since))
            .toList();
    if (missed.isEmpty()) {
      return;
    }
    jdbc.update(
        PUT,
        column(missed, TargetMissed::channel),
        column(missed, TargetMissed::chatId),
        column(missed, TargetMissed::target),
        column(missed, TargetMissed::since),
        column(missed, TargetMissed::issuedAt),
        column(missed, it -> teams.day(it.issuedAt(), it.channel(), "")));
    missed.forEach(it -> days.add(teams.day(it.issuedAt(), it.channel(), "")));
  }
}
