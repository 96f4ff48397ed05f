package id.balas.bot.deskclock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import id.balas.bot.chat.BotProperties;
import id.balas.events.PeopleCommand.ReportMissedTargets;
import id.balas.events.PeopleCommand.Target;
import id.balas.events.PeopleCommand.TargetMissed;
import id.balas.events.value.Issuer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.KafkaException;

class EscalationTests {

  // A minute before the end of a quarter of an hour.
  private static final Instant START = Instant.parse("2026-11-23T05:14:00Z");

  private final DeskCommands commands = mock(DeskCommands.class);
  private final List<ReportMissedTargets> notices = new ArrayList<>();
  private final Escalation escalation = escalation();

  private Escalation escalation() {
    var bot =
        new BotProperties(
            "0811 0000 009, 628110000010",
            "62",
            Duration.ofDays(1),
            Duration.ofHours(1),
            false,
            new BotProperties.Conversation(Duration.ofHours(24), Duration.ofHours(24)));
    kafkaWorks();
    return new Escalation(
        bot,
        commands,
        new DeskMetrics(new SimpleMeterRegistry()),
        new DeskClockProperties(
            Duration.ZERO, Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofMinutes(15)));
  }

  private void kafkaWorks() {
    doAnswer(
            call -> {
              notices.addAll(call.<Collection<ReportMissedTargets>>getArgument(0));
              return List.of();
            })
        .when(commands)
        .publish(any());
  }

  @Test
  void adminGetsAtMostOneNoticeInAnyFifteenMinutes() {
    for (int second = 0; second < 4 * 3600; second += 30) {
      escalation.report(missed(1), START.plusSeconds(second));
    }
    List<Instant> times = notices.stream().map(ReportMissedTargets::issuedAt).distinct().toList();
    assertThat(times).hasSize(16);
    for (int i = 1; i < times.size(); i++) {
      assertThat(Duration.between(times.get(i - 1), times.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(15));
    }
    assertThat(notices).hasSize(32).doesNotHaveDuplicates();
    assertThat(notices).extracting(ReportMissedTargets::commandId).doesNotHaveDuplicates();
  }

  @Test
  void nextNoticeCountsWhatWasMissedMeanwhile() {
    escalation.report(missed(2), START);
    escalation.report(missed(3), START.plusSeconds(60));
    escalation.report(missed(4), START.plusSeconds(120));
    escalation.report(List.of(), START.plusSeconds(900));
    escalation.report(List.of(), START.plusSeconds(1800));
    assertThat(notices).extracting(ReportMissedTargets::missed).containsExactly(2, 2, 7, 7);
    assertThat(notices)
        .extracting(ReportMissedTargets::chatId)
        .containsOnly("628110000009@s.whatsapp.net", "628110000010@s.whatsapp.net");
  }

  @Test
  void noticeThatKafkaDidNotTakeIsRepeated() {
    doThrow(new KafkaException("down")).when(commands).publish(any());
    assertThatThrownBy(() -> escalation.report(missed(2), START))
        .isInstanceOf(KafkaException.class);
    kafkaWorks();
    escalation.report(List.of(), START.plusSeconds(30));
    assertThat(notices).extracting(ReportMissedTargets::missed).containsExactly(2, 2);
  }

  @Test
  void missesAfterNoticeOfFormerHolderAreReported() {
    doAnswer(call -> List.copyOf(call.<Collection<ReportMissedTargets>>getArgument(0)))
        .when(commands)
        .decided(any());
    escalation.report(missed(3), START);
    assertThat(notices).isEmpty();

    doReturn(List.of()).when(commands).decided(any());
    escalation.report(missed(1), START.plusSeconds(60));
    escalation.report(List.of(), START.plusSeconds(900));
    assertThat(notices).extracting(ReportMissedTargets::missed).containsExactly(4, 4);
  }

  private static List<TargetMissed> missed(int count) {
    return IntStream.range(0, count)
        .mapToObj(it ->
            new TargetMissed(
                "target-" + it,
                "default",
                "62811%d@s.whatsapp.net".formatted(it),
                Issuer.system("desk-clock"),
                START,
                Target.FIRST_ANSWER,
                START.minusSeconds(3600)))
        .toList();
  }
}
