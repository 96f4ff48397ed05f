package id.balas.bot.answers.book;

import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.bot.answers.book.BotTexts.Wording;
import id.balas.bot.decision.lookup.AnswerBook.Addressee;
import id.balas.bot.decision.lookup.AnswerBook.Finding;
import id.balas.bot.decision.lookup.AnswerBook.Notice;
import id.balas.bot.decision.lookup.AnswerBook.Question;
import id.balas.bot.decision.lookup.AnswerBook.Tags;
import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The answers to customers' messages. Opening hours: Mondays from 8 to 17 in Jakarta.
class AnswerBookSnapshotTests {

  private static final Instant OPEN = Instant.parse("2026-11-23T02:00:00Z");
  private static final Addressee BUDI = new Addressee("default", "Budi", OPEN);
  private static final Instant CLOSED = Instant.parse("2026-11-23T12:00:00Z");
  private static final Span MONDAYS = new Span(MONDAY, LocalTime.of(8, 0), LocalTime.of(17, 0));
  private static final Hours HOURS =
      new Hours("Asia/Jakarta", List.of(MONDAYS), List.of(), Duration.ofHours(8));
  private static final Hours NO_HOURS =
      new Hours("Asia/Jakarta", List.of(), List.of(), Duration.ofHours(8));

  private final List<Rule> rules = new ArrayList<>();
  private Hours hours = HOURS;
  private boolean asksAi;
  private Map<String, String> texts = Map.of();

  @Test
  void defaultReplyIsInTheCustomersLanguage() {
    assertThat(find("Halo saya butuh bantuan", "Budi", OPEN, null))
        .isEqualTo(
            new Finding.SayDefault(
                "the default reply",
                "Halo Budi, terima kasih. Pesan Anda sudah kami terima. Balas *agent* untuk berbicara dengan petugas kami."));
    assertThat(text(find("Hello, I need help", null, OPEN, null)))
        .startsWith("Hello, thank you. We have received");
    assertThat(text(find("xyzzy", null, OPEN, null))).startsWith("Halo, terima kasih.");
  }

  @Test
  void rulesAreOrderedByPriorityLanguageAndAge() {
    rule("oldest", "harga", Language.ID, 0);
    rule("english", "harga", Language.EN, 0);
    assertThat(find("what is the harga of this", null, OPEN, null).rule())
        .isEqualTo("the rule \"english\"");
    assertThat(find("harga?", null, OPEN, null).rule()).isEqualTo("the rule \"oldest\"");
    rule("first of all", "harga", Language.ID, 5);
    assertThat(find("what is the harga of this", null, OPEN, null).rule())
        .isEqualTo("the rule \"first of all\"");
  }

  @Test
  void rulesApplyInTheirActiveHoursOnly() {
    rules.add(
        new Rule(
            "r",
            Language.ID,
            Match.WORD,
            List.of("promo"),
            "Ada",
            false,
            0,
            List.of(MONDAYS),
            true,
            Tags.NONE));
    assertThat(find("promo?", null, OPEN, null).rule()).isEqualTo("the rule \"r\"");
    assertThat(find("promo?", null, CLOSED, null)).isInstanceOf(Finding.SayAway.class);
  }

  @Test
  void disabledRulesAreSkipped() {
    rules.add(
        new Rule(
            "r",
            Language.ID,
            Match.WORD,
            List.of("promo"),
            "Ada",
            false,
            0,
            List.of(),
            false,
            Tags.NONE));
    assertThat(find("promo?", null, OPEN, null).rule()).isEqualTo("the default reply");
  }

  @Test
  void rulesAnswerOutsideOpeningHours() {
    rule("r", "harga", Language.ID, 0);
    assertThat(find("harga", null, CLOSED, null)).isInstanceOf(Finding.Say.class);
  }

  @Test
  void awayReplyIsSentOncePerPeriod() {
    assertThat(find("halo", "Budi", CLOSED, null))
        .isEqualTo(
            new Finding.SayAway(
                "outside opening hours",
                "Halo Budi, terima kasih atas pesan Anda. Saat ini kami sedang tutup dan buka kembali Senin 30 November"
                    + " pukul 08.00 WIB. Pesan Anda sudah kami simpan."));
    assertThat(find("halo", "Budi", CLOSED, CLOSED.minus(Duration.ofHours(7))))
        .isInstanceOf(Finding.Silence.class);
    assertThat(find("halo", "Budi", CLOSED, CLOSED.minus(Duration.ofHours(8))))
        .isInstanceOf(Finding.SayAway.class);
    asksAi = true;
    assertThat(find("halo", "Budi", CLOSED, null)).isInstanceOf(Finding.SayAway.class);
    assertThat(find("halo", "Budi", CLOSED, CLOSED)).isInstanceOf(Finding.AskAi.class);
  }

