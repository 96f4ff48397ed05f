package id.balas.system.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/// A database of many chats and messages, as after half a year: ten messages of each chat and more,
/// each with five common words and one rare word, which occurs in twenty messages. An agent has one
/// chat in a hundred. Of the latest chats, three in a hundred have an open conversation, and one in
/// three of these waits. One chat in a hundred is snoozed, one in 500 is a group. `admin` has 50
/// chats, has read each tenth, and is the member of a team with a tenth of the waiting chats.
public record StoredChats(String jdbcUrl, int chats, int messages) {

  public static final int OF_A_RARE_WORD = 20;
  public static final int AGENTS = 200;

  private static final int GROUP_OF = 500;
  private static final String CHAT =
      "'6281' || lpad((n %% %1$d)::text, 7, '0') || CASE WHEN n %% %1$d %% "
          + GROUP_OF
          + " = 1 THEN '@g.us' ELSE '@s.whatsapp.net' END";
  private static final String OPEN = "n >= CHATS * 0.97 AND n % 100 <> 7";
  private static final String WAITS = "(" + OPEN + " AND n % 3 = 0)";
  // Less than a day, so that no timer ends the open conversations.
  private static final String AGE = "now() - (CHATS - n) * interval '2 seconds'";
  private static final String HANDLING =
      """
      CASE WHEN WAITS THEN '{"waiting":{"reasons":["WROTE"],"since":"2026-11-01T00:00:00Z","latestId":"m",'
        || '"latestAt":"2026-11-01T00:00:00Z"}' || CASE WHEN n % 10 = 0 THEN ',"team":"Orders"' ELSE '' END || '}' END::json
      """;

  /// Whether the number is that of a customer and not of a group.
  public static boolean isCustomer(int number) {
    return number % GROUP_OF != 1;
  }

  /// The value of `-Dbench.stored=`, or the default.
  public static int messagesOr(int usual) {
    String given = System.getProperty("bench.stored", "");
    return given.isEmpty() ? usual : Integer.parseInt(given);
  }

  /// The service must have created its tables. The indexes are dropped first and recreated at the
  /// end, which is much faster. A database that is filled already stays as it is.
  public void fill() {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      if (isFilled(statement)) {
        return;
      }
      statement.execute("SET maintenance_work_mem = '1GB'");
      DroppedIndexes indexes = DroppedIndexes.of(statement);
      try {
        connection.setAutoCommit(false);
        insert(statement);
        connection.commit();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
        indexes.recreate(statement);
      }
      statement.execute(
          "VACUUM ANALYZE bot.chats, bot.chat_summaries, bot.messages, bot.user_read_marks");
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be filled: " + e.getMessage(), e);
    }
  }

  private void insert(Statement statement) throws SQLException {
    statement.execute(
        ofChats(
            """
            INSERT INTO bot.chats (channel, chat_id, mode, epoch, assignee, version, handling, waiting_since, waiting_late,
              snoozed_until, idle_since, resolved_at, team)
            SELECT 'default', CHAT, CASE WHEN n % 100 = 0 THEN 'AGENT' ELSE 'BOT' END, 0,
              CASE WHEN n % 20000 = 0 THEN 'admin' WHEN n % 100 = 0 THEN 'agent-' || n / 100 % AGENTS END, 1, HANDLING,
              CASE WHEN WAITS THEN AGE END, CASE WHEN WAITS THEN false END,
              CASE WHEN n % 100 = 7 THEN now() + interval '1 day' + n * interval '1 second' END,
              CASE WHEN OPEN AND NOT WAITS THEN AGE END,
              CASE WHEN n % 100 <> 7 AND NOT (OPEN) THEN AGE END,
              CASE WHEN WAITS AND n % 10 = 0 THEN 'orders' END\
            """
                .replace("HANDLING", HANDLING)
                .replace("WAITS", WAITS)
                .replace("OPEN", OPEN)
                .replace("AGENTS", "" + AGENTS)
                .replace("AGE ", AGE + " ")));
    statement.execute(
        ofChats(
                "INSERT INTO bot.user_read_marks (username, channel, chat_id, read_up_to, marked_at)"
                    + " SELECT 'admin', 'default', CHAT, now(), now()")
            + " WHERE n % 10 = 0");
    statement.execute("INSERT INTO bot.teams (name, assignment) VALUES ('Orders', 'MANUAL')");
    statement.execute("INSERT INTO bot.team_members SELECT id, 'admin' FROM bot.teams");
    statement.execute(
        ofChats(
            "INSERT INTO bot.chat_summaries"
                + " (channel, chat_id, name, name_at, last_at, last_id, last_words, last_author, last_inbound_at)"
                + " SELECT 'default', CHAT, 'Nama' || n % 997 || ' Keluarga' || n % 10007, now(),"
                + " now() - (CHATS - n) * interval '10 seconds', 'stored-' || n, 'kata terakhir', 'BOT', now() - interval '1 day'"));
    statement.execute(
        ("INSERT INTO bot.messages"
                + " (channel, id, chat_id, author, author_name, content, words, status, sent_at, logged_at)"
                + " SELECT 'default', 'stored-' || n, CHAT,"
                + " CASE WHEN n / CHATS % 2 = 0 THEN 'CUSTOMER' ELSE 'BOT' END, 'Nama' || n % 997,"
                + " jsonb_build_object('@type', 'Text', 'body', words), words,"
                + " CASE WHEN n / CHATS % 2 = 0 THEN NULL ELSE 'READ' END, at, at"
                + " FROM (SELECT n, now() - interval '180 days' * (1 - n / ALL::float8) AS at,"
                + " concat_ws(' ', 'kata' || abs(hashint8(n)) % 3000, 'kata' || abs(hashint8(n * 3)) % 3000,"
                + " 'kata' || abs(hashint8(n * 5)) % 3000, 'kata' || abs(hashint8(n * 7)) % 3000, 'pesanan',"
                + " 'nomor' || n % (ALL / RARE)) AS words FROM generate_series(0, ALL - 1) AS n) AS made")
            .replace("CHATS", "" + chats)
            .replace("CHAT", CHAT.formatted(chats))
            .replace("ALL", messages + "::bigint")
            .replace("RARE", "" + OF_A_RARE_WORD));
  }

  private boolean isFilled(Statement statement) throws SQLException {
    String stored =
        "EXISTS (SELECT FROM bot.messages WHERE channel = 'default' AND id = 'stored-%d')";
    try (ResultSet found =
        statement.executeQuery(
            ("SELECT " + stored + " AND NOT " + stored).formatted(messages - 1, messages))) {
      return found.next() && found.getBoolean(1);
    }
  }

  private String ofChats(String insert) {
    return (insert + " FROM generate_series(0, CHATS - 1) AS n")
        .replace("CHATS", "" + chats)
        .replace("CHAT", CHAT.formatted(chats));
  }

  /// How often each large table was read without an index.
  public Map<String, Long> wholeReads() {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE n_live_tup > 100000")) {
      Map<String, Long> reads = new TreeMap<>();
      while (tables.next()) {
        reads.put(tables.getString(1), tables.getLong(2));
      }
      return reads;
    } catch (SQLException e) {
      throw new IllegalStateException("could not read the statistics of the tables", e);
    }
  }
}
