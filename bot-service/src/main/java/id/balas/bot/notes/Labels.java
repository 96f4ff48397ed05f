package id.balas.bot.notes;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.history.ChangeNotifier;
import id.balas.events.value.ChatKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The labels and their chats. Names are case-insensitive.
@Repository
public class Labels {

  private final JdbcTemplate jdbc;
  private final ChangeNotifier notifier;

  Labels(TimeLimitedJdbc jdbc, ChangeNotifier notifier) {
    this.jdbc = jdbc.template();
    this.notifier = notifier;
  }

  /// `color` is a CSS color, `#rrggbb`; `chats` is the number of chats with the label.
  public record Label(long id, String name, @Nullable String color, long chats) {}

  public List<Label> all() {
    return jdbc.query(
        """
        SELECT id, name, color, (SELECT count(*) FROM bot.chat_labels WHERE label_id = id) AS chats
        FROM bot.labels ORDER BY lower(name)
        """,
        (row, _) ->
            new Label(
                row.getLong("id"),
                row.getString("name"),
                row.getString("color"),
                row.getLong("chats")));
  }

  public long add(String name, @Nullable String color) {
    Long id =
        jdbc.queryForObject(
            "INSERT INTO bot.labels (name, color) VALUES (?, ?) RETURNING id",
            Long.class,
            name,
            color);
    return id == null ? 0 : id;
  }

  public Optional<Label> find(long id) {
    return all().stream().filter(label -> label.id() == id).findFirst();
  }

  public boolean change(long id, @Nullable String name, @Nullable String color) {
    return jdbc.update(
            "UPDATE bot.labels SET name = coalesce(?, name), color = coalesce(?, color) WHERE id = ?",
            name,
            color,
            id)
        == 1;
  }

  public boolean delete(long id) {
    return jdbc.update("DELETE FROM bot.labels WHERE id = ?", id) == 1;
  }

  /// Replaces the labels of the chat. Unknown labels are created.
  @Transactional
  public void set(ChatKey chat, Collection<String> names) {
    jdbc.update(
        "DELETE FROM bot.chat_labels WHERE channel = ? AND chat_id = ?",
        chat.channel(),
        chat.chatId());
    add(chat, names);
  }

  /// Adds to the labels of the chat. Unknown labels are created.
  @Transactional
  public void add(ChatKey chat, Collection<String> names) {
    String[] wanted = names.stream().map(String::strip).toArray(String[]::new);
    jdbc.update(
        "INSERT INTO bot.labels (name) SELECT unnest(?::text[]) ON CONFLICT DO NOTHING",
        (Object) wanted);
    jdbc.update(
        """
        INSERT INTO bot.chat_labels (label_id, channel, chat_id)
        SELECT id, ?, ? FROM bot.labels WHERE lower(name) IN (SELECT lower(unnest(?::text[])))
        ON CONFLICT DO NOTHING
        """,
        chat.channel(),
        chat.chatId(),
        wanted);
    notifier.chatChanged(chat);
  }
}
