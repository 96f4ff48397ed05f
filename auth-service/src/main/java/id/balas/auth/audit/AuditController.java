package id.balas.auth.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.balas.service.web.PlainText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/// The audit, for admins, newest first. `next` of a page is `after` of the next one.
@RestController
@Tag(name = "Audit")
class AuditController {

  private static final int USUAL_ENTRIES = 100;
  private static final int MAX_ENTRIES = 500;

  private final JdbcClient jdbc;

  AuditController(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Schema(name = "AuditEntry")
  record Entry(
      @Schema(example = "41") long id,
      @Schema(example = "2026-01-28T08:00:00Z") Instant at,
      @Schema(example = "7") @Nullable String userId,
      @Schema(example = "siti") @Nullable String user,
      @Schema(example = "5") @Nullable String apiKeyId,
      @Schema(example = "chat.answered") String action,
      @Schema(example = "chat:default:6281112223334@s.whatsapp.net") @Nullable String target,
      @Schema(example = "203.0.113.7") String address,
      @Schema(example = "done") @Nullable String detail) {

    /// The former name of `userId`.
    @JsonProperty("whoId")
    @Schema(deprecated = true, description = "Use `userId`.", example = "7")
    public @Nullable String whoId() {
      return userId;
    }

    /// The former name of `user`.
    @JsonProperty("who")
    @Schema(deprecated = true, description = "Use `user`.", example = "siti")
    public @Nullable String who() {
      return user;
    }

    /// The former name of `action`.
    @JsonProperty("what")
    @Schema(deprecated = true, description = "Use `action`.", example = "chat.answered")
    public String what() {
      return action;
    }
  }

  @Schema(name = "AuditPage")
  record Page(List<Entry> items, @Schema(example = "41") @Nullable Long next) {}

  record AuditParameters(
      @Parameter(description = "The username", example = "siti") @PlainText @Nullable String who,
      @Parameter(description = "The action", example = "chat.answered") @PlainText
          @Nullable String what,
      @Parameter(description = "What was acted on", example = "user:7") @PlainText
          @Nullable String target,
      @Parameter(description = "The IP address of the caller", example = "203.0.113.7") @PlainText
          @Nullable String address,
      @Parameter(description = "Not before this time", example = "2026-01-28T08:00:00Z")
          @Nullable Instant since,
      @Parameter(description = "Before this time", example = "2026-01-29T08:00:00Z")
          @Nullable Instant until,
      @Parameter(description = "`next` of the previous page", example = "41") @Nullable Long after,
      @Parameter(description = "Entries of a page, 1 to 500; 100 if omitted", example = "100")
          @Range(min = 1, max = MAX_ENTRIES)
          @Nullable Integer limit) {}

  @Operation(summary = "List audit entries, newest first")
  @GetMapping("/audit")
  Page audit(@ParameterObject @ModelAttribute @Valid AuditParameters parameters) {
    List<Object> values = new ArrayList<>();
    String where =
        filter("who = ?", parameters.who(), values)
            + filter("what = ?", parameters.what(), values)
            + filter("target = ?", parameters.target(), values)
            + filter("address = ?", parameters.address(), values)
            + filter("at >= ?", timestamp(parameters.since()), values)
            + filter("at < ?", timestamp(parameters.until()), values)
            + filter("id < ?", parameters.after(), values);
    int limit = parameters.limit() == null ? USUAL_ENTRIES : parameters.limit();
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

  private static @Nullable Timestamp timestamp(@Nullable Instant time) {
    return time == null ? null : Timestamp.from(time);
  }

  private static String filter(String condition, @Nullable Object value, List<Object> values) {
    if (value == null) {
      return "";
    }
    values.add(value);
    return " AND " + condition;
  }
}
