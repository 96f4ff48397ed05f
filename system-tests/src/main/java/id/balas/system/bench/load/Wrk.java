package id.balas.system.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The load generator `wrk`, which uses little CPU itself. It sends as many requests as its
/// connections allow.
public final class Wrk {

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern MEDIAN = Pattern.compile("50%\\s+([\\d.]+)(us|ms|s)");
  private static final Pattern FAULTS = Pattern.compile("(Non-2xx.*|Socket errors.*)");
  private static final Map<String, Double> MILLIS = Map.of("us", 0.001, "ms", 1.0, "s", 1000.0);

  /// Requests per second and their median latency in milliseconds.
  public record Figures(double rate, double p50) {}

  private final Path script;

  /// Sends each of `bodies` bodies of so many messages in turn.
  public Wrk(Path directory, String secret, int bodies, int messages) {
    this.script = directory.resolve("wrk-" + messages + ".lua");
    var lua = new StringBuilder("local requests = {}\nlocal n = 0\nfunction init()\n");
    lua.append(
        "  local headers = {[\"Content-Type\"]=\"application/json\", [\"X-Webhook-Secret\"]=\"");
    lua.append(secret).append("\"}\n");
    for (int i = 0; i < bodies; i++) {
      lua.append("  requests[#requests+1] = wrk.format(\"POST\", nil, headers, [==[");
      lua.append(WebhookBodies.of(i, messages)).append("]==])\n");
    }
    lua.append("end\nfunction request()\n  n = n % #requests + 1\n  return requests[n]\nend\n");
    try {
      Files.writeString(script, lua);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static boolean isInstalled() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "wrk")));
  }

  public Figures run(String url, int connections, int seconds) {
    try {
      Process wrk =
          new ProcessBuilder(
                  "wrk",
                  "-t1",
                  "-c" + connections,
                  "-d" + seconds + "s",
                  "--latency",
                  "--timeout",
                  "10s",
                  "-s",
                  script.toString(),
                  url)
              .redirectErrorStream(true)
              .start();
      String words = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher faults = FAULTS.matcher(words);
      if (faults.find()) {
        throw new IllegalStateException(url + ": " + faults.group(1));
      }
      Matcher median = found(MEDIAN, words);
      double millis = MILLIS.getOrDefault(median.group(2), 1.0);
      return new Figures(
          Double.parseDouble(found(RATE, words).group(1)),
          Double.parseDouble(median.group(1)) * millis);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Matcher found(Pattern pattern, String words) {
    Matcher matcher = pattern.matcher(words);
    if (!matcher.find()) {
      throw new IllegalStateException("wrk said: " + words);
    }
    return matcher;
  }
}
