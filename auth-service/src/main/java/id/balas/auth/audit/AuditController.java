package id.balas.auth.audit;

import id.balas.auth.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows admins the audit, newest first: `next` of a page is `after` of the following one.
@RestController
@Tag(name = "Audit")
class AuditController {

  private static final int MOST = 500;

  private final JdbcClient jdbc;

  AuditController(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Entry(
      @Schema(example = "41") long id,
      @Schema(example = "2026-01-28T08:00:00Z") Instant at,
      @Schema(example = "7") @Nullable String whoId,
      @Schema(example = "siti") @Nullable String who,
      @Schema(example = "5") @Nullable String apiKeyId,
      @Schema(example = "chat.answered") String what,
      @Schema(example = "chat:default:6281112223334@s.whatsapp.net") @Nullable String target,
      @Schema(example = "203.0.113.7") String address,
      @Schema(example = "done") @Nullable String detail) {}

  record Page(List<Entry> items, @Schema(example = "41") @Nullable Long next) {}

  @Operation(summary = "List audit entries, newest first")
  @GetMapping("/audit")
  Page audit(
      @Parameter(description = "The user name", example = "siti") @RequestParam(required = false)
          @Nullable String who,
      @Parameter(description = "The action", example = "chat.answered")
          @RequestParam(required = false)
          @Nullable String what,
      @Parameter(description = "What was acted on", example = "user:7")
          @RequestParam(required = false)
          @Nullable String target,
      @Parameter(description = "The IP address of the caller", example = "203.0.113.7")
          @RequestParam(required = false)
          @Nullable String address,
      @Parameter(description = "Not before this time", example = "2026-01-28T08:00:00Z")
          @RequestParam(required = false)
          @DateTimeFormat(iso = ISO.DATE_TIME)
          @Nullable Instant since,
      @Parameter(description = "Before this time", example = "2026-01-29T08:00:00Z")
          @RequestParam(required = false)
          @DateTimeFormat(iso = ISO.DATE_TIME)
          @Nullable Instant until,
      @Parameter(description = "`next` of the previous page", example = "41")
          @RequestParam(required = false)
          @Nullable Long after,
      @Parameter(description = "Entries per page, 1 to 500", example = "100")
          @RequestParam(defaultValue = "100")
          int limit) {
    if (limit < 1 || limit > MOST) {
      throw Refused.bad("limit must be 1 to " + MOST + ".");
    }
    if (Stream.of(since, until).anyMatch(AuditController::isBeyondTheDatabase)
        || Stream.of(who, what, target, address)
            .anyMatch(text -> text != null && text.indexOf('\0') >= 0)) {
      throw Refused.bad("A filter has a value that nothing can have.");
    }
    List<Object> values = new ArrayList<>();
    String where =
        filter("who = ?", who, values)
            + filter("what = ?", what, values)
            + filter("target = ?", target, values)
            + filter("address = ?", address, values)
            + filter("at >= ?", since == null ? null : Timestamp.from(since), values)
            + filter("at < ?", until == null ? null : Timestamp.from(until), values)
            + filter("id < ?", after, values);
    values.add(limit);
    List<Entry> items =
        jdbc.sql("SELECT * FROM auth.audit WHERE true" + where + " ORDER BY id DESC LIMIT ?")
            .params(values)
            .query((row, _) ->
                new Entry(
                    row.getLong("id"),
                    row.getTimestamp("at").toInstant(),
                    row.getString("who_id"),
                    row.getString("who"),
                    row.getString("api_key_id"),
                    row.getString("what"),
                    row.getString("target"),
                    row.getString("address"),
                    row.getString("detail")))
            .list();
    return new Page(items, items.size() < limit ? null : items.getLast().id());
  }

  private static boolean isBeyondTheDatabase(@Nullable Instant moment) {
    return moment != null
        && (moment.isBefore(Instant.EPOCH)
            || moment.isAfter(Instant.parse("9999-12-31T00:00:00Z")));
  }

  private static String filter(String condition, @Nullable Object value, List<Object> values) {
    if (value == null) {
      return "";
    }
    values.add(value);
    return " AND " + condition;
  }
}
