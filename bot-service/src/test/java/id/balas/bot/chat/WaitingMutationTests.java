package id.balas.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.testing.Mutation;
import id.balas.events.testing.Mutation.Change;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Faults in the rules for waiting chats. [WaitingMutationsIT] puts them in.
class WaitingMutationTests {

  private static final String DECISION = "id.balas.bot.decision.";

  static final List<Mutation> ALL =
      List.of(
          new Mutation(
              "forget what the AI owed when a person takes over",
              DECISION + "HandlingRules",
              List.of(
                  new Change(
                      "withNewReason(withDroppedQuestions(ended))", "withNewReason(ended)"))),
          new Mutation(
              "a reply ends it even if the customer wrote meanwhile",
              DECISION + "HandlingRules",
              List.of(
                  new Change(
                      "isReplyToOlder() ? handling : handling.withWaiting(null)",
                      "handling.withWaiting(null)"))),
          new Mutation(
              "a snooze that ends is not due",
              DECISION + "HandlingRules",
              List.of(new Change("awake.waiting() == null && isDue", "false"))),
          new Mutation(
              "a late message does not wait",
              DECISION + "Decider",
              List.of(
                  new Change(
                      "new StaySilent(tooOld(), chat.isWithPerson() ? Reason.WROTE : Reason.LATE)",
                      "new StaySilent(tooOld())"))),
          new Mutation(
              "no failure counts once a person wrote",
              DECISION + "PeopleRules",
              List.of(new Change("&& failed.createdAt().isBefore(lastHumanAt)", ""))));

  @ParameterizedTest
  @FieldSource("ALL")
  void stillMatchesTheSources(Mutation mutation) {
    assertThat(mutation.isUpToDate()).isTrue();
  }
}
