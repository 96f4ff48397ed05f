package id.balas.bot.answers;

import id.balas.bot.answers.book.AnswerBookSnapshot;
import id.balas.bot.answers.book.BotTexts;
import id.balas.bot.decision.lookup.AnswerBook;
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
@Component
public class AnswerBookCache implements Supplier<AnswerBook> {

  private static final Logger log = LoggerFactory.getLogger(AnswerBookCache.class);

  record Loaded(long version, boolean asksAi, AnswerBookSnapshot book) {}

  private final Rules rules;
  private final OpeningHours hours;
  private final AnswerBookVersion version;
  private final BotTexts texts;
  private final AiReadiness ai;
  private final TransactionTemplate snapshot;
  private volatile @Nullable Loaded loaded;

  AnswerBookCache(
      Rules rules,
      OpeningHours hours,
      AnswerBookVersion version,
      BotTexts texts,
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
  public AnswerBookSnapshot get() {
    Loaded current = loaded;
    return current == null ? reload().book() : current.book();
  }

  /// Reloads at once, so that this instance uses its own change immediately.
  public synchronized Loaded reload() {
    Loaded read =
        snapshot.execute(_ ->
            new Loaded(
                version.current(),
                ai.isReady(),
                new AnswerBookSnapshot(rules.all(), hours.current(), texts, ai.isReady())));
    loaded = read;
    return read;
  }

  @Scheduled(fixedDelayString = "${balas.bot.renew-answers-every}")
  void reloadIfChanged() {
    try {
      Loaded current = loaded;
      if (current == null
          || current.version() != version.current()
          || current.asksAi() != ai.isReady()) {
        log.info("Reloaded the answers, version {}", reload().version());
      }
    } catch (RuntimeException e) {
      log.warn("Could not reload the answers, keeping the current ones: {}", e.toString());
    }
  }
}
