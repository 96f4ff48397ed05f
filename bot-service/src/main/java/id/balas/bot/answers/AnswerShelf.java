package id.balas.bot.answers;

import id.balas.bot.answers.book.DeskBook;
import id.balas.bot.answers.book.DeskTexts;
import id.balas.bot.decision.AnswerBook;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Caches the answer book and reloads it when rules or hours change. Other instances pick up a
/// change within seconds. While the database is down, the last version stays in use.
public @Component class AnswerShelf implements Supplier<AnswerBook> {

  private static final Logger log = LoggerFactory.getLogger(AnswerShelf.class);

  record Edition(long version, boolean asksAi, DeskBook book) {}

  private final Rules rules;
  private final OpeningHours hours;
  private final BookVersion version;
  private final DeskTexts texts;
  private final AiReadiness ai;
  private final TransactionTemplate snapshot;
  private volatile @Nullable Edition edition;

  AnswerShelf(
      Rules rules,
      OpeningHours hours,
      BookVersion version,
      DeskTexts texts,
      AiReadiness ai,
      PlatformTransactionManager transactions) {
    this.rules = rules;
    this.hours = hours;
    this.version = version;
    this.texts = texts;
    this.ai = ai;
    this.snapshot = new TransactionTemplate(transactions);
    snapshot.setReadOnly(true);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  @Override
  public DeskBook get() {
    Edition present = edition;
    return present == null ? renewed().book() : present.book();
  }

  /// Reloads at once, so that this instance uses its own change immediately.
  public synchronized Edition renewed() {
    Edition read =
        snapshot.execute(_ ->
            new Edition(
                version.present(),
                ai.isReady(),
                new DeskBook(rules.all(), hours.present(), texts, ai.isReady())));
    edition = read;
    return read;
  }

  @Scheduled(fixedDelayString = "${balas.bot.renew-answers-every}")
  void renewIfChanged() {
    try {
      Edition present = edition;
      if (present == null
          || present.version() != version.present()
          || present.asksAi() != ai.isReady()) {
        log.info("Took in version {} of the answers", renewed().version());
      }
    } catch (RuntimeException e) {
      log.warn("Could not look for new answers, keeping the present ones: {}", e.toString());
    }
  }
}
