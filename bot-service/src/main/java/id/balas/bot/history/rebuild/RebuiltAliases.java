package id.balas.bot.history.rebuild;

import id.balas.bot.database.Rows;
import id.balas.events.value.ChatKey;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/// Linked hidden numbers in a rebuild. Their rows belong to the phone's chat, and that chat is
/// complete only as far back as the partitions of all its ids.
final class RebuiltAliases {

  private static final int BATCH = 1000;

  // Read before the link was decided.
  private static final List<String> JOIN =
      List.of(
          """
          DELETE FROM bot.rebuilt_messages AS copy
          USING bot.chats AS alias
          WHERE alias.alias_of IS NOT NULL AND copy.channel = alias.channel AND copy.chat_id = alias.chat_id
            AND EXISTS (SELECT FROM bot.rebuilt_messages
              WHERE channel = copy.channel AND id = copy.id AND chat_id = alias.alias_of)
          """,
          """
          UPDATE bot.rebuilt_messages AS made
          SET chat_id = alias.alias_of
          FROM bot.chats AS alias
          WHERE alias.alias_of IS NOT NULL AND made.channel = alias.channel AND made.chat_id = alias.chat_id
          """,
          """
          DELETE FROM bot.rebuilt_orphans AS copy
          USING bot.chats AS alias
          WHERE alias.alias_of IS NOT NULL AND copy.channel = alias.channel AND copy.chat_id = alias.chat_id
            AND EXISTS (SELECT FROM bot.rebuilt_orphans
              WHERE channel = copy.channel AND about_id = copy.about_id AND chat_id = alias.alias_of
                AND digest = copy.digest)
          """,
          """
          UPDATE bot.rebuilt_orphans AS made
          SET chat_id = alias.alias_of
          FROM bot.chats AS alias
          WHERE alias.alias_of IS NOT NULL AND made.channel = alias.channel AND made.chat_id = alias.chat_id
          """);

  private static final String ALL =
      "SELECT channel, chat_id, alias_of FROM bot.chats WHERE alias_of IS NOT NULL";

  private static final String NARROW =
      """
      UPDATE bot.rebuilt_cover AS cover
      SET since = greatest(cover.since, alias.since),
        since_of_echoes = greatest(cover.since_of_echoes, alias.since_of_echoes)
      FROM (
        SELECT channel, chat_id, max(since) AS since, max(since_of_echoes) AS since_of_echoes
        FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
          AS one (channel, chat_id, since, since_of_echoes)
        GROUP BY channel, chat_id) AS alias
      WHERE cover.channel = alias.channel AND cover.chat_id = alias.chat_id
      """;

  private record Alias(ChatKey hidden, ChatKey phone) {}

  private final JdbcTemplate jdbc;
  private final JdbcTemplate rows;

  /// `rows` fetches in portions.
  RebuiltAliases(JdbcTemplate jdbc, JdbcTemplate rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  void join() {
    JOIN.forEach(jdbc::update);
  }

  /// Call it after the cover of all chats is stored.
  void narrow(LogCoverage cover) {
    List<Alias> aliases = new ArrayList<>(BATCH);
    rows.query(
        ALL,
        row -> {
          String channel = row.getString(1);
          aliases.add(
              new Alias(
                  new ChatKey(channel, row.getString(2)), new ChatKey(channel, row.getString(3))));
          if (aliases.size() == BATCH) {
            narrow(cover, aliases);
            aliases.clear();
          }
        });
    narrow(cover, aliases);
  }

  private void narrow(LogCoverage cover, List<Alias> aliases) {
    jdbc.update(
        NARROW,
        Rows.column(aliases, alias -> alias.phone().channel()),
        Rows.column(aliases, alias -> alias.phone().chatId()),
        Rows.column(aliases, alias -> cover.since(alias.hidden())),
        Rows.column(aliases, alias -> cover.sinceOfEchoes(alias.hidden())));
  }
}
