package id.balas.service.settings;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Prints the sentence of an [InvalidSettingException] instead of a stack trace, at any depth of
/// the causes.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidSettingReporter implements SpringBootExceptionReporter {

  private static final Log log = LogFactory.getLog(InvalidSettingReporter.class);

  @Override
  public boolean reportException(Throwable failure) {
    InvalidSettingException setting = find(failure);
    if (setting == null) {
      return false;
    }
    log.error(setting.getMessage());
    return true;
  }

  private static @Nullable InvalidSettingException find(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidSettingException setting) {
        return setting;
      }
    }
    return null;
  }
}
