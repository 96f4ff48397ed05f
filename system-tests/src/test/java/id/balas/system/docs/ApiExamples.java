package id.balas.system.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import id.balas.system.load.Customers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Runs the examples of `docs/api.md` on a running stack, in their order: a later command uses what
/// an earlier one has exported.
public final class ApiExamples {

  private static final String LOCAL_DESK = "http://localhost:8080";
  private static final String LOCAL_INGEST = "localhost:8000";

  private final String desk;
  private final String ingest;
  private final Customers customers;
  private final Shell shell;

  /// `desk` and `ingest` are the addresses of auth-service and ingest-service of a local stack.
  public ApiExamples(String desk, String ingest, Path directory) {
    this.desk = desk;
    this.ingest = ingest;
    this.customers = new Customers("http://" + ingest, "");
    this.shell = new Shell(directory);
  }

  /// One test for each command of the page.
  public Stream<DynamicTest> tests() {
    List<Example> examples = Example.of(Page.of("docs/api.md"));
    examples.stream()
        .filter(example -> !example.isCommand())
        .forEach(file -> shell.write(file.fileName(), file.code()));
    List<Example> commands = examples.stream().filter(Example::isCommand).toList();
    assertThat(commands).hasSizeGreaterThan(8);
    return commands.stream().map(command -> dynamicTest(command.heading(), () -> check(command)));
  }

  // Repeated until the output is right: chats and messages appear soon after they are accepted. All
  // commands of the page may be repeated.
  private void check(Example command) {
    assumeTrue(!command.needsPython() || shell.has("python3"), "python3 is not installed");
    String local = command.code().replace(LOCAL_DESK, desk).replace(LOCAL_INGEST, ingest);
    try (var customer = Executors.newSingleThreadScheduledExecutor()) {
      var _ = customer.scheduleWithFixedDelay(this::change, 500, 500, TimeUnit.MILLISECONDS);
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () -> assertThat(shell.run(local)).as(command.output()).matches(command::allows));
      customer.shutdownNow();
    }
  }

  // So that the stream has changes.
  private void change() {
    customers.write("6281999000111@s.whatsapp.net", UUID.randomUUID().toString(), "Rudi", "halo");
  }
}
