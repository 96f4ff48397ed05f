package id.balas.bot.deskclock;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.answers.book.Hours;
import id.balas.bot.answers.book.Span;
import id.balas.bot.answers.book.WorkingTime;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.people.Handling;
import id.balas.bot.decision.people.Identity;
import id.balas.bot.teams.Targets;
import id.balas.events.PeopleCommand.Target;
import id.balas.events.PeopleCommand.TargetMissed;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import id.balas.events.value.Mode;
import id.balas.events.value.Waiting;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Open on weekdays from 08:00 to 17:00 in Jakarta (01:00Z to 10:00Z). Targets: first answer 1 h,
/// next answer 2 h, resolution 9 h.
class MissedTargetsTests {

  private static final ChatKey CHAT = new ChatKey("default", "628111@s.whatsapp.net");
  private static final WorkingTime TIME =
      new WorkingTime(
          new Hours(
              "Asia/Jakarta",
              Stream.of(DayOfWeek.values())
                  .filter(day -> day.getValue() <= 5)
                  .map(day -> new Span(day, LocalTime.of(8, 0), LocalTime.of(17, 0)))
                  .toList(),
              List.of(),
              Duration.ofHours(8)));
  private static final Targets TARGETS =
      new Targets(Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(9));

  // Monday 23 November 2026. All times of a row are in UTC.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          waits since       | opened            | one of us wrote   | now               | missed
          2026-11-23T02:00Z | 2026-11-23T02:00Z | -                 | 2026-11-23T02:59Z |
          2026-11-23T02:00Z | 2026-11-23T02:00Z | -                 | 2026-11-23T03:00Z | FIRST_ANSWER
          2026-11-20T11:00Z | 2026-11-20T11:00Z | -                 | 2026-11-23T01:59Z |
          2026-11-20T11:00Z | 2026-11-20T11:00Z | -                 | 2026-11-23T02:00Z | FIRST_ANSWER
          2026-11-23T02:00Z | 2026-11-23T01:00Z | 2026-11-23T01:30Z | 2026-11-23T03:59Z |
          2026-11-23T02:00Z | 2026-11-23T01:00Z | 2026-11-23T01:30Z | 2026-11-23T04:00Z | NEXT_ANSWER
          2026-11-23T02:00Z | 2026-11-23T02:00Z | 2026-11-20T05:00Z | 2026-11-23T03:00Z | FIRST_ANSWER
          -                 | 2026-11-20T06:00Z | 2026-11-23T02:00Z | 2026-11-23T05:59Z |
          -                 | 2026-11-20T06:00Z | 2026-11-23T02:00Z | 2026-11-23T06:00Z | RESOLUTION
          2026-11-20T06:00Z | 2026-11-20T06:00Z | -                 | 2026-11-23T06:00Z | FIRST_ANSWER RESOLUTION
          """,
      useHeadersInDisplayName = true)
  void targetsAreMissedInWorkingTime(
      @Nullable OffsetDateTime since,
      OffsetDateTime opened,
      @Nullable OffsetDateTime wrote,
      OffsetDateTime now,
      @Nullable String missed) {
    List<Target> expected =
        missed == null
            ? List.of()
            : Arrays.stream(missed.split(" ", -1)).map(Target::valueOf).toList();
    DeskChat chat = chat(instant(since), opened.toInstant(), instant(wrote), null);
    assertThat(missed(TARGETS, chat, now.toInstant()))
        .extracting(TargetMissed::target)
        .isEqualTo(expected);
  }

  @Test
  void sameMissHasSameId() {
    Instant since = Instant.parse("2026-11-23T02:00:00Z");
    DeskChat chat = chat(since, since, null, null);
    List<TargetMissed> first = missed(TARGETS, chat, since.plus(Duration.ofHours(2)));
    List<TargetMissed> later = missed(TARGETS, chat, since.plus(Duration.ofHours(3)));
    assertThat(ids(first)).isEqualTo(ids(later)).isNotEmpty();
    DeskChat other = chat(since.plusSeconds(1), since, null, null);
    assertThat(ids(missed(TARGETS, other, since.plus(Duration.ofHours(3)))))
        .isNotEqualTo(ids(first));
  }

  @Test
  void snoozedChatMissesNothing() {
    Instant since = Instant.parse("2026-11-16T02:00:00Z");
    Instant now = Instant.parse("2026-11-23T02:00:00Z");
    assertThat(missed(TARGETS, chat(since, since, null, now.plusSeconds(60)), now)).isEmpty();
    assertThat(missed(Targets.NONE, chat(since, since, null, null), now)).isEmpty();
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static String ids(List<TargetMissed> missed) {
    return missed.stream().map(TargetMissed::commandId).collect(Collectors.joining(" "));
  }

  private static List<TargetMissed> missed(Targets targets, DeskChat chat, Instant now) {
    var missed = new MissedTargets(targets, TIME, now);
    return MissedTargets.RunningTarget.of(chat).stream()
        .filter(missed::isMissed)
        .map(missed::command)
        .toList();
  }

  private static DeskChat chat(
      @Nullable Instant since,
      Instant opened,
      @Nullable Instant wrote,
      @Nullable Instant snoozedUntil) {
    Waiting waiting =
        since == null ? null : Waiting.of(Waiting.Reason.WROTE, since, "wamid-1", since);
    var conversation = new Conversation("c1", opened, opened, null, null, null);
    return new DeskChat(
        new Chat(
            CHAT,
            Mode.AGENT,
            1,
            null,
            null,
            null,
            List.of(),
            Identity.NONE,
            new Handling(null, waiting, snoozedUntil, null, wrote, null, conversation, null),
            1));
  }
}
