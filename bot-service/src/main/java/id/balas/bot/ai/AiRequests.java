package id.balas.bot.ai;

import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.ChatCommand;
import id.balas.events.ChatInput;
import id.balas.events.value.ChatKey;
import id.balas.events.wire.EventJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The queue of AI questions and their answers. A row without an answer is pending. An instance
/// claims it with a lease; if the instance dies, the lease expires.
@Repository
class AiRequests {

  private static final String ADD =
      """
      INSERT INTO bot.ai_requests (request_id, channel, chat_id, epoch, words, requested_at, expires_at, received_at)
      SELECT *, ?::timestamptz
      FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::timestamptz[])
      ON CONFLICT DO NOTHING
      """;
  // Claims all questions of the chat, unless another instance holds a lease on them. Leases follow
  // the clock of the database, because those of two instances may differ.
  private static final String CLAIM =
      """
      UPDATE bot.ai_requests
      SET leased_until = now() + ? * interval '1 millisecond'
      WHERE channel = ? AND chat_id = ? AND answer_id IS NULL AND (leased_until IS NULL OR leased_until < now())
        AND NOT EXISTS (
          SELECT FROM bot.ai_requests other
          WHERE other.channel = ai_requests.channel AND other.chat_id = ai_requests.chat_id
            AND other.answer_id IS NULL AND other.leased_until >= now())
      RETURNING request_id, epoch, words, requested_at, expires_at
      """;
  private static final String STORE =
      "INSERT INTO bot.ai_answers (answer_id, channel, chat_id, answered_at, called, command) VALUES (?, ?, ?, ?, ?, ?::json)";
  private static final String END =
      "UPDATE bot.ai_requests SET answer_id = ? WHERE request_id = ANY (?::text[]) AND answer_id IS NULL";
  private static final String STORED =
      """
      SELECT DISTINCT ON (answer_id) command
      FROM bot.ai_requests JOIN bot.ai_answers USING (answer_id)
      WHERE request_id = ANY (?::text[])
      """;
  private static final String UNPUBLISHED =
      "SELECT command FROM bot.ai_answers WHERE NOT published AND answered_at < ? ORDER BY answered_at LIMIT ?";
  private static final String STALLED =
      """
      SELECT channel, chat_id
      FROM bot.ai_requests
      WHERE answer_id IS NULL AND received_at < ? AND (leased_until IS NULL OR leased_until < now())
      GROUP BY channel, chat_id
      ORDER BY min(received_at)
      LIMIT ?
      """;
  private static final String CALLS_OF_CHAT =
      "SELECT count(*) FROM bot.ai_answers WHERE called AND channel = ? AND chat_id = ? AND answered_at > ?";
  private static final String CALLS =
      "SELECT count(*) FROM bot.ai_answers WHERE called AND answered_at > ?";
  private static final String DELETE_OLD_ANSWERS =
      "DELETE FROM bot.ai_answers WHERE answered_at < ? AND published";
  private static final String DELETE_OLD_REQUESTS =
      "DELETE FROM bot.ai_requests WHERE received_at < ? AND answer_id IS NULL";

  private final JdbcTemplate jdbc;

  AiRequests(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// A claimed question.
  record Question(
      String requestId, long epoch, String words, Instant requestedAt, Instant expiresAt) {}

  /// Idempotent: ignores requests that are stored already.
  void add(List<ReplyRequest> requests, Instant now) {
    jdbc.update(
        ADD,
        Timestamp.from(now),
        column(requests, ReplyRequest::id),
        column(requests, ReplyRequest::channel),
        column(requests, ReplyRequest::chatId),
        column(requests, request -> Long.toString(request.epoch())),
        column(requests, request -> request.text().replace("\0", "")),
        column(requests, request -> request.requestedAt().toString()),
        column(requests, request -> request.expiresAt().toString()));
  }

  /// Oldest first. Empty while another instance holds the lease of this chat.
  List<Question> claim(ChatKey chat, Duration lease) {
    return jdbc
        .query(CLAIM, AiRequests::read, lease.toMillis(), chat.channel(), chat.chatId())
        .stream()
        .sorted(Comparator.comparing(Question::requestedAt))
        .toList();
  }

  void discard(List<Question> requests) {
    if (!requests.isEmpty()) {
      jdbc.update(
          "DELETE FROM bot.ai_requests WHERE request_id = ANY (?::text[]) AND answer_id IS NULL",
          (Object) column(requests, Question::requestId));
    }
  }

  /// Fails if another instance has answered one of them meanwhile.
  @Transactional
  public void store(ChatCommand answer, List<Question> requests, boolean called) {
    jdbc.update(
        STORE,
        answer.commandId(),
        answer.channel(),
        answer.chatId(),
        Timestamp.from(answer.issuedAt()),
        called,
        new String(EventJson.write(answer), StandardCharsets.UTF_8));
    int ended = jdbc.update(END, answer.commandId(), column(requests, Question::requestId));
    if (ended != requests.size()) {
      throw new OptimisticLockingFailureException("another instance has answered these questions");
    }
  }

  List<ChatCommand> stored(Collection<String> requestIds) {
    return jdbc.query(STORED, AiRequests::command, (Object) requestIds.toArray(String[]::new));
  }

  List<ChatCommand> unpublished(Instant storedBefore, int atMost) {
    return jdbc.query(UNPUBLISHED, AiRequests::command, Timestamp.from(storedBefore), atMost);
  }

  void published(ChatCommand answer) {
    jdbc.update(
        "UPDATE bot.ai_answers SET published = true WHERE answer_id = ?", answer.commandId());
  }

  /// Chats with pending questions that no instance has leased.
  List<ChatKey> stalled(Instant receivedBefore, int atMost) {
    return jdbc.query(
        STALLED,
        (row, _) -> new ChatKey(row.getString(1), row.getString(2)),
        Timestamp.from(receivedBefore),
        atMost);
  }

  int callsOf(ChatKey chat, Instant since) {
    return count(
        jdbc.queryForObject(
            CALLS_OF_CHAT, Integer.class, chat.channel(), chat.chatId(), Timestamp.from(since)));
  }

  int calls(Instant since) {
    return count(jdbc.queryForObject(CALLS, Integer.class, Timestamp.from(since)));
  }

  int deleteOld(Instant before) {
    return jdbc.update(DELETE_OLD_ANSWERS, Timestamp.from(before))
        + jdbc.update(DELETE_OLD_REQUESTS, Timestamp.from(before));
  }

  private static int count(@Nullable Integer found) {
    return found == null ? 0 : found;
  }

  private static Question read(ResultSet row, int index) throws SQLException {
    return new Question(
        row.getString("request_id"),
        row.getLong("epoch"),
        row.getString("words"),
        row.getTimestamp("requested_at").toInstant(),
        row.getTimestamp("expires_at").toInstant());
  }

  private static ChatCommand command(ResultSet row, int index) throws SQLException {
    ChatInput read =
        EventJson.read(row.getString("command").getBytes(StandardCharsets.UTF_8), ChatInput.class);
    return (ChatCommand) read;
  }

  private static <T> String[] column(List<T> rows, Function<T, String> value) {
    return rows.stream().map(value).toArray(String[]::new);
  }
}
