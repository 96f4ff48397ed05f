package id.balas.ingest.translation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs each unexpected name once. Names come from outside, so text that does not look like a name
/// is not logged. After 100 names, nothing is logged.
final class UnusualNames {

  private static final Logger log = LoggerFactory.getLogger(UnusualNames.class);
  private static final int MOST = 100;

  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  void logOnce(String sentence, String name) {
    String shown = isName(name) ? name : "(not a name)";
    if (logged.size() < MOST && logged.add(sentence + shown)) {
      log.warn(sentence, shown);
    }
  }

  // A phone number has seven digits or more.
  private static boolean isName(String name) {
    long digits = name.chars().filter(Character::isDigit).count();
    return name.length() <= 40 && digits < 7 && name.chars().allMatch(UnusualNames::isOfNames);
  }

  private static boolean isOfNames(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "_-.".indexOf(c) >= 0);
  }
}
