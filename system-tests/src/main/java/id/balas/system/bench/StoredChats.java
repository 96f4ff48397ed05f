package id.balas.system.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A database of many chats and messages, as after half a year: ten messages of each chat and more,
/// each with five common words and one rare word, which occurs in twenty messages. An agent has one
/// chat in a hundred.
record StoredChats(String jdbcUrl, int chats, int messages) {

  static final int OF_A_RARE_WORD = 20;
  static final int AGENTS = 200;

  private static final String CHAT = "'6281' || lpad((n %% %d)::text, 7, '0') || '@s.whatsapp.net'";

  /// The value of `-Dbench.stored=`, or the default.
  static int messagesOr(int usual) {
    String given = System.getProperty("bench.stored", "");
    return given.isEmpty() ? usual : Integer.parseInt(given);
  }

  /// The service must have created its tables. The indexes are dropped first and recreated at the
  /// end, which is much faster.
  void fill() {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      statement.execute("SET maintenance_work_mem = '1GB'");
      List<String> indexes = drop(statement);
      statement.execute(
          ofChats(
              "INSERT INTO bot.chats (channel, chat_id, mode, epoch, assignee, version)"
                  + " SELECT 'default', CHAT, CASE WHEN n % 100 = 0 THEN 'AGENT' ELSE 'BOT' END, 0,"
                  + " CASE WHEN n % 100 = 0 THEN 'agent-' || n / 100 % AGENTS END, 1"
                      .replace("AGENTS", "" + AGENTS)));
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
      for (String index : indexes) {
        statement.execute(index);
      }
      statement.execute("VACUUM ANALYZE bot.chats, bot.chat_summaries, bot.messages");
    } catch (SQLException e) {
      throw new IllegalStateException("the database could not be filled", e);
    }
  }

  private String ofChats(String insert) {
    return (insert + " FROM generate_series(0, CHATS - 1) AS n")
        .replace("CHATS", "" + chats)
        .replace("CHAT", CHAT.formatted(chats));
  }

  private static List<String> drop(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> definitions = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery(
            """
            SELECT indexname, indexdef FROM pg_indexes
            WHERE schemaname = 'bot' AND tablename IN ('chats', 'chat_summaries', 'messages') AND indexname NOT LIKE '%_pkey'
            """)) {
      while (found.next()) {
        names.add(found.getString(1));
        definitions.add(found.getString(2));
      }
    }
    for (String name : names) {
      statement.execute("DROP INDEX bot." + name);
    }
    return definitions;
  }
}
