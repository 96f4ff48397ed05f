package id.balas.bot.teams;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Gauges of the queue for the lead: how many chats wait in each team, how long, and who is
/// available. They are read from the database, so all instances report the same values.
@Component
class QueueGauges {

  private static final Logger log = LoggerFactory.getLogger(QueueGauges.class);
  private static final String NO_TEAM = "none";

  private static final String QUEUE =
      """
      SELECT channel, handling ->> 'team' AS team, count(*) AS chats,
        extract(epoch FROM now() - min(waiting_since)) AS oldest
      FROM bot.chats
      WHERE waiting_since IS NOT NULL AND snoozed_until IS NULL
      GROUP BY 1, 2
      """;

  private record Group(String team, long chats, double oldest) {}

  private final JdbcClient jdbc;
  private final Teams teams;
  private final Agents agents;
  private final MultiGauge waiting;
  private final MultiGauge oldest;
  private volatile long available;
  private volatile long unavailable;

  QueueGauges(JdbcClient jdbc, Teams teams, Agents agents, MeterRegistry registry) {
    this.jdbc = jdbc;
    this.teams = teams;
    this.agents = agents;
    this.waiting = MultiGauge.builder("balas.bot.queue.chats").register(registry);
    this.oldest =
        MultiGauge.builder("balas.bot.queue.oldest.age").baseUnit("seconds").register(registry);
    Gauge.builder("balas.bot.agents", () -> available).tag("state", "available").register(registry);
    Gauge.builder("balas.bot.agents", () -> unavailable)
        .tag("state", "unavailable")
        .register(registry);
  }

  @Scheduled(initialDelayString = "PT6S", fixedDelayString = "PT15S")
  void refresh() {
    try {
      publish(groups(new TeamDirectory(teams.all())));
      List<Agent> all = agents.all();
      available = all.stream().filter(Agent::isAvailable).count();
      unavailable = all.size() - available;
    } catch (DataAccessException e) {
      log.warn("Could not refresh the gauges of the queue: {}", e.toString());
    }
  }

  private List<Group> groups(TeamDirectory directory) {
    return jdbc.sql(QUEUE)
        .query((row, _) ->
            new Group(
                directory
                    .teamOf(row.getString("channel"), row.getString("team"))
                    .map(it -> it.team().name())
                    .orElse(NO_TEAM),
                row.getLong("chats"),
                row.getDouble("oldest")))
        .list();
  }

  private void publish(List<Group> groups) {
    Map<Tags, Double> chats = new HashMap<>(Map.of(Tags.of("team", NO_TEAM), 0.0));
    Map<Tags, Double> ages = new HashMap<>(Map.of(Tags.of("team", NO_TEAM), 0.0));
    for (Group group : groups) {
      Tags team = Tags.of("team", group.team());
      chats.merge(team, (double) group.chats(), Double::sum);
      ages.merge(team, group.oldest(), Math::max);
    }
    waiting.register(rows(chats), true);
    oldest.register(rows(ages), true);
  }

  private static List<Row<?>> rows(Map<Tags, Double> values) {
    return values.entrySet().stream()
        .<Row<?>>map(it -> Row.of(it.getKey(), it.getValue()))
        .toList();
  }
}
