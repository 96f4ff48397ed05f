package id.balas.bot.contacts.store;

import id.balas.bot.contacts.store.ContactDetails.ContactChat;
import id.balas.bot.contacts.store.ContactDetails.Seen;
import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.database.Where;
import id.balas.bot.search.SearchNumber;
import id.balas.bot.search.SearchWords;
import id.balas.service.database.Columns;
import id.balas.service.web.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Queries for contacts, the newest first.
@Repository
public class ContactQueries {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  // What belongs to the contacts of a page. `OFFSET 0` forces an index lookup per id.
  private static final String DETAILS =
      """
      SELECT page.id, page.name, page.language, page.fields, page.first_seen, page.created_at, own.*,
        ARRAY(
          SELECT DISTINCT labels.name
          FROM jsonb_to_recordset(own.chats) AS chat (channel text, "chatId" text)
          JOIN bot.chat_labels ON chat_labels.channel = chat.channel AND chat_labels.chat_id = chat."chatId"
          JOIN bot.labels ON labels.id = label_id ORDER BY labels.name) AS labels
      FROM (%s) AS page
      CROSS JOIN LATERAL (
        SELECT coalesce(array_agg(DISTINCT ids.wa_id), '{}') AS ids,
          (array_agg(s.name ORDER BY s.name_at DESC) FILTER (WHERE s.name IS NOT NULL))[1] AS name_in_whatsapp,
          max(s.last_inbound_at) AS last_seen,
          coalesce(bool_or(c.handling #>> '{restrictions,blocked}' = 'true'), false) AS blocked,
          coalesce(bool_or(c.handling #>> '{restrictions,optedOut}' = 'true'), false) AS opted_out,
          coalesce(jsonb_agg(jsonb_build_object('id', s.channel || ':' || s.chat_id, 'channel', s.channel,
            'chatId', s.chat_id, 'lastAt', s.last_at) ORDER BY s.last_at DESC) FILTER (WHERE s.chat_id IS NOT NULL), '[]')
            AS chats
        FROM bot.contact_ids AS ids
        LEFT JOIN LATERAL (SELECT * FROM bot.chat_summaries WHERE chat_id = ids.wa_id OFFSET 0) AS s ON true
        LEFT JOIN bot.chats AS c ON c.channel = s.channel AND c.chat_id = s.chat_id
        WHERE ids.contact_id = page.id) AS own
      ORDER BY page.created_at DESC, page.id DESC
      """;
  private static final String ALL = "SELECT one.* FROM bot.contacts AS one ";
  private static final String PAGE = " ORDER BY one.created_at DESC, one.id DESC LIMIT ?";
  private static final String FOUND =
      """
      SELECT one.* FROM (SELECT DISTINCT contact_id FROM (%s) AS hits) AS found
      CROSS JOIN LATERAL (SELECT * FROM bot.contacts WHERE id = found.contact_id OFFSET 0) AS one
      """;
  private static final String NAMES =
      """
      SELECT id AS contact_id FROM bot.contacts
        WHERE name IS NOT NULL AND bot.search_terms(name) @@ to_tsquery('simple', bot.fold(?))
      UNION ALL
      SELECT known.contact_id FROM (
        SELECT chat_id FROM bot.chat_summaries
        WHERE name IS NOT NULL AND bot.search_terms(name) @@ to_tsquery('simple', bot.fold(?))) AS named
      CROSS JOIN LATERAL (
        SELECT contact_id FROM bot.contact_ids WHERE wa_id = named.chat_id OFFSET 0) AS known
      """;
  private static final String NUMBER =
      """
      UNION ALL
      SELECT contact_id FROM bot.contact_ids
        WHERE bot.number_grams(wa_id) @> bot.number_grams(?) AND strpos(wa_id, ?) > 0
      """;
  private static final String RESTRICTED =
      """
      SELECT ids.contact_id FROM bot.chats CROSS JOIN LATERAL (
        SELECT contact_id FROM bot.contact_ids WHERE wa_id = chats.chat_id OFFSET 0) AS ids
      WHERE chats.handling ->> 'restrictions' IS NOT NULL
      """;

  private final JdbcTemplate jdbc;
  private final String countryCode;

  ContactQueries(TimeLimitedJdbc jdbc, @Value("${balas.bot.country-code}") String countryCode) {
    this.jdbc = jdbc.template();
    this.countryCode = countryCode;
  }

  /// `q` matches names and numbers; with `restricted`, only blocked and opted-out customers.
  public ContactDetails.Page list(
      @Nullable String q, boolean restricted, @Nullable Cursor after, int limit) {
    List<Object> values = new ArrayList<>();
    String from = ALL;
    if (q != null) {
      from = FOUND.formatted(found(q, values));
    } else if (restricted) {
      from = FOUND.formatted(RESTRICTED);
    }
    Where where = new Where();
    if (q != null && restricted) {
      where.and("one.id IN (" + RESTRICTED + ")");
    }
    if (after != null) {
      where.and("(one.created_at, one.id) < (?, ?::uuid)", after.at(), after.id());
    }
    List<Cursor> places = new ArrayList<>();
    List<ContactDetails> page =
        jdbc.query(
            DETAILS.formatted(from + where.sql() + PAGE),
            (row, _) -> {
              places.add(
                  new Cursor(row.getTimestamp("created_at").toInstant(), row.getString("id")));
              return read(row);
            },
            Stream.concat(values.stream(), Arrays.stream(where.values(limit))).toArray());
    return new ContactDetails.Page(page, page.size() < limit ? null : places.getLast().toString());
  }

  private String found(String q, List<Object> values) {
    String names = SearchWords.inNames(q);
    values.addAll(List.of(names, names));
    StringBuilder sql = new StringBuilder(NAMES);
    for (String digits : SearchNumber.digits(q, countryCode)) {
      sql.append(NUMBER);
      values.addAll(List.of(digits, digits));
    }
    return sql.toString();
  }

  public Optional<ContactDetails> find(UUID id) {
    return jdbc
        .query(DETAILS.formatted(ALL + "WHERE one.id = ?"), (row, _) -> read(row), id)
        .stream()
        .findFirst();
  }

  /// The contact with this WhatsApp id.
  public Optional<UUID> withId(String whatsAppId) {
    return jdbc
        .queryForList(
            "SELECT contact_id FROM bot.contact_ids WHERE wa_id = ?", UUID.class, whatsAppId)
        .stream()
        .findFirst();
  }

  private static ContactDetails read(ResultSet row) throws SQLException {
    String ownName = row.getString("name");
    List<String> ids = List.of((String[]) row.getArray("ids").getArray());
    return new ContactDetails(
        row.getObject("id", UUID.class),
        ownName == null ? row.getString("name_in_whatsapp") : ownName,
        ownName,
        ids.stream()
            .filter(id -> id.endsWith("@s.whatsapp.net"))
            .map(id -> id.substring(0, id.indexOf('@')))
            .findFirst()
            .orElse(null),
        ids,
        row.getString("language"),
        row.getString("fields"),
        row.getBoolean("blocked"),
        row.getBoolean("opted_out"),
        new Seen(Columns.instant(row, "first_seen"), Columns.instant(row, "last_seen")),
        List.of((String[]) row.getArray("labels").getArray()),
        List.of(JSON.readValue(row.getString("chats"), ContactChat[].class)));
  }
}
