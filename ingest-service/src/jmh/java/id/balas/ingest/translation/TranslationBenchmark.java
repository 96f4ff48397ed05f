package id.balas.ingest.translation;

import id.balas.whapi.ChannelSetting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Measures parsing and translation of a webhook body, without HTTP and Kafka: one text as the
/// provider sends it, and fifty messages in one body.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TranslationBenchmark {

  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

  private final WebhookTranslator translator =
      new WebhookTranslator(
          new ChannelNames(ChannelSetting.of("t", "")), (_, _) -> null, Inbox.CUSTOMERS);
  private final byte[] text = sample("14-messages-post-text-1to1-body-mode");
  private final byte[] fifty = fifty();

  @Benchmark
  public TranslatedBody text() {
    return translator.translate(WebhookPayload.parse(text), WebhookRoute.UNTOLD, NOW);
  }

  @Benchmark
  public TranslatedBody fiftyInOneBody() {
    return translator.translate(WebhookPayload.parse(fifty), WebhookRoute.UNTOLD, NOW);
  }

  private static byte[] sample(String name) {
    try (InputStream body =
        TranslationBenchmark.class.getResourceAsStream("/payloads/" + name + ".json")) {
      return Objects.requireNonNull(body).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] fifty() {
    return IntStream.range(0, 50)
        .mapToObj(
            "{\"id\":\"M-%d\",\"from\":\"6281112223334\",\"text\":{\"body\":\"Halo\"}}"::formatted)
        .collect(Collectors.joining(",", "{\"messages\":[", "]}"))
        .getBytes(StandardCharsets.UTF_8);
  }
}
