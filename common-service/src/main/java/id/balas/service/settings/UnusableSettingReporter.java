package id.balas.service.settings;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Prints the one sentence of an [UnusableSetting], wherever in the causes it is, in place of a
/// stack trace.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnusableSettingReporter implements SpringBootExceptionReporter {

  private static final Log log = LogFactory.getLog(UnusableSettingReporter.class);

  @Override
  public boolean reportException(Throwable failure) {
    UnusableSetting setting = find(failure);
    if (setting == null) {
      return false;
    }
    log.error(setting.getMessage());
    return true;
  }

  private static @Nullable UnusableSetting find(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnusableSetting setting) {
        return setting;
      }
    }
    return null;
  }
}
