package id.balas.ingest.translation;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.WireRecord;
import id.balas.events.wire.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// Translates each body of `golden` and `payloads` and compares the result with the hand-written
/// records beside it. The part of a file name after `@` is the event in the request.
class GoldenBodiesTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Path CAPTURED = Path.of("src/test/resources/payloads");
  private static final String RECORDS = ".records.json";
  private static final Map<String, String> KNOWN_LIDS =
      Map.of("default/111122223333444@lid", "628110000055@s.whatsapp.net");
  private static final JsonMapper PRETTY = JsonMapper.builder().build();

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(RECORDS))
          .map(name -> name.substring(0, name.length() - RECORDS.length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void bodiesBecomeTheExpectedRecords(String name) throws IOException {
    List<WireRecord> expected = EventJson.readAll(Files.readString(GOLDEN.resolve(name + RECORDS)));
    List<WireRecord> actual =
        translator().translate(WebhookPayload.parse(body(name)), event(name), NOW).records();
    assertThat(pretty(actual)).as(name).isEqualTo(pretty(expected));
  }

  @Test
  void everyCapturedBodyHasExpectedRecords() throws IOException {
    try (Stream<Path> bodies = Files.list(CAPTURED)) {
      assertThat(bodies.map(file -> file.getFileName().toString().replace(".json", "")))
          .isNotEmpty()
          .allMatch(name -> Files.exists(GOLDEN.resolve(name + RECORDS)));
    }
  }

  private static WebhookTranslator translator() {
    AtomicInteger fresh = new AtomicInteger();
    WebhookTranslator.PhoneLookup lids = (channel, lid) -> KNOWN_LIDS.get(channel + "/" + lid);
    return new WebhookTranslator(
        new ChannelNames(List.of()),
        lids,
        new Inbox(EnumSet.allOf(Inbox.Kind.class)),
        () -> "fresh-" + fresh.incrementAndGet());
  }

  private static byte[] body(String name) throws IOException {
    Path made = GOLDEN.resolve(name + ".json");
    return Files.readAllBytes(Files.exists(made) ? made : CAPTURED.resolve(name + ".json"));
  }

  private static WebhookRoute event(String name) {
    int at = name.indexOf('@');
    int dot = name.indexOf('.', at);
    return at < 0
        ? WebhookRoute.UNTOLD
        : new WebhookRoute(name.substring(at + 1, dot), name.substring(dot + 1));
  }

  private static String pretty(List<WireRecord> records) {
    return PRETTY.readTree(EventJson.writeAll(records)).toPrettyString();
  }
}
