package id.balas.bot.history.queries;

import id.balas.bot.database.Rows;
import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.database.Where;
import id.balas.bot.history.model.HistoryJson;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.readable.ReadableContent;
import id.balas.events.MessageStatus.Status;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.service.database.Columns;
import id.balas.service.web.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Queries for the messages of a chat, latest first.
@Repository
public class MessageQueries {

  private static final String SELECT =
      """
      SELECT id, provider_id, author, author_user, author_name, basis, cause_id, content, original, quoted_id, sent_at,
        received_at, backfilled, edited_at, status, status_at, status_reason, reactions, votes, acts, logged_at,
        coalesce(log_offset, -1) AS log_offset,
        coalesce(deleted_at, (
          SELECT s.cleared_at FROM bot.chat_summaries s
          WHERE s.channel = m.channel AND s.chat_id = m.chat_id AND m.logged_at < s.cleared_at)) AS deleted_at
      FROM bot.messages m
      """;

  private static final String LATEST_OF_CUSTOMER =
      """
      SELECT id FROM bot.messages WHERE channel = ? AND chat_id = ? AND author = 'CUSTOMER'
      ORDER BY sent_at DESC, logged_at DESC, coalesce(log_offset, -1) DESC, id DESC LIMIT 1
      """;

  private static final String PLACE =
      """
      SELECT id, sent_at, logged_at, coalesce(log_offset, -1) AS log_offset FROM bot.messages
      WHERE channel = ? AND chat_id = ? AND (id = ? OR provider_id = ?)
      """;

  private static final String TARGET =
      SELECT
          + """
          WHERE channel = ? AND chat_id = ? AND (id = ? OR provider_id = ?)
          ORDER BY id LIMIT 1
          """;

  /// A message that one of us wants to act on. `providerId` is null if WhatsApp does not have it.
  public record Target(
      String id,
      @Nullable String providerId,
      MessageAuthor author,
      Content content,
      boolean isDeleted,
      @Nullable Status status) {

    /// Whether `id` is the provider's.
    public boolean isInbound() {
      return author == MessageAuthor.CUSTOMER
          || author == MessageAuthor.PHONE
          || author == MessageAuthor.API;
    }

    /// The provider's id, or ours if the message is not known to be sent.
    public String name() {
      return providerId == null ? id : providerId;
    }
  }

  private final JdbcTemplate jdbc;

  MessageQueries(TimeLimitedJdbc jdbc) {
    this.jdbc = jdbc.template();
  }

  public MessageDetails.Page page(
      ChatKey chat, @Nullable Cursor before, int limit, ReadableContent readable) {
    Where where = new Where().and("channel = ? AND chat_id = ?", chat.channel(), chat.chatId());
    if (before != null) {
      var place = ArrivalOrder.Place.of("before", before);
      where.and("sent_at <= ?", place.sentAt());
      where.and(ArrivalOrder.COLUMNS + " < (?, ?, ?, ?)", place.values());
    }
    return page(where, limit, readable);
  }

  private MessageDetails.Page page(Where where, int limit, ReadableContent readable) {
    List<ArrivalOrder.Place> places = new ArrayList<>();
    List<MessageDetails> views = read(where, ArrivalOrder.LATEST_FIRST, limit, readable, places);
    return new MessageDetails.Page(
        views,
        views.size() < limit ? null : places.getLast().cursor().toString(),
        places.isEmpty() ? null : places.getFirst().cursor().toString());
  }

  private List<MessageDetails> read(
      Where where,
      String order,
      int limit,
      ReadableContent readable,
      List<ArrivalOrder.Place> places) {
    return jdbc.query(
        SELECT + where.sql() + order + " LIMIT ?",
        (row, _) -> {
          places.add(ArrivalOrder.Place.of(row));
          return read(row, readable);
        },
        where.values(limit));
  }

  /// The messages newer than `after`, those next to it. Latest first, like all pages.
  public MessageDetails.Page newer(
      ChatKey chat, Cursor after, int limit, ReadableContent readable) {
    return newer(chat, ArrivalOrder.Place.of("after", after), limit, readable);
  }

