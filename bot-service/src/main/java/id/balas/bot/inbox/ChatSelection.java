package id.balas.bot.inbox;

import id.balas.bot.database.Where;
import id.balas.bot.inbox.ChatSearch.Filter;
import id.balas.bot.inbox.ChatSearch.Words;
import id.balas.bot.search.FoundChats;
import id.balas.bot.teams.Team.Stored;
import id.balas.events.value.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The query for the chats of one page: `channel`, `chat_id`, `hit` and `place`. It starts where
/// the fewest chats are read: at the search, at the chats' states, or at their summaries.
final class ChatSelection {

  /// How many chats of the list are looked at for one page.
  static final int STRETCH = 20_000;

  // `OFFSET 0` forces an index lookup per chat. The planner overestimates the matches and would
  // otherwise scan all chats.
  private static final String STATE =
      """
      LEFT JOIN LATERAL (
        SELECT * FROM bot.chats one WHERE one.channel = s.channel AND one.chat_id = s.chat_id OFFSET 0) AS c ON true
      """;
  private static final String FROM_STATES =
      """
      FROM bot.chats c
      CROSS JOIN LATERAL (
        SELECT * FROM bot.chat_summaries one WHERE one.channel = c.channel AND one.chat_id = c.chat_id OFFSET 0) AS s
      """;
  private static final String FROM_SUMMARIES =
      """
      FROM bot.chat_summaries s
      LEFT JOIN bot.chats c ON c.channel = s.channel AND c.chat_id = s.chat_id
      """;
  private static final String HAS_LABEL =
      """
      EXISTS (SELECT 1 FROM bot.chat_labels cl JOIN bot.labels l ON l.id = cl.label_id
        WHERE cl.channel = s.channel AND cl.chat_id = s.chat_id AND lower(l.name) = lower(?))\
      """;

  private final ChatSearch search;
  private final String countryCode;
  private final Where start = new Where();
  private final Where where = new Where();

  /// `teams` are loaded if the view or a filter needs them.
  ChatSelection(ChatSearch search, Supplier<List<Stored>> teams, String countryCode) {
    this.search = search;
    this.countryCode = countryCode;
    view(search.shown(), search.caller(), teams);
    search.filter().restrictTimes(start);
    filter(search.filter(), teams);
    if (search.after() != null) {
      search.order().continueAfter(search.after(), start);
    }
  }

  private void view(View view, String caller, Supplier<List<Stored>> teams) {
    switch (view) {
      case ALL -> {}
      case MINE -> where.and(view.condition, caller);
      case TEAM -> {
        where.and(view.condition);
        TeamScope.ofMember(teams.get(), caller).restrict(where);
      }
      case WAITING, UNASSIGNED, OPEN, SNOOZED, RESOLVED, BOT, GROUPS -> where.and(view.condition);
    }
  }

  private void filter(Filter filter, Supplier<List<Stored>> teams) {
    if (filter.channel() != null) {
      where.and("s.channel = ?", filter.channel());
    }
    if (filter.mode() == Mode.BOT) {
      where.and("coalesce(c.mode, 'BOT') = 'BOT'");
    } else if (filter.mode() != null) {
      // A literal, so that the planner can use the partial index of such chats.
      where.and("c.mode = '" + filter.mode().name() + "'");
    }
    if (filter.assignee() != null) {
      where.and("c.assignee = ?", filter.assignee());
    }
    if (filter.unread() != null) {
      where.and((filter.unread() ? "" : "NOT ") + UnreadSql.IS_UNREAD);
    }
    if (filter.waiting() && search.view() != null) {
      where.and(View.WAITING.condition);
    }
    if (filter.label() != null) {
      where.and(HAS_LABEL, filter.label());
    }
    if (filter.team() != null) {
      TeamScope.named(teams.get(), filter.team()).restrict(where);
    }
  }

  /// A query with its parameters, in order.
  record Query(String sql, List<Object> parameters, @Nullable String q) {}

  Query query() {
    Words words = search.words();
    if (words == null) {
      String from = search.shown().isReadAlongList() ? FROM_SUMMARIES : FROM_STATES;
      return page(from, List.of(), joined(start, where), search.order().sql);
    }
    var found = new FoundChats(words.q(), words.since(), words.until(), countryCode);
    return page(found.sql() + STATE, found.values(), joined(start, where), search.order().sql);
  }

  /// The same, from the next stretch of the list of all chats.
  Query alongList() {
    return page(
        "FROM (SELECT s.*, greatest(s.last_at, s.filled_at) AS listed_at FROM bot.chat_summaries s "
            + start.sql()
            + " ORDER BY "
            + search.order().sql
            + " LIMIT "
            + STRETCH
            + ") AS s\n"
            + STATE,
        List.of(start.values()),
        where,
        "s.listed_at DESC, s.channel, s.chat_id");
  }

  private Query page(String from, List<Object> ofFrom, Where condition, String order) {
    List<Object> parameters = new ArrayList<>(ofFrom);
    boolean needsMark = search.filter().unread() != null;
    if (needsMark) {
      parameters.add(search.caller());
    }
    parameters.addAll(List.of(condition.values(search.limit())));
    String source = from + (needsMark ? UnreadSql.MARK : "");
    return new Query(
        "SELECT channel, chat_id, hit, row_number() OVER () AS place FROM (SELECT s.channel, s.chat_id, "
            + (search.words() == null ? "NULL::text" : "found.hit")
            + " AS hit "
            + source
            + condition.sql()
            + " ORDER BY "
            + order
            + " LIMIT ?) AS page",
        parameters,
        search.words() == null ? null : search.words().q());
  }

  private static Where joined(Where one, Where other) {
    return new Where().and(one).and(other);
  }
}
