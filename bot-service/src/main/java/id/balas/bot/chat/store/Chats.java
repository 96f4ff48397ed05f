package id.balas.bot.chat.store;

import static id.balas.bot.database.Rows.column;

import id.balas.bot.decision.Chat;
import id.balas.bot.decision.Chat.Asked;
import id.balas.bot.decision.people.Identity;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Mode;
import id.balas.events.value.Waiting;
import id.balas.service.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of chat states, read and written in batches.
@Repository
public class Chats {

  static final String SELECT =
      """
      SELECT channel, chat_id, mode, epoch, assignee, human_until, last_away, asked, identity, handling, version
      FROM bot.chats
      """;

  // `OFFSET 0` forces an index lookup per key; a plain join may scan the table.
  private static final String LOAD =
      """
      SELECT found.*
      FROM unnest(?::text[], ?::text[]) AS wanted (channel, chat_id)
      CROSS JOIN LATERAL (
        SELECT channel, chat_id, mode, epoch, assignee, human_until, last_away, asked, identity, handling, version
        FROM bot.chats
        WHERE channel = wanted.channel AND chat_id = wanted.chat_id
        OFFSET 0) AS found
      """;
  private static final String CHANGED_SINCE = SELECT + "WHERE epoch > ?";
  private static final String WITHOUT_BOT =
      SELECT + "WHERE mode <> 'BOT' AND channel = ? ORDER BY epoch DESC LIMIT ?";
  private static final String BY_MODE =
      "SELECT mode, count(*) FROM bot.chats WHERE alias_of IS NULL %s GROUP BY mode";
  private static final String OPEN_QUESTIONS =
      """
      SELECT coalesce(sum(json_array_length(asked)), 0), min(asked_since)
      FROM bot.chats
      WHERE asked_until IS NOT NULL
      """;

  private static final String CREATE =
      """
      INSERT INTO bot.chats
        (channel, chat_id, mode, epoch, assignee, human_until, last_away, asked, asked_since, asked_until, alias_of,
         identity, handling, waiting_since, waiting_late, snoozed_until, idle_since, resolved_at, team,
         priority, version)
      SELECT new.*, 1
      FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[],
        ?::json[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::json[], ?::json[], ?::timestamptz[],
        ?::boolean[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::smallint[])
        AS new
      """;

  private static final String UPDATE =
      """
      UPDATE bot.chats
      SET mode = new.mode, epoch = new.epoch, assignee = new.assignee, human_until = new.human_until,
          last_away = new.last_away, asked = new.asked, asked_since = new.asked_since, asked_until = new.asked_until,
          alias_of = new.alias_of, identity = new.identity, handling = new.handling,
          waiting_since = new.waiting_since, waiting_late = new.waiting_late,
          snoozed_until = new.snoozed_until, idle_since = new.idle_since, resolved_at = new.resolved_at,
          team = new.team, priority = new.priority,
          assigned_at = CASE WHEN chats.assignee IS DISTINCT FROM new.assignee THEN now() ELSE chats.assigned_at END,
          moved = CASE WHEN chats.alias_of IS NOT DISTINCT FROM new.alias_of THEN chats.moved ELSE new.alias_of IS NULL END,
          version = chats.version + 1, seq = nextval('bot.changes'), changed_xid = pg_current_xact_id()
      FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[],
        ?::json[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::json[], ?::json[], ?::timestamptz[],
        ?::boolean[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::smallint[],
        ?::bigint[])
        AS new (channel, chat_id, mode, epoch, assignee, human_until, last_away, asked, asked_since, asked_until,
          alias_of, identity, handling, waiting_since, waiting_late, snoozed_until, idle_since, resolved_at, team,
          priority, loaded)
      WHERE chats.channel = new.channel AND chats.chat_id = new.chat_id AND chats.version = new.loaded
      """;

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<Asked>> QUESTIONS = new TypeReference<>() {};

  private final JdbcTemplate jdbc;

