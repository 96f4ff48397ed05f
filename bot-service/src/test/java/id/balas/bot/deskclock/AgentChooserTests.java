package id.balas.bot.deskclock;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.deskclock.AgentChooser.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentChooserTests {

  private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-23T05:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -    | rudi | fewest chats
          siti | siti | had the chat last, and has one more at most
          dewi | rudi | had the chat last and is at capacity
          budi | rudi | had the chat last and would have over 20 % more than the mean
          gone | rudi | had the chat last and is not available
          """)
  void choosesLastAgentThenFewestChats(@Nullable String lastAgent, String chosen, String why) {
    List<Candidate> team =
        List.of(
            new Candidate("siti", 5, 10, NOON),
            new Candidate("rudi", 4, 10, NOON),
            new Candidate("dewi", 4, 4, null),
            new Candidate("budi", 7, 10, null));
    assertThat(AgentChooser.choose(lastAgent, team))
        .as(why)
        .map(Candidate::username)
        .contains(chosen);
  }

  @Test
  void longestWithoutIsFirstAmongEqualLoads() {
    var early = new Candidate("siti", 2, 10, MORNING);
    var late = new Candidate("rudi", 2, 10, NOON);
    var never = new Candidate("wati", 2, 10, null);
    assertThat(AgentChooser.choose(null, List.of(late, early))).contains(early);
    assertThat(AgentChooser.choose(null, List.of(late, early, never))).contains(never);
  }

  @Test
  void fullTeamGetsNothing() {
    assertThat(AgentChooser.choose("siti", List.of(new Candidate("siti", 3, 3, null)))).isEmpty();
    assertThat(AgentChooser.choose(null, List.of())).isEmpty();
  }

  /// A busy day: customers of one popular agent return to her, agents come and go, chats end at
  /// random.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void chosenAgentNeverHasFarMoreThanMean(long seed) {
    var random = new Random(seed);
    Map<String, Candidate> team = new HashMap<>();
    for (int i = 0; i < 3 + random.nextInt(18); i++) {
      team.put("agent" + i, new Candidate("agent" + i, 0, 1000, null));
    }
    List<String> open = new ArrayList<>();
    Map<String, Candidate> away = new HashMap<>();
    for (int step = 0; step < 5_000; step++) {
      Instant now = MORNING.plusSeconds(step);
      int event = random.nextInt(100);
      if (event < 55) {
        String last = random.nextInt(3) == 0 ? "agent" + random.nextInt(2) : null;
        int fewest = team.values().stream().mapToInt(Candidate::load).min().orElse(0);
        Candidate chosen = AgentChooser.choose(last, team.values()).orElseThrow();
        team.put(chosen.username(), chosen.withOneMore(now));
        open.add(chosen.username());
        double mean = team.values().stream().mapToInt(Candidate::load).average().orElseThrow();
        assertThat((double) chosen.load() + 1)
            .as("seed %d, step %d, %s", seed, step, team.values())
            .isLessThanOrEqualTo(Math.max(1.2 * mean, fewest + 1.0));
      } else if (event < 98 && !open.isEmpty()) {
        String agent = open.remove(random.nextInt(open.size()));
        (team.containsKey(agent) ? team : away).computeIfPresent(agent, (_, it) -> oneLess(it));
      } else if (team.size() > 2 && random.nextBoolean()) {
        String agent = team.keySet().stream().sorted().toList().get(random.nextInt(team.size()));
        away.put(agent, team.remove(agent));
      } else if (!away.isEmpty()) {
        String agent = away.keySet().stream().sorted().toList().getFirst();
        team.put(agent, away.remove(agent));
      }
    }
  }

  private static Candidate oneLess(Candidate it) {
    return new Candidate(it.username(), it.load() - 1, it.capacity(), it.assignedAt());
  }
}
