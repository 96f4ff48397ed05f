package id.balas.ingest;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/// Lets one thread write the console, so that no webhook waits for another one's line. No line is dropped: when too
/// many wait, the next one does; an orderly end writes them all.
@Component
class LogInBackground implements InitializingBean {

  private static final String CONSOLE = "CONSOLE";
  private static final int LINES = 8_192;

  @Override
  public void afterPropertiesSet() {
    ILoggerFactory loggers = LoggerFactory.getILoggerFactory();
    if (loggers instanceof LoggerContext context) {
      Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      Appender<ILoggingEvent> console = root.getAppender(CONSOLE);
      if (console != null) {
        root.addAppender(inBackground(context, console));
        root.detachAppender(console);
      }
    }
  }

  private static AsyncAppender inBackground(LoggerContext context, Appender<ILoggingEvent> console) {
    var background = new AsyncAppender();
    background.setName(CONSOLE + "-IN-BACKGROUND");
    background.setContext(context);
    background.setQueueSize(LINES);
    background.setDiscardingThreshold(0);
    background.addAppender(console);
    background.start();
    return background;
  }
}
