package id.balas.bot.history.model;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.history.model.Sequel.Edit;
import id.balas.bot.history.model.Sequel.Reaction;
import id.balas.bot.history.model.Sequel.Vote;
import id.balas.events.MessageStatus.Status;
import id.balas.events.value.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Merging updates gives the same result in any order and with duplicates. Each repetition uses its
/// number as the seed.
class SequelTests {

  private static final List<Status> STATUSES =
      Stream.of(Status.values()).filter(status -> status != Status.DELETED).toList();
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @RepeatedTest(300)
  void endsTheSameInAnyOrderAndHoweverOftenItIsTold(RepetitionInfo seed) {
    var random = new Random(seed.getCurrentRepetition());
    List<Sequel> told = new ArrayList<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      told.add(any(random));
    }
    List<Sequel> again = new ArrayList<>(told);
    for (int i = random.nextInt(8); i > 0; i--) {
      again.add(told.get(random.nextInt(told.size())));
    }
    Collections.shuffle(again, random);

    assertThat(joined(again)).isEqualTo(joined(told));
    Sequel halves = joined(told.subList(0, told.size() / 2));
    Sequel others = joined(told.subList(told.size() / 2, told.size()));
    assertThat(others.and(halves)).isEqualTo(joined(told));
    assertThat(HistoryJson.sequel(HistoryJson.write(halves.and(others))))
        .isEqualTo(halves.and(others));
  }

  @RepeatedTest(50)
  void neverGoesBackByAStatus(RepetitionInfo seed) {
    var random = new Random(seed.getCurrentRepetition());
    Sequel sequel = Sequel.NONE;
    for (int i = 0; i < 20; i++) {
      Sequel next = sequel.and(Sequel.reached(new Reached(status(random), at(random), null)));
      assertThat(Reached.further(sequel.reached(), next.reached())).isEqualTo(next.reached());
      sequel = next;
    }
  }

  @Test
  void holdsWhatArrivedForArrivedAndAFailureForMoreThanASend() {
    assertThat(of(Status.FAILED, Status.DELIVERED)).isEqualTo(Status.DELIVERED);
    assertThat(of(Status.READ, Status.FAILED)).isEqualTo(Status.READ);
    assertThat(of(Status.FAILED, Status.SENT)).isEqualTo(Status.FAILED);
    assertThat(of(Status.ACCEPTED, Status.PENDING)).isEqualTo(Status.ACCEPTED);
    assertThat(of(Status.DROPPED, Status.ACCEPTED)).isEqualTo(Status.ACCEPTED);
    assertThat(of(Status.PLAYED, Status.READ)).isEqualTo(Status.PLAYED);
  }

  private static Sequel joined(List<Sequel> told) {
    return told.stream().reduce(Sequel.NONE, Sequel::and);
  }

  private static Status of(Status first, Status second) {
    Sequel both =
        Sequel.reached(new Reached(first, START, null))
            .and(Sequel.reached(new Reached(second, START.plusSeconds(1), null)));
    return both.reached() == null ? Status.PENDING : both.reached().status();
  }

  private static Sequel any(Random random) {
    String id = "c" + random.nextInt(4);
    int number = random.nextInt(100);
    return switch (random.nextInt(7)) {
      case 0 ->
          Sequel.edited(new Edit(new Content.Text("edit " + number), at(random), "e" + number));
      case 1 -> Sequel.deleted(at(random));
      case 2 -> Sequel.echoed(at(random));
      case 3 -> Sequel.NONE.known("p" + random.nextInt(2));
      case 4 -> Sequel.reacted(id, new Reaction("👍".repeat(number % 2), at(random), "r" + number));
      case 5 -> Sequel.voted(id, new Vote(List.of("o" + number % 3), at(random), "v" + number));
      default ->
          Sequel.reached(
              new Reached(status(random), at(random), number % 2 == 0 ? null : "r" + number % 3));
    };
  }

  private static Status status(Random random) {
    return STATUSES.get(random.nextInt(STATUSES.size()));
  }

  private static Instant at(Random random) {
    return START.plusMillis(random.nextInt(5));
  }
}
