package id.balas.service.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import id.balas.service.text.PhoneNumberMask;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.logback.SentryAppender;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Reports each log line of the level ERROR to Sentry, with phone numbers masked and without the
/// lines before it.
final class SentryErrors {

  private SentryErrors() {}

  static void start(String dsn, String service, String profiles) {
    Sentry.init(options -> {
      options.setDsn(dsn);
      options.setServerName(service);
      options.setTag("service", service);
      options.setEnvironment(profiles.isBlank() ? "development" : profiles);
      options.setSendDefaultPii(false);
      options.setMaxBreadcrumbs(0);
      options.setBeforeSend((event, _) -> masked(event));
    });
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      var appender = new SentryAppender();
      appender.setName("SENTRY");
      appender.setContext(root.getLoggerContext());
      appender.setMinimumEventLevel(Level.ERROR);
      appender.setMinimumBreadcrumbLevel(Level.OFF);
      appender.start();
      root.addAppender(appender);
    }
  }

  static SentryEvent masked(SentryEvent event) {
    Message message = event.getMessage();
    if (message != null) {
      message.setFormatted(PhoneNumberMask.maskedOrNull(message.getFormatted()));
      List<String> params = message.getParams();
      message.setParams(
          params == null
              ? null
              : params.stream()
                  .map(PhoneNumberMask::maskedOrNull)
                  .filter(Objects::nonNull)
                  .toList());
    }
    List<SentryException> exceptions = event.getExceptions();
    if (exceptions != null) {
      exceptions.forEach(SentryErrors::mask);
    }
    return event;
  }

  private static void mask(@Nullable SentryException exception) {
    if (exception != null) {
      exception.setValue(PhoneNumberMask.maskedOrNull(exception.getValue()));
    }
  }
}
