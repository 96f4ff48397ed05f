package id.balas.bot.week;

import id.balas.bot.week.Week.Verdict;
import id.balas.events.testing.Mutation;
import id.balas.events.testing.Mutation.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// The whole week, and the proof that its judge can fail.
final class Weeks {

  private static final int CONVERSATIONS = 50_000;
  private static final int MOST_DAYS = 3;

  static final List<Mutation> MUTATIONS =
      List.of(
          new Mutation(
              "a failed answer makes no chat wait",
              "id.balas.bot.decision.PeopleRules",
              List.of(
                  new Change(
                      "failed.author().kind() == Author.Kind.NOTICE",
                      "failed.author().kind() != null"))),
          new Mutation(
              "a snooze that ends is not published",
              "id.balas.bot.chat.ChatTimers",
              List.of(
                  new Change(
                      ".flatMap(chat -> wake(chat, now))",
                      ".flatMap(_ -> Stream.<ChatCommand>of())"))),
          new Mutation(
              "the last agent gets every chat again",
              "id.balas.bot.deskclock.AgentChooser",
              List.of(
                  new Change(
                      "it.username().equals(lastAgent) && isFair(it, free.getFirst(), available)",
                      "it.username().equals(lastAgent)"))),
          new Mutation(
              "assignments go to agents without a page",
              "id.balas.bot.teams.Agent",
              List.of(
                  new Change(
                      "availability == Availability.AVAILABLE && hasOpenPage",
                      "availability == Availability.AVAILABLE"))),
          new Mutation(
              "targets run at night",
              "id.balas.bot.deskclock.MissedTargets",
              List.of(
                  new Change("&& time.between(running.since(), now).compareTo(target) >= 0", ""))),
          new Mutation(
              "targets of a changed chat stay those of before",
              "id.balas.bot.deskclock.DeskChats",
              List.of(new Change("&& before.seq() == row.seq()", ""))),
          new Mutation(
              "chats of an agent who is gone stay",
              "id.balas.bot.deskclock.AbsentAgents",
              List.of(
                  new Change(
                      "Stream.concat(chats.ofGoneUsers(AT_ONCE).stream(), unavailable.stream())",
                      "Stream.concat(Stream.<DeskChat>of(), unavailable.stream())"))),
          new Mutation(
              "reports have no ratings",
              "id.balas.bot.reports.facts.ConversationFacts",
              List.of(new Change("rating == null ? null : rating.stars()", "null"))),
          new Mutation(
              "an older change overwrites a conversation",
              "id.balas.bot.people.Conversations",
              List.of(new Change("SET status = excluded.status, active_at", "SET active_at"))));

  private Weeks() {}

  /// `week [seed] [conversations]`, `day [seed]`, or `mutations`.
  public static void main(String[] arguments) throws Exception {
    boolean isClean =
        switch (arguments[0]) {
          case "mutations" -> findsAll();
          case "day" -> isClean(World.day(seed(arguments), 500));
          default ->
              isClean(
                  World.week(
                      seed(arguments),
                      arguments.length > 2 ? Integer.parseInt(arguments[2]) : CONVERSATIONS));
        };
    System.exit(isClean ? 0 : 1);
  }

  private static long seed(String[] arguments) {
    return arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
  }

  private static boolean isClean(World world) {
    try (var week = new Week(world)) {
      Verdict verdict = week.run();
      IO.println(verdict.summary() + ", in " + verdict.took().toSeconds() + " s");
      verdict.flaws().forEach(flaw -> IO.println("  " + flaw));
      return verdict.flaws().isEmpty();
    }
  }

  private static boolean findsAll() throws Exception {
    boolean all = true;
    for (Mutation mutation : MUTATIONS) {
      Path directory = Files.createTempDirectory("week");
      IO.println(mutation);
      OptionalLong flaw = mutation.firstFlaw(directory, Week.class, "id.balas.bot.", MOST_DAYS);
      IO.println("  found by day " + flaw);
      all &= flaw.isPresent();
    }
    return all;
  }
}