  private MessageDetails.Page newer(
      ChatKey chat, ArrivalOrder.Place place, int limit, ReadableContent readable) {
    Where where =
        new Where()
            .and("channel = ? AND chat_id = ?", chat.channel(), chat.chatId())
            .and("sent_at >= ?", place.sentAt())
            .and(ArrivalOrder.COLUMNS + " > (?, ?, ?, ?)", place.values());
    List<ArrivalOrder.Place> places = new ArrayList<>();
    List<MessageDetails> oldestFirst =
        read(where, ArrivalOrder.OLDEST_FIRST, limit, readable, places);
    return new MessageDetails.Page(
        oldestFirst.reversed(),
        places.isEmpty() ? null : places.getFirst().cursor().toString(),
        (places.isEmpty() ? place : places.getLast()).cursor().toString());
  }

  /// A message with half a page before and after it, by our id or the provider's: customers' quotes
  /// name our messages by that. Empty if the chat has no such message.
  public Optional<MessageDetails.Page> around(
      ChatKey chat, String id, int limit, ReadableContent readable) {
    List<ArrivalOrder.Place> found =
        jdbc.query(
            PLACE, (row, _) -> ArrivalOrder.Place.of(row), chat.channel(), chat.chatId(), id, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ArrivalOrder.Place place = found.getFirst();
    MessageDetails.Page later = newer(chat, place, limit / 2, readable);
    Where where =
        new Where()
            .and("channel = ? AND chat_id = ?", chat.channel(), chat.chatId())
            .and("sent_at <= ?", place.sentAt())
            .and(ArrivalOrder.COLUMNS + " <= (?, ?, ?, ?)", place.values());
    MessageDetails.Page earlier = page(where, limit - later.messages().size(), readable);
    List<MessageDetails> all = new ArrayList<>(later.messages());
    all.addAll(earlier.messages());
    return Optional.of(new MessageDetails.Page(all, earlier.next(), later.previous()));
  }

  /// The id of the customer's latest message.
  public Optional<String> latestOfCustomer(ChatKey chat) {
    return jdbc
        .queryForList(LATEST_OF_CUSTOMER, String.class, chat.channel(), chat.chatId())
        .stream()
        .findFirst();
  }

  /// The message with this id, ours or the provider's. Empty if the chat has no such message.
  public Optional<Target> target(ChatKey chat, String id) {
    return jdbc
        .query(
            TARGET,
            (row, _) ->
                new Target(
                    row.getString("id"),
                    row.getString("provider_id"),
                    MessageAuthor.valueOf(row.getString("author")),
                    HistoryJson.content(row.getString("content")),
                    row.getTimestamp("deleted_at") != null,
                    row.getString("status") == null
                        ? null
                        : Status.valueOf(row.getString("status"))),
            chat.channel(),
            chat.chatId(),
            id,
            id)
        .stream()
        .findFirst();
  }

  /// Empty if the chat has no such message.
  public Optional<Instant> sentAt(ChatKey chat, String id) {
    return jdbc
        .query(
            "SELECT sent_at FROM bot.messages WHERE channel = ? AND id = ? AND chat_id = ?",
            (row, _) -> Rows.requiredInstant(row, "sent_at"),
            chat.channel(),
            id,
            chat.chatId())
        .stream()
        .findFirst();
  }

  private static MessageDetails read(ResultSet row, ReadableContent readable) throws SQLException {
    return new MessageDetails(
        row.getString("id"),
        row.getString("provider_id"),
        new MessageDetails.Origin(
            row.getString("author"),
            row.getString("author_user"),
            row.getString("author_name"),
            row.getString("basis"),
            row.getString("cause_id")),
        new MessageDetails.Body(
            ReadableRows.text(row, readable),
            row.getString("content"),
            row.getString("original"),
            row.getString("quoted_id")),
        new MessageDetails.Times(
            Rows.requiredInstant(row, "sent_at"),
            Columns.instant(row, "received_at"),
            row.getBoolean("backfilled"),
            Columns.instant(row, "edited_at"),
            Columns.instant(row, "deleted_at")),
        new MessageDetails.Delivery(
            row.getString("status"),
            Columns.instant(row, "status_at"),
            row.getString("status_reason")),
        row.getString("reactions"),
        row.getString("votes"),
        row.getString("acts"));
  }
}