  public Chats(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Returns the stored chats only: keys without a row are missing from the map.
  public Map<ChatKey, Chat> load(Collection<ChatKey> keys) {
    Map<ChatKey, Chat> chats = new HashMap<>();
    String[] channels = keys.stream().map(ChatKey::channel).toArray(String[]::new);
    String[] chatIds = keys.stream().map(ChatKey::chatId).toArray(String[]::new);
    jdbc.query(LOAD, Chats::read, channels, chatIds).forEach(chat -> chats.put(chat.key(), chat));
    return chats;
  }

  /// Those of the chats, which have no row yet, whose contact is restricted in another chat.
  public Map<ChatKey, Chat> restricted(Collection<ChatKey> unseen) {
    return RestrictedContacts.of(jdbc, unseen);
  }

  /// Inserts chats of version 0 and updates the others, in the order given. A concurrent write
  /// since the load causes [OptimisticLockingFailureException] or a duplicate key error.
  public void write(List<Chat> changed) {
    List<Chat> created = changed.stream().filter(chat -> chat.version() == 0).toList();
    List<Chat> updated = changed.stream().filter(chat -> chat.version() > 0).toList();
    if (!created.isEmpty()) {
      jdbc.update(CREATE, columns(created));
    }
    if (!updated.isEmpty()) {
      Object[] columns = columns(updated);
      Object[] withVersion = Arrays.copyOf(columns, columns.length + 1);
      withVersion[columns.length] = updated.stream().map(Chat::version).toArray(Long[]::new);
      int rows = jdbc.update(UPDATE, withVersion);
      if (rows != updated.size()) {
        throw new OptimisticLockingFailureException(
            "of %d chats %d were changed by another instance since they were loaded"
                .formatted(updated.size(), updated.size() - rows));
      }
    }
  }

  /// Chats whose epoch is later than `then`.
  public List<Chat> changedSince(Instant then) {
    return jdbc.query(CHANGED_SINCE, Chats::read, then.toEpochMilli());
  }

  public Chat find(ChatKey key) {
    return load(List.of(key)).getOrDefault(key, Chat.unseen(key));
  }

  public Map<Mode, Long> byMode(String channel) {
    return counts(BY_MODE.formatted("AND channel = ?"), channel);
  }

  /// Of all channels. Scans the whole table.
  public Map<Mode, Long> byMode() {
    return counts(BY_MODE.formatted(""));
  }

  private Map<Mode, Long> counts(String sql, Object... parameters) {
    Map<Mode, Long> counts = new EnumMap<>(Mode.class);
    jdbc.query(
        sql,
        row -> {
          counts.put(Mode.valueOf(row.getString(1)), row.getLong(2));
        },
        parameters);
    return counts;
  }

  /// The pending AI questions and when the oldest was asked.
  public record OpenQuestions(long count, @Nullable Instant oldest) {}

  public OpenQuestions openQuestions() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            OPEN_QUESTIONS,
            (row, _) -> new OpenQuestions(row.getLong(1), Columns.instant(row, "min"))));
  }

  public List<Chat> withoutBot(String channel, int atMost) {
    return jdbc.query(WITHOUT_BOT, Chats::read, channel, atMost);
  }

  private static Object[] columns(List<Chat> chats) {
    return new Object[] {
      column(chats, chat -> chat.key().channel()),
      column(chats, chat -> chat.key().chatId()),
      column(chats, chat -> chat.mode().name()),
      chats.stream().map(Chat::epoch).toArray(Long[]::new),
      column(chats, Chat::assignee),
      column(chats, chat -> text(chat.humanUntil())),
      column(chats, chat -> text(chat.lastAway())),
      column(chats, chat -> chat.asked().isEmpty() ? null : JSON.writeValueAsString(chat.asked())),
      column(chats, chat -> text(earliest(chat, Asked::askedAt))),
      column(chats, chat -> text(earliest(chat, Asked::expiresAt))),
      column(chats, chat -> chat.identity().aliasOf()),
      column(chats, Chats::identity),
      column(chats, chat -> HandlingJson.write(chat.handling())),
      column(chats, chat -> text(since(chat.handling().waiting()))),
      chats.stream().map(chat -> isLast(chat.handling().waiting())).toArray(Boolean[]::new),
      column(chats, chat -> text(chat.handling().snoozedUntil())),
      column(chats, chat -> text(chat.handling().idleSince())),
      column(chats, chat -> text(chat.handling().resolvedAt())),
      column(chats, chat -> lower(chat.handling().team())),
      chats.stream().map(chat -> chat.handling().queuePlace()).toArray(Short[]::new)
    };
  }

  static @Nullable Instant earliest(Chat chat, Function<Asked, Instant> time) {
    return chat.asked().stream().map(time).min(Instant::compareTo).orElse(null);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable String lower(@Nullable String name) {
    return name == null ? null : name.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String identity(Chat chat) {
    return chat.identity().equals(Identity.NONE) ? null : JSON.writeValueAsString(chat.identity());
  }

  private static @Nullable Instant since(@Nullable Waiting waiting) {
    return waiting == null ? null : waiting.since();
  }

  private static @Nullable Boolean isLast(@Nullable Waiting waiting) {
    return waiting == null ? null : waiting.reason().isLast();
  }

  static Chat read(ResultSet row, int index) throws SQLException {
    String asked = row.getString("asked");
    String identity = row.getString("identity");
    return new Chat(
        new ChatKey(row.getString("channel"), row.getString("chat_id")),
        Mode.valueOf(row.getString("mode")),
        row.getLong("epoch"),
        row.getString("assignee"),
        Columns.instant(row, "human_until"),
        Columns.instant(row, "last_away"),
        asked == null ? List.of() : JSON.readValue(asked, QUESTIONS),
        identity == null ? Identity.NONE : JSON.readValue(identity, Identity.class),
        HandlingJson.read(row.getString("handling")),
        row.getLong("version"));
  }
}
