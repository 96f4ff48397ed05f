package id.balas.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AsyncConsoleTests {

  private static final int THREADS = 4;
  private static final int LINES = 5_000;

  private final LoggerContext logback = new LoggerContext();
  private final Logger logger = logback.getLogger("test");
  private final CountDownLatch open = new CountDownLatch(1);
  private final Console written = new Console();
  private final AsyncConsole console = new AsyncConsole(logback);

  @BeforeEach
  void attach() {
    logback.setMDCAdapter(new LogbackMDCAdapter());
    written.setName("CONSOLE");
    written.setContext(logback);
    written.start();
    logback.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(written);
  }

  @Test
  void burstArrivesWhole() throws InterruptedException {
    console.start();
    List<Thread> writers =
        IntStream.range(0, THREADS)
            .mapToObj(writer -> Thread.ofVirtual().start(() -> write(writer)))
            .toList();
    open.countDown();
    for (Thread writer : writers) {
      writer.join();
    }
    console.stop();

    assertThat(written.lines).hasSize(THREADS * LINES);
    for (int writer = 0; writer < THREADS; writer++) {
      String name = writer + " ";
      assertThat(written.lines.stream().filter(line -> line.startsWith(name)))
          .containsExactlyElementsOf(expected(writer));
    }
  }

  // The console accepts the first line only when the shutdown has begun.
  @Test
  void shutdownWritesWhatIsQueued() throws InterruptedException {
    console.start();
    IntStream.range(0, 1_000).forEach(i -> logger.info("line {}", i));
    Thread shutdown = Thread.ofVirtual().start(console::stop);
    open.countDown();
    shutdown.join();

    assertThat(written.lines).hasSize(1_000);
    assertThat(console.isRunning()).isFalse();
  }

  @Test
  void consoleIsDirectAfterShutdown() {
    open.countDown();
    console.start();
    console.stop();

    logger.info("after the end");

    assertThat(written.lines).containsExactly("after the end");
    assertThat(written.isStarted()).isTrue();
  }

  private void write(int writer) {
    IntStream.range(0, LINES).forEach(i -> logger.info("{} {}", writer, i));
  }

  private static List<String> expected(int writer) {
    return IntStream.range(0, LINES).mapToObj(i -> writer + " " + i).toList();
  }

  /// Blocks until it is opened.
  private final class Console extends AppenderBase<ILoggingEvent> {

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    protected void append(ILoggingEvent event) {
      try {
        open.await();
      } catch (InterruptedException _) {
        // The queue interrupts its thread to stop it; the rest is still written.
      }
      lines.add(event.getFormattedMessage());
    }
  }
}
