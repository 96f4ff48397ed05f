package id.balas.system.load.figures;

import id.balas.stack.settings.StackSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// Reads everything that a running stack has used so far.
public final class StackProbe implements AutoCloseable {

  private final Path directory;
  private final Admin admin;
  private final String jdbcUrl;

  public StackProbe(StackSettings settings) {
    this.directory = settings.directory();
    this.admin = Admin.create(Map.of("bootstrap.servers", "localhost:" + settings.port(9092)));
    this.jdbcUrl =
        "jdbc:postgresql://localhost:%d/postgres?user=postgres".formatted(settings.port(5432));
  }

  public record Reading(StackFigures stack, LogFigures log, DatabaseFigures database) {}

  /// `naive` is the bot that Balas is compared with, while it runs.
  public Reading read(@Nullable ProcessHandle naive) {
    return new Reading(StackFigures.read(directory, naive), log(), DatabaseFigures.read(jdbcUrl));
  }

  public LogFigures log() {
    return LogFigures.read(admin);
  }

  /// What was used between the two readings, for each message.
  public static StepFigures.Cost cost(Reading before, Reading after, int messages) {
    StackFigures stack = after.stack().since(before.stack());
    DatabaseFigures database = after.database().since(before.database());
    Map<String, Double> cpu = new LinkedHashMap<>();
    stack.processes().forEach((name, used) -> cpu.put(name, used.cpuMillis() / messages));
    return new StepFigures.Cost(
        cpu,
        (double) stack.contextSwitches() / messages,
        perMessage(after.log().recordsSince(before.log()), messages),
        perMessage(after.log().bytesSince(before.log()), messages),
        (double) database.transactions() / messages,
        (double) database.calls() / messages,
        (double) database.rows() / messages,
        (double) database.walBytes() / messages,
        (double) database.bytes() / messages,
        database.costliest(messages));
  }

  private static Map<String, Double> perMessage(Map<String, Long> sums, int messages) {
    Map<String, Double> each = new LinkedHashMap<>();
    sums.forEach((name, sum) -> each.put(name, (double) sum / messages));
    return each;
  }

  @Override
  public void close() {
    admin.close();
  }
}
