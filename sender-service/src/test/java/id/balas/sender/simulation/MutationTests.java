package id.balas.sender.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.testing.Mutation;
import id.balas.events.testing.Mutation.Change;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Faults in the sender's core. [MutationsIT] puts them in.
class MutationTests {

  static final List<Mutation> ALL =
      List.of(
          new Mutation(
              "skip the lease check after the attempt is recorded",
              "id.balas.sender.protocol.DeliveryMachine",
              List.of(
                  new Change(
                      "attempt == null || now.isAfter(attempt.startedAt().plus(rules.startWithin()))",
                      "attempt == null"))),
          new Mutation(
              "ask once instead of three times",
              "id.balas.sender.protocol.NextStep",
              List.of(
                  new Change(
                      "questions(ended).filter(at -> at.isAfter(now)).findFirst().orElse(null)",
                      "null"))),
          new Mutation(
              "do not queue behind a parked message",
              "id.balas.sender.queue.ChatQueue",
              List.of(
                  new Change("parked || crowded", "crowded"),
                  new Change(
                      "parked ? new DeliverParked", "messages.isEmpty() ? new DeliverParked"))),
          new Mutation(
              "commit past an unfinished message",
              "id.balas.sender.queue.Offsets",
              List.of(new Change("unfinished.isEmpty() ? next : unfinished.first()", "next"))),
          new Mutation(
              "ignore the fence",
              "id.balas.sender.protocol.DeliveryMachine",
              List.of(new Change("switch (verdict) {", "switch (Fence.Verdict.FREE) {"))));

  @ParameterizedTest
  @FieldSource("ALL")
  void stillMatchesTheSources(Mutation mutation) {
    assertThat(mutation.isUpToDate()).isTrue();
  }
}
