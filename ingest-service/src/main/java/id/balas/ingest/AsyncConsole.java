package id.balas.ingest;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Writes the console log on a thread of its own while the service runs: one write per line took a
/// quarter of the webhook's time. Nothing is lost: a full queue blocks the caller, and the shutdown
/// waits until the queue is empty.
@Component
class AsyncConsole implements SmartLifecycle {

  private static final int QUEUE = 8192;
  private static final int LONGEST_FLUSH_MILLIS = 10_000;

  private final @Nullable Logger root;
  private @Nullable Appender<ILoggingEvent> console;
  private @Nullable AsyncAppender async;

  @Autowired
  AsyncConsole() {
    this(LoggerFactory.getILoggerFactory() instanceof LoggerContext logback ? logback : null);
  }

  AsyncConsole(@Nullable LoggerContext logback) {
    root = logback == null ? null : logback.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  @Override
  public void start() {
    Appender<ILoggingEvent> direct = root == null ? null : root.getAppender("CONSOLE");
    if (root == null || direct == null) {
      return;
    }
    var queue = new AsyncAppender();
    queue.setName("ASYNC_CONSOLE");
    queue.setContext(root.getLoggerContext());
    queue.setQueueSize(QUEUE);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(false);
    queue.setMaxFlushTime(LONGEST_FLUSH_MILLIS);
    queue.addAppender(forwardTo(direct));
    queue.start();
    root.addAppender(queue);
    root.detachAppender(direct);
    console = direct;
    async = queue;
  }

  // The queue stops its appender at the end, but the console is still needed then.
  private static Appender<ILoggingEvent> forwardTo(Appender<ILoggingEvent> console) {
    var appender =
        new AppenderBase<ILoggingEvent>() {
          @Override
          protected void append(ILoggingEvent event) {
            console.doAppend(event);
          }
        };
    appender.setContext(console.getContext());
    appender.start();
    return appender;
  }

  @Override
  public void stop() {
    AsyncAppender queue = async;
    async = null;
    if (root == null || queue == null || !root.isAttached(queue)) {
      return;
    }
    // In this order a line may be written twice, but none is lost.
    root.addAppender(console);
    root.detachAppender(queue);
    queue.stop();
  }

  @Override
  public boolean isRunning() {
    return async != null;
  }
}
