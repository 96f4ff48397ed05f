package id.balas.bot.inbox;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.database.Where;
import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.history.readable.ReadableContent;
import id.balas.bot.inbox.ChatRows.Listed;
import id.balas.bot.teams.Teams;
import id.balas.events.value.ChatKey;
import id.balas.service.web.Cursor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// Pages of the chat list. A query finds the chats of a page, [ChatRows] reads them.
@Repository
public class ChatQueries {

  // Fewer are sorted faster than they are found along the list.
  private static final int FEW = 2_000;

  private static final String HAS_MANY_OPEN =
      "SELECT count(*) > %d FROM (SELECT FROM bot.chats c WHERE %s LIMIT %d) AS found"
          .formatted(FEW, View.OPEN.condition, FEW + 1);
  private final JdbcTemplate jdbc;
  private final ChatRows rows;
  private final Teams teams;
  private final String countryCode;

  ChatQueries(
      TimeLimitedJdbc jdbc,
      ChatRows rows,
      Teams teams,
      @Value("${balas.bot.country-code}") String countryCode) {
    this.jdbc = jdbc.template();
    this.rows = rows;
    this.teams = teams;
    this.countryCode = countryCode;
  }

  public ChatDetails.Page list(ChatSearch search, ReadableContent readable) {
    ChatSelection selection = new ChatSelection(search, teams::all, countryCode);
    boolean isStretch = isReadAlongList(search);
    ChatSelection.Query page = isStretch ? selection.alongList() : selection.query();
    List<Listed> found = rows.query(page, List.of(search.caller()), readable);
    Cursor next =
        found.size() == search.limit()
            ? search.order().after(found.getLast())
            : isStretch ? endOfStretch(search) : null;
    return new ChatDetails.Page(
        found.stream().map(it -> it.seenBy(0)).toList(), next == null ? null : next.toString());
  }

  /// These chats, in this order, without those that have no messages.
  public List<ChatDetails> all(Collection<ChatKey> chats, String caller, ReadableContent readable) {
    return rows.of(chats, List.of(caller), readable).stream().map(it -> it.seenBy(0)).toList();
  }

  public Optional<ChatDetails> find(ChatKey chat, String caller, ReadableContent readable) {
    return all(List.of(chat), caller, readable).stream().findFirst();
  }

  // The last messages of open conversations are among the latest. If there are many, the first
  // page is found sooner along the list of all chats than by sorting them.
  private boolean isReadAlongList(ChatSearch search) {
    if (search.words() != null || search.order() != ChatOrder.LATEST) {
      return false;
    }
    return search.view() == View.BOT
        || (search.view() == View.OPEN
            && Boolean.TRUE.equals(jdbc.queryForObject(HAS_MANY_OPEN, Boolean.class)));
  }

  // A stretch of the list may have fewer matches than a page. The next page goes on behind it.
  private @Nullable Cursor endOfStretch(ChatSearch search) {
    Where where = new Where();
    search.filter().restrictTimes(where);
    if (search.after() != null) {
      ChatOrder.LATEST.continueAfter(search.after(), where);
    }
    Stream<Cursor> end =
        jdbc
            .query(
                """
                SELECT greatest(s.last_at, s.filled_at) AS listed_at, s.channel, s.chat_id FROM bot.chat_summaries s
                %s ORDER BY %s OFFSET %d LIMIT 1
                """
                    .formatted(where.sql(), ChatOrder.LATEST.sql, ChatSelection.STRETCH - 1),
                (row, _) ->
                    new Cursor(
                        row.getTimestamp("listed_at").toInstant(),
                        ChatPath.write(
                            new ChatKey(row.getString("channel"), row.getString("chat_id")))),
                where.values())
            .stream();
    return end.findFirst().orElse(null);
  }
}
