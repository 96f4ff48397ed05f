package id.balas.bot.answers.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import id.balas.bot.answers.AnswerBookCache;
import id.balas.bot.answers.Rules;
import id.balas.bot.answers.book.Language;
import id.balas.bot.answers.book.Match;
import id.balas.bot.answers.book.Rule;
import id.balas.bot.answers.book.Rule.Stored;
import id.balas.bot.answers.book.Span;
import id.balas.bot.decision.lookup.AnswerBook.Tags;
import id.balas.bot.users.Assignees;
import id.balas.bot.web.Requester;
import id.balas.events.value.Priority;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Canned answers. Agents and admins may read them, admins may change them. SecurityConfiguration
/// checks the roles.
@RestController
@RequestMapping("/rules")
@Tag(name = "Rules", description = "Automatic answers to keywords")
class RuleController {

  private static final String ID = "Id of the rule";

  private final Rules rules;
  private final AnswerBookCache cache;
  private final Assignees assignees;

  RuleController(Rules rules, AnswerBookCache cache, Assignees assignees) {
    this.rules = rules;
    this.cache = cache;
    this.assignees = assignees;
  }

  /// Omitted fields get defaults. [Rule] checks the values that depend on each other.
  @Schema(
      example =
          "{\"name\":\"shipping\",\"language\":\"en\",\"keywords\":[\"shipping\"],\"answer\":\"Free, {name}.\"}")
  record RuleBody(
      @NotNull @PlainText(max = 100) String name,
      @NotNull Language language,
      @Schema(description = "WORD if omitted") @Nullable Match match,
      @NotNull List<@NotNull @PlainText(max = 200) String> keywords,
      @Schema(description = "May contain variables such as {name}") @NotNull @PlainText(max = 3_500)
          String answer,
      @Schema(description = "Whether the chat is handed to an agent") @Nullable Boolean handsOff,
      @Schema(description = "From -1000 to 1000, 0 if omitted; the highest wins")
          @Nullable Integer priority,
      @Schema(description = "When the rule applies; always if omitted")
          @Nullable List<@NotNull Span> active,
      @Schema(description = "True if omitted") @Nullable Boolean enabled,
      @Schema(description = "Name or id of the team to which `handsOff` hands the chat")
          @PlainText(max = 100)
          @Nullable String team,
      @Schema(description = "Labels that the chat gets")
          @Size(max = 20, message = "must have at most 20 labels")
          @Nullable List<@NotNull @PlainText(max = 40) String> labels,
      @Schema(description = "Place of the chat in the queue") @Nullable Priority chatPriority) {

    static RuleBody of(Rule rule) {
      return new RuleBody(
          rule.name(),
          rule.language(),
          rule.match(),
          rule.keywords(),
          rule.answer(),
          rule.handsOff(),
          rule.priority(),
          rule.active(),
          rule.enabled(),
          rule.tags().team(),
          rule.tags().labels(),
          rule.tags().priority());
    }

    Rule rule() {
      return new Rule(
          name,
          language,
          match == null ? Match.WORD : match,
          keywords,
          answer,
          handsOff != null && handsOff,
          priority == null ? 0 : priority,
          active == null ? List.of() : active,
          enabled == null || enabled,
          new Tags(
              team,
              labels == null ? List.of() : labels.stream().map(String::strip).toList(),
              chatPriority));
    }
  }

  record RuleView(
      long id, @JsonUnwrapped RuleBody rule, @Nullable String changedBy, Instant changedAt) {

    static RuleView of(Stored stored) {
      return new RuleView(
          stored.id(), RuleBody.of(stored.rule()), stored.changedBy(), stored.changedAt());
    }
  }

  @Operation(summary = "List rules", description = "Oldest first.")
  @GetMapping
  List<RuleView> all() {
    return rules.all().stream().map(RuleView::of).toList();
  }

  @Operation(summary = "Show a rule")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No rule with this id")
  @GetMapping("/{id}")
  RuleView one(@Parameter(description = ID, example = "7") @PathVariable long id) {
    return rules.find(id).map(RuleView::of).orElseThrow(() -> unknown(id));
  }

  @Operation(summary = "Add a rule", description = "It applies at once (admins).")
  @ApiResponse(responseCode = "201", description = "Added")
  @ApiResponse(responseCode = "409", description = "Another rule has this name, or there are 500")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<RuleView> add(
      @RequestBody @Valid RuleBody body, @AuthenticationPrincipal Jwt caller) {
    Rule rule = checked(body);
    long id = withFreeName(() -> rules.add(rule, Requester.of(caller).name()));
    cache.reload();
    return ResponseEntity.created(URI.create("/rules/" + id)).body(one(id));
  }

  @Operation(summary = "Replace a rule", description = "It applies at once (admins).")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No rule with this id")
  @ApiResponse(responseCode = "409", description = "Another rule has this name")
  @PutMapping("/{id}")
  RuleView change(
      @Parameter(description = ID, example = "7") @PathVariable long id,
      @RequestBody @Valid RuleBody body,
      @AuthenticationPrincipal Jwt caller) {
    Rule rule = checked(body);
    if (!withFreeName(() -> rules.change(id, rule, Requester.of(caller).name()))) {
      throw unknown(id);
    }
    cache.reload();
    return one(id);
  }

  @Operation(summary = "Delete a rule", description = "Admins only.")
  @ApiResponse(responseCode = "204", description = "Deleted")
  @ApiResponse(responseCode = "404", description = "No rule with this id")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@Parameter(description = ID, example = "7") @PathVariable long id) {
    if (!rules.delete(id)) {
      throw unknown(id);
    }
    cache.reload();
  }

  private Rule checked(RuleBody body) {
    if (body.team() != null) {
      assignees.requireTeam("team", body.team());
    }
    return body.rule();
  }

  private static <T> T withFreeName(Supplier<T> write) {
    try {
      return write.get();
    } catch (DuplicateKeyException _) {
      throw ProblemException.conflict(
          "Another rule has this name. Choose another name, or change that rule.");
    }
  }

  private static ProblemException unknown(long id) {
    return ProblemException.notFound("There is no rule " + id + ".");
  }
}
