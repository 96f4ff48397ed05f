package id.balas.system;

import id.balas.stack.Stack;
import id.balas.stack.process.StackException;
import id.balas.stack.settings.Ports;
import id.balas.stack.settings.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One whole stack for several test classes, on free ports, because its start takes a minute.
/// [StackStopIT] stops it. Otherwise it stops with the JVM of the tests.
public final class TestStack {

  public static final String TOKEN = "test-stack-token";
  public static final String ADMIN = "628110000001";

  private static final AtomicInteger OFFSETS =
      new AtomicInteger(new Random().nextInt(10_000, 20_000));
  private static @Nullable TestStack shared;

  private final int offset;
  private final Collector collector;
  private final Stack stack;

  private TestStack() throws IOException {
    offset = freeOffset();
    collector = new Collector();
    Path directory =
        Files.createTempDirectory(
            Files.createDirectories(Path.of("target")).toAbsolutePath(), "stack");
    stack =
        new Stack(
            new StackSettings(
                Path.of("..").toAbsolutePath().normalize(),
                directory,
                offset,
                TOKEN,
                ADMIN,
                "",
                environment()),
            System.out::println);
  }

  // Short waits, logs as in containers, and everything traced.
  private Map<String, String> environment() {
    return Map.of(
        "BALAS_SENDER_UNKNOWNWAIT", "16s",
        "BALAS_SENDER_CHANNELDOWNWAIT", "1s",
        "BALAS_WHAPI_READTIMEOUT", "8s",
        "TRUSTED_PROXIES", "127[.]0[.]0[.]1",
        "LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs",
        "LOGGING_STRUCTURED_JSON_CUSTOMIZER", "id.balas.service.telemetry.LogIdFields",
        "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(),
        "OTEL_BSP_SCHEDULE_DELAY", "200");
  }

  /// Starts the stack at the first call.
  public static synchronized TestStack shared() throws IOException {
    if (shared == null) {
      var starting = new TestStack();
      try {
        starting.stack.start();
      } catch (RuntimeException e) {
        starting.close();
        throw e;
      }
      shared = starting;
    }
    return shared;
  }

  /// Avoids the ports of a developer's stack and of another build, and never returns an offset
  /// twice.
  public static int freeOffset() {
    return Stream.generate(() -> OFFSETS.addAndGet(100))
        .filter(TestStack::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int offset) {
    try {
      Ports.checkFree(StackSettings.of(Path.of(""), Map.of("BALAS_PORT_OFFSET", "" + offset)));
      return true;
    } catch (StackException e) {
      return false;
    }
  }

  public Stack stack() {
    return stack;
  }

  Collector collector() {
    return collector;
  }

  boolean hasFreePorts() {
    return isFree(offset);
  }

  void close() {
    stack.close();
    collector.close();
  }
}
