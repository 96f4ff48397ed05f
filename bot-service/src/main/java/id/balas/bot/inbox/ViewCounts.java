package id.balas.bot.inbox;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.teams.Teams;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Counts the chats of all views in one statement, so at one moment. Each count stops at 1,000, so
/// the cost does not grow with the number of chats.
@Repository
public class ViewCounts {

  static final int MOST = 1_000;

  // Chats without messages are in no list.
  private static final String OF_STATES =
      """
      bot.chats c
      CROSS JOIN LATERAL (
        SELECT channel, chat_id FROM bot.chat_summaries one
        WHERE one.channel = c.channel AND one.chat_id = c.chat_id OFFSET 0) AS s
      """;
  private static final String OF_SUMMARIES =
      """
      bot.chat_summaries s
      LEFT JOIN LATERAL (
        SELECT mode, human_until FROM bot.chats one
        WHERE one.channel = s.channel AND one.chat_id = s.chat_id OFFSET 0) AS c ON true
      """;

  private static final String ALL =
      Arrays.stream(View.values())
          .map(ViewCounts::count)
          .collect(Collectors.joining(",\n", "SELECT ", ""));

  private final JdbcTemplate jdbc;
  private final Teams teams;

  ViewCounts(TimeLimitedJdbc jdbc, Teams teams) {
    this.jdbc = jdbc.template();
    this.teams = teams;
  }

  /// The number of chats of each view. 1000 means 1,000 or more.
  @Schema(name = "ViewCounts")
  public record Counts(
      @Schema(example = "12") int waiting,
      @Schema(example = "4") int mine,
      @Schema(example = "7") int unassigned,
      @Schema(example = "5") int team,
      @Schema(example = "1000") int all,
      @Schema(example = "210") int open,
      @Schema(example = "3") int snoozed,
      @Schema(example = "1000") int resolved,
      @Schema(example = "1000") int bot,
      @Schema(example = "9") int groups) {}

  private static String count(View view) {
    String from =
        switch (view) {
          case ALL, GROUPS -> "bot.chat_summaries s";
          case BOT -> OF_SUMMARIES;
          case WAITING, MINE, UNASSIGNED, TEAM, OPEN, SNOOZED, RESOLVED -> OF_STATES;
        };
    String condition = view.condition + (view == View.TEAM ? " AND " + TeamScope.CONDITION : "");
    return "(SELECT count(*) FROM (SELECT FROM %s WHERE %s LIMIT %d) AS counted) AS \"%s\""
        .formatted(from, condition, MOST, view.name());
  }

  public Counts of(String caller) {
    List<Object> parameters = new ArrayList<>(List.of(caller));
    parameters.addAll(List.of(TeamScope.ofMember(teams.all(), caller).parameters()));
    Map<View, Integer> counts = new EnumMap<>(View.class);
    jdbc.query(
        ALL,
        row -> {
          for (View view : View.values()) {
            counts.put(view, row.getInt(view.name()));
          }
        },
        parameters.toArray());
    return new Counts(
        of(counts, View.WAITING),
        of(counts, View.MINE),
        of(counts, View.UNASSIGNED),
        of(counts, View.TEAM),
        of(counts, View.ALL),
        of(counts, View.OPEN),
        of(counts, View.SNOOZED),
        of(counts, View.RESOLVED),
        of(counts, View.BOT),
        of(counts, View.GROUPS));
  }

  private static int of(Map<View, Integer> counts, View view) {
    return Objects.requireNonNull(counts.get(view));
  }
}
