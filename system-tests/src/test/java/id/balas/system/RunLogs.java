package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The log output of the four services in a whole run: all of it must be valid JSON. It must
/// contain no secret, message text or phone number.
final class RunLogs {

  private static final JsonMapper JSON = JsonMapper.shared();
  // Otherwise a hexadecimal id would sometimes look like a phone number.
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f-]{16,}");
  private static final Pattern PHONE_NUMBER = Pattern.compile("(?<![0-9A-Za-z])62\\d{9,}");

  private final List<String> lines = new ArrayList<>();

  static RunLogs of(List<Path> logs) throws IOException {
    var run = new RunLogs();
    for (Path log : logs) {
      run.lines.addAll(Files.readAllLines(log));
    }
    return run;
  }

  /// `secrets` are message texts, names, tokens, keys and passwords, in any case.
  void assertNoSecrets(List<String> secrets) {
    assertThat(lines).hasSizeGreaterThan(100);
    List<Pattern> patterns = secrets.stream().map(RunLogs::pattern).toList();
    for (String line : lines) {
      patterns.forEach(secret -> assertThat(line).doesNotContainPattern(secret));
      assertThat(PHONE_NUMBER.matcher(HEXADECIMAL.matcher(line).replaceAll("#")).find())
          .as(line)
          .isFalse();
    }
  }

  // A secret begins a word: the provider's ids are random, and one had `BUDI` in its middle.
  private static Pattern pattern(String secret) {
    return Pattern.compile("(?i)(?<![\\w.-])" + Pattern.quote(secret));
  }

  /// Each service has logged the message, in a trace.
  void assertLogged(String messageId, String... services) {
    List<JsonNode> found =
        lines.stream()
            // The JVM's own lines, and a last one that a kill cut off.
            .filter(line -> line.startsWith("{") && line.endsWith("}"))
            .map(JSON::readTree)
            .filter(line -> messageId.equals(line.path("messageId").asString("")))
            .toList();
    assertThat(found)
        .extracting(line -> line.path("service").path("name").asString())
        .contains(services);
    assertThat(found)
        .allSatisfy(line -> assertThat(line.path("trace").path("id").asString("")).hasSize(32));
  }
}
