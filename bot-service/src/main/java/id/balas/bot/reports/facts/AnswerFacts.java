package id.balas.bot.reports.facts;

import static id.balas.bot.database.Rows.column;

import id.balas.bot.decision.people.MessageKinds;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.WireRecord;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// When the provider accepted an answer, and whether it failed. An answer answers a customer's
/// message, or a person wrote it. The topics are read in any order, so its parts are merged.
@Repository
class AnswerFacts {

  private static final String PUT =
      """
      INSERT INTO bot.report_answers AS old (channel, id, chat_id, created_at, accepted_at, failed_at, day)
      SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[],
        ?::date[])
      ON CONFLICT (channel, id) DO UPDATE
      SET chat_id = coalesce(old.chat_id, excluded.chat_id), created_at = coalesce(old.created_at, excluded.created_at),
        accepted_at = least(old.accepted_at, excluded.accepted_at), failed_at = least(old.failed_at, excluded.failed_at),
        day = least(old.day, excluded.day)
      """;

  // A failure after the end of the conversation may change its first answer.
  private static final String CHANGED_DAYS =
      """
      SELECT DISTINCT found.day FROM unnest(?::text[], ?::text[], ?::timestamptz[]) AS failed (channel, chat_id, created_at)
      CROSS JOIN LATERAL (
        SELECT day FROM bot.report_conversations
        WHERE channel = failed.channel AND chat_id = failed.chat_id AND day IS NOT NULL
          AND opened_at <= failed.created_at AND ended_at >= failed.created_at) AS found
      """;

  /// What is known of one message.
  private record Fact(
      String channel,
      String id,
      @Nullable String chatId,
      @Nullable Instant createdAt,
      @Nullable Instant acceptedAt,
      @Nullable Instant failedAt,
      @Nullable LocalDate day) {

    Fact and(Fact other) {
      return new Fact(
          channel,
          id,
          chatId == null ? other.chatId : chatId,
          createdAt == null ? other.createdAt : createdAt,
          first(acceptedAt, other.acceptedAt),
          first(failedAt, other.failedAt),
          first(day, other.day));
    }

    private static <T extends Comparable<? super T>> @Nullable T first(
        @Nullable T one, @Nullable T other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.compareTo(other) <= 0 ? one : other;
    }
  }

  private final JdbcTemplate jdbc;

  AnswerFacts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void put(List<WireRecord> records, TeamZones.Known teams, DueDays.Marked days) {
    Map<String, Fact> facts = new TreeMap<>();
    for (WireRecord record : records) {
      Fact fact = fact(record, teams);
      if (fact != null) {
        facts.merge(fact.channel() + " " + fact.id(), fact, Fact::and);
        days.add(fact.day());
      }
    }
    if (!facts.isEmpty()) {
      write(facts.values());
      changedDays(facts.values().stream().filter(fact -> fact.failedAt() != null).toList())
          .forEach(days::add);
    }
  }

  private static @Nullable Fact fact(WireRecord record, TeamZones.Known teams) {
    return switch (record) {
      case OutboundMessage message when isAnswer(message) ->
          new Fact(
              message.channel(),
              message.id(),
              message.chatId(),
              message.createdAt(),
              null,
              null,
              null);
      case InboundMessage message when isFromPerson(message) ->
          new Fact(
              message.channel(),
              message.id(),
              message.chatId(),
              message.sentAt(),
              message.sentAt(),
              null,
              null);
      case MessageStatus status
          when status.status() == Status.ACCEPTED && status.outboundId() != null ->
          new Fact(status.channel(), status.outboundId(), null, null, status.at(), null, null);
      case DeliveryFailed failed when isFailure(failed) ->
          new Fact(
              failed.channel(),
              failed.outboundId(),
              failed.chatId(),
              failed.createdAt(),
              null,
              failed.at(),
              teams.day(failed.at(), failed.channel(), ""));
      default -> null;
    };
  }

  // A reaction, an edit or a deletion answers nothing, and the chat waits on.
  private static boolean isAnswer(OutboundMessage message) {
    Author.Kind kind = message.author().kind();
    return !(message.content() instanceof Content.Act)
        && (message.answersSince() != null
            || kind == Author.Kind.AGENT
            || kind == Author.Kind.ADMIN);
  }

  private static boolean isFromPerson(InboundMessage message) {
    return message.author() == From.PHONE
        && !MessageKinds.isNotice(message.content())
        && !(message.content() instanceof Content.Reaction);
  }

  // A message that was not sent because a person took over is no failure.
  private static boolean isFailure(DeliveryFailed failed) {
    return failed.actReason() == null
        && failed.kind() != DeliveryFailed.Kind.OVERTAKEN
        && failed.author().kind() != Author.Kind.NOTICE;
  }

  private void write(Collection<Fact> facts) {
    jdbc.update(
        PUT,
        column(facts, Fact::channel),
        column(facts, Fact::id),
        column(facts, Fact::chatId),
        column(facts, Fact::createdAt),
        column(facts, Fact::acceptedAt),
        column(facts, Fact::failedAt),
        column(facts, Fact::day));
  }

  private List<LocalDate> changedDays(List<Fact> failed) {
    return failed.isEmpty()
        ? List.of()
        : jdbc.queryForList(
            CHANGED_DAYS,
            LocalDate.class,
            column(failed, Fact::channel),
            column(failed, Fact::chatId),
            column(failed, Fact::createdAt));
  }
}