  @Test
  void aiIsAskedWhenNoRuleMatches() {
    asksAi = true;
    rule("r", "harga", Language.ID, 0);
    assertThat(find("harga", null, OPEN, null)).isInstanceOf(Finding.Say.class);
    assertThat(find("ongkir", null, OPEN, null)).isInstanceOf(Finding.AskAi.class);
  }

  @Test
  void variablesInNamesAreNotExpanded() {
    rules.add(
        new Rule(
            "r",
            Language.EN,
            Match.WORD,
            List.of("hi"),
            "{greeting} {name}! {day}, {date}, {time}\n{hours}",
            false,
            0,
            List.of(),
            true,
            Tags.NONE));
    assertThat(text(find("hi", "{hours} $1 \\", OPEN, null)))
        .isEqualTo(
            "Good morning {hours} $1 \\! Monday, 23 November 2026, 09:00\nMonday 08:00–17:00");
    assertThat(text(find("hi", null, OPEN, null))).startsWith("Good morning! Monday");
  }

  @Test
  void longNamesAreCutToACharacter() {
    assertThat(text(find("halo", "👍".repeat(5000), OPEN, null)))
        .startsWith("Halo " + "👍".repeat(60) + "…, terima kasih.");
    assertThat(text(find("halo", " \n ", OPEN, null))).startsWith("Halo, terima kasih.");
  }

  @Test
  void unsetHoursAreNotMentioned() {
    rules.add(
        new Rule(
            "r",
            Language.ID,
            Match.WORD,
            List.of("jam buka"),
            "{hours}",
            false,
            0,
            List.of(),
            true,
            Tags.NONE));
    hours = NO_HOURS;
    assertThat(find("jam buka?", null, OPEN, null).rule()).isEqualTo("the default reply");
  }

  @Test
  void invalidRulesAreRejected() {
    assertThatThrownBy(() -> rule(" ", "x", Language.ID, 0)).hasMessage("name must not be blank");
    assertThatThrownBy(() -> rule("r", "", Language.ID, 0))
        .hasMessage("keywords must not be blank");
    assertThatThrownBy(() -> rule("r", "x", Language.ID, 9999)).hasMessageContaining("priority");
    assertThatThrownBy(() -> says("Halo {nama}"))
        .hasMessageStartingWith("answer has the unknown variable {nama}. Use {name}");
    assertThatThrownBy(() -> says("a".repeat(3501))).hasMessageContaining("3500");
  }

  @Test
  void settingsOverrideTheBotsTexts() {
    texts =
        Map.of("default-reply", "Hai {name}!", "default-reply.en", "Hey {name}!", "agent", "Siap");
    assertThat(text(find("apa ini", "Budi", OPEN, null))).isEqualTo("Hai Budi!");
    assertThat(text(find("what is it", "Budi", OPEN, null))).isEqualTo("Hey Budi!");
    assertThat(book().notice(Notice.AGENT, BUDI)).isEqualTo("Siap");
    assertThat(book().notice(Notice.HAND_OFF, BUDI)).startsWith("Pertanyaan Anda");
    texts = Map.of("defaultreply", "x");
    assertThatThrownBy(this::book)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("balas.bot.texts.defaultreply");
    texts = Map.of("away", "{who}");
    assertThatThrownBy(this::book)
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("{who}");
  }

  @Test
  void noticesHaveTheirVariablesFilled() {
    texts = Map.of("agent", "Baik {name}, {greeting}", "hand-off", "Baik {name}!");

    assertThat(book().notice(Notice.AGENT, BUDI)).isEqualTo("Baik Budi, Selamat pagi");
    assertThat(book().notice(Notice.HAND_OFF, new Addressee("default", null, OPEN)))
        .isEqualTo("Baik!");
  }

  private void rule(String name, String keyword, Language language, int priority) {
    rules.add(
        new Rule(
            name,
            language,
            Match.WORD,
            List.of(keyword),
            "Siap",
            false,
            priority,
            List.of(),
            true,
            Tags.NONE));
  }

  private static Rule says(String answer) {
    return new Rule(
        "r", Language.ID, Match.WORD, List.of("x"), answer, false, 0, List.of(), true, Tags.NONE);
  }

  private AnswerBookSnapshot book() {
    List<Rule.Stored> stored = new ArrayList<>();
    rules.forEach(rule -> stored.add(new Rule.Stored(stored.size(), rule, null, OPEN)));
    return new AnswerBookSnapshot(
        stored, hours, new BotTexts(new Wording(Language.ID, true, texts)), asksAi);
  }

  private Finding find(
      String words, @Nullable String name, Instant at, @Nullable Instant lastAway) {
    return book().find(new Question("default", words, name, at, lastAway));
  }

  private static String text(Finding finding) {
    return finding instanceof Finding.SayDefault reply
        ? reply.text()
        : ((Finding.Say) finding).text();
  }
}
