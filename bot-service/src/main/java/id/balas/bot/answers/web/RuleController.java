package id.balas.bot.answers.web;

import id.balas.bot.answers.AnswerBookCache;
import id.balas.bot.answers.Rules;
import id.balas.bot.answers.book.Given;
import id.balas.bot.answers.book.Language;
import id.balas.bot.answers.book.Match;
import id.balas.bot.answers.book.Rule;
import id.balas.bot.answers.book.Rule.Stored;
import id.balas.bot.answers.book.Span;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
class RuleController {

  private final Rules rules;
  private final AnswerBookCache cache;

  RuleController(Rules rules, AnswerBookCache cache) {
    this.rules = rules;
    this.cache = cache;
  }

  /// Omitted fields get these defaults.
  record RuleBody(
      @Nullable String name,
      @Nullable Language language,
      @Nullable Match match,
      @Nullable List<String> keywords,
      @Nullable String answer,
      @Nullable Boolean handsOff,
      @Nullable Integer priority,
      @Nullable List<Span> active,
      @Nullable Boolean enabled) {

    Rule rule() {
      return new Rule(
          Given.value("name", name),
          Given.value("language", language),
          match == null ? Match.WORD : match,
          Given.value("keywords", keywords),
          Given.value("answer", answer),
          handsOff != null && handsOff,
          priority == null ? 0 : priority,
          active == null ? List.of() : active,
          enabled == null || enabled);
    }
  }

  record RuleView(
      long id,
      String name,
      Language language,
      Match match,
      List<String> keywords,
      String answer,
      boolean handsOff,
      int priority,
      List<Span> active,
      boolean enabled,
      @Nullable String changedBy,
      Instant changedAt) {

    static RuleView of(Stored stored) {
      Rule rule = stored.rule();
      return new RuleView(
          stored.id(),
          rule.name(),
          rule.language(),
          rule.match(),
          rule.keywords(),
          rule.answer(),
          rule.handsOff(),
          rule.priority(),
          rule.active(),
          rule.enabled(),
          stored.changedBy(),
          stored.changedAt());
    }
  }

  @GetMapping
  List<RuleView> all() {
    return rules.all().stream().map(RuleView::of).toList();
  }

  @GetMapping("/{id}")
  RuleView one(@PathVariable long id) {
    return rules.find(id).map(RuleView::of).orElseThrow(() -> new NoSuchRule(id));
  }

  @PostMapping
  ResponseEntity<RuleView> add(@RequestBody RuleBody body, @AuthenticationPrincipal Jwt caller) {
    long id = rules.add(body.rule(), Callers.name(caller));
    cache.reload();
    return ResponseEntity.created(URI.create("/rules/" + id)).body(one(id));
  }

  @PutMapping("/{id}")
  RuleView change(
      @PathVariable long id, @RequestBody RuleBody body, @AuthenticationPrincipal Jwt caller) {
    if (!rules.change(id, body.rule(), Callers.name(caller))) {
      throw new NoSuchRule(id);
    }
    cache.reload();
    return one(id);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable long id) {
    if (!rules.delete(id)) {
      throw new NoSuchRule(id);
    }
    cache.reload();
  }

  static final class NoSuchRule extends RuntimeException {
    NoSuchRule(long id) {
      super("There is no rule " + id + ".");
    }
  }
}
