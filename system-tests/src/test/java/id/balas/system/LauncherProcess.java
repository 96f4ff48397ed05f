package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.stack.Stack;
import id.balas.stack.process.ChildProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The launcher as a person runs it: a process with a console. Its stack has only Kafka, PostgreSQL
/// and ingest-service.
record LauncherProcess(int offset, Path directory, Process process) implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(2);
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern PROCESS = Pattern.compile("(?m)^(\\S+) +\\S+ +(\\d+) +\\S+\\.log$");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static LauncherProcess start(Path directory) throws IOException {
    int offset = TestStack.freeOffset();
    var builder =
        new ProcessBuilder(
                Stream.of(
                        List.of(ChildProcess.java()),
                        ChildProcess.compilation(),
                        List.of(
                            "-cp", System.getProperty("java.class.path"), Stack.class.getName()))
                    .flatMap(List::stream)
                    .toList())
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(directory.resolve("console").toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "BALAS_STACK_DIR",
                directory.toString(),
                "BALAS_PORT_OFFSET",
                "" + offset,
                "BALAS_WITHOUT",
                "bot-service,sender-service,auth-service"));
    return new LauncherProcess(offset, directory, builder.start());
  }

  static Path newDirectory() throws IOException {
    return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "launcher");
  }

  String console() throws IOException {
    return Files.readString(directory.resolve("console"));
  }

  void awaitReady() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(console()).contains("Ctrl-C stops everything"));
  }

  Map<String, ProcessHandle> processes() throws IOException {
    return PROCESS
        .matcher(console())
        .results()
        .collect(
            Collectors.toMap(
                row -> row.group(1),
                row -> ProcessHandle.of(Long.parseLong(row.group(2))).orElseThrow()));
  }

  boolean accepts() {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + (8000 + offset) + "/webhook/whapi"))
            .POST(
                BodyPublishers.ofString(
                    "{\"messages\":[{\"from\":\"6281112223334\",\"text\":{\"body\":\"halo\"}}]}"))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
