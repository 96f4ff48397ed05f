package id.balas.system.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Comments, log lines, errors, page texts and docs use the field's terms and short sentences, as
/// `CONTRIBUTING.md` asks. A finding names the file, the line and the rule.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainWordsTests {

  private static final int LONGEST_SENTENCE = 30;
  private static final int MOST_EXCEPTIONS = 30;
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?:;])\\s+|\\s[|·]\\s");
  private static final Pattern WORD = Pattern.compile("[A-Za-z][\\w'’-]*");

  private record Rule(String advice, Pattern banned) {

    static Rule of(String advice, String banned) {
      return new Rule(
          advice, Pattern.compile("\\b(?:" + banned + ")\\b", Pattern.CASE_INSENSITIVE));
    }
  }

  // Each advice is in CONTRIBUTING.md, beside what it replaces.
  private static final List<Rule> RULES =
      List.of(
          Rule.of("name the caller, user or value", "whoever|whatever|whichever"),
          Rule.of("say return, report, publish, log, show", "tells?|told|telling"),
          Rule.of("say is, has, is in", "stands|stood|standing"),
          Rule.of(
              "say down, unavailable",
              "(?:is|are|was|were|be|while|Kafka|database|provider|server) away"),
          Rule.of("say is redelivered, is repeated", "c[oa]mes? again|coming again"),
          Rule.of("say is invalid", "(?:is|are) none\\b(?! of)|is none of ours"),
          Rule.of("say transient error", "for (?:the world's|its own|\\w+'s) sake"),
          Rule.of("say status, result", "bec[oa]mes? of|became of"),
          Rule.of(
              "say text", "(?:its|their|the customer's|customer's|server's|plain|own|in) words"),
          Rule.of("say agents, admins, users", "people"),
          Rule.of("name the actor, the object", "somebody|someone|things?|something|nobody"),
          Rule.of(
              "say which or that",
              "(?:record|row|process|instance|service|message|partition|consumer|batch|caller"
                  + "|server|thread)s? who"),
          Rule.of(
              "use the field's term",
              "weary|homeless|crowd|closes? the mouth|patience|errand|courier|purse|spoilt"
                  + "|orderly|quiet(?:ly)? refus\\w+|hands? over its|brings? home"));

  /// Parts of texts that break a rule, each with its reason.
  private static final Map<String, String> EXCEPTIONS = Map.of();

  private final List<Texts.Block> blocks = Texts.all(MainSource.checkout());

  @Test
  void textsUseTheFieldsTermsAndShortSentences() {
    assertThat(blocks).hasSizeGreaterThan(5_000);
    assertThat(blocks.stream().flatMap(block -> findings(block).stream())).isEmpty();
  }

  @Test
  void exceptionsAreFewAndNeeded() {
    assertThat(EXCEPTIONS).hasSizeLessThanOrEqualTo(MOST_EXCEPTIONS);
    assertThat(EXCEPTIONS.keySet())
        .allMatch(text ->
            blocks.stream()
                .anyMatch(block -> block.text().contains(text) && !broken(block).isEmpty()));
  }

  @Test
  void contributingNamesEachRule() {
    assertThat(MainSource.read(MainSource.checkout().resolve("CONTRIBUTING.md")))
        .contains(RULES.stream().map(Rule::advice).toList())
        .contains("more than " + LONGEST_SENTENCE + " words");
  }

  @Test
  void findingNamesPlaceAndRule() {
    List<Texts.Block> read =
        Texts.of("a/B.java", List.of("int a;", "/// Kafka is", "/// away.", "String s = \"\";"));
    assertThat(read).hasSize(1);
    assertThat(findings(read.getFirst()))
        .containsExactly("a/B.java:2: \"is away\": say down, unavailable");
    assertThat(findings(Texts.of("a.js", List.of("show('Nobody ' + x, `nobody yet`);")).getFirst()))
        .containsExactly("a.js:1: \"nobody\": name the actor, the object");
  }

  @Test
  void commentsOfSqlFilesAreRead() {
    List<Texts.Block> read =
        Texts.of("a.sql", List.of("--changeset nobody:1", "SELECT who; -- Kafka is", "-- away."));
    assertThat(read.stream().flatMap(block -> findings(block).stream()))
        .containsExactly("a.sql:2: \"is away\": say down, unavailable");
  }

  @Test
  void textBlocksAreReadByLine() {
    List<Texts.Block> read =
        Texts.of(
            "a/B.java",
            List.of(
                "String s =",
                "    \"\"\"",
                "    The report is \\",
                "    away. {\"a b\":\"as somebody said\"}",
                "    SELECT nobody",
                "    \"\"\".formatted(\"as nobody said\");",
                "// Kafka is away."));
    assertThat(read.stream().flatMap(block -> findings(block).stream()))
        .containsExactlyInAnyOrder(
            "a/B.java:3: \"is away\": say down, unavailable",
            "a/B.java:3: \"somebody\": name the actor, the object",
            "a/B.java:6: \"nobody\": name the actor, the object",
            "a/B.java:7: \"is away\": say down, unavailable");
  }

  private static List<String> findings(Texts.Block block) {
    return EXCEPTIONS.keySet().stream().anyMatch(block.text()::contains)
        ? List.of()
        : broken(block);
  }

  private static List<String> broken(Texts.Block block) {
    List<String> found = new ArrayList<>();
    for (Rule rule : RULES) {
      Matcher match = rule.banned().matcher(block.text());
      while (match.find()) {
        found.add("%s: \"%s\": %s".formatted(block.place(), match.group(), rule.advice()));
      }
    }
    for (String sentence : SENTENCE_END.split(block.text(), -1)) {
      long words = WORD.matcher(sentence).results().count();
      if (words > LONGEST_SENTENCE) {
        found.add(
            "%s: a sentence of %d words, more than %d: %s"
                .formatted(block.place(), words, LONGEST_SENTENCE, sentence));
      }
    }
    return found;
  }
}
