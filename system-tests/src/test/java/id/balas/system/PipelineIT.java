package id.balas.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import id.balas.events.MessageStatus;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.stack.Stack;
import id.balas.stack.part.Service;
import id.balas.system.docs.ApiExamples;
import id.balas.system.load.Customers;
import id.balas.system.load.Provider;
import id.balas.system.load.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The whole pipeline: real processes, a real broker and database, checked only against the
/// provider's history.
@Order(2)
class PipelineIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Stack stack;
  private static Customers customers;
  private static Provider provider;
  private static Collector collector;

  @BeforeAll
  static void start() throws IOException {
    TestStack shared = TestStack.shared();
    stack = shared.stack();
    collector = shared.collector();
    customers = new Customers(stack.ingest().url(), "");
    provider = new Provider(stack.whapiUrl(), TestStack.TOKEN);
  }

  @Test
  void customerIsAnswered() {
    customers.write(
        "6281200000001@s.whatsapp.net", "e2e-first-1", "Budi", "Halo saya butuh bantuan");
    await()
        .untilAsserted(() ->
            assertThat(sent("6281200000001"))
                .singleElement(STRING)
                .startsWith("Halo Budi, terima kasih."));
  }

  @TestFactory
  Stream<DynamicTest> examplesOfTheApiPageWork(@TempDir Path directory) {
    return new ApiExamples(
            stack.auth().url(), URI.create(stack.ingest().url()).getAuthority(), directory)
        .tests();
  }

  @Test
  void oneTraceLeadsFromWebhookToProviderCall() {
    customers.write("6281200000004@s.whatsapp.net", "e2e-traced-1", "Budi", "halo");
    await()
        .untilAsserted(() -> {
          List<Collector.Span> trace = collector.traceOf("messageId", "e2e-traced-1");
          assertThat(Collector.path(trace, "POST /messages/text"))
              .containsExactly("POST /webhook/whapi", "decide", "deliver", "POST /messages/text");
          assertThat(trace)
              .extracting(Collector.Span::service)
              .contains("ingest-service", "bot-service", "sender-service");
        });
  }

  @Test
  void capturedBodiesAreAcceptedAndFreshOnesAnswered() throws IOException {
    String now = "" + Instant.now().getEpochSecond();
    try (Stream<Path> bodies = Files.list(Path.of("../fake-whapi/src/test/resources/payloads"))) {
      for (Path body : bodies.sorted().toList()) {
        String fresh =
            Files.readString(body).replaceAll("\"timestamp\": \\d+", "\"timestamp\": " + now);
        assertThat(customers.post(fresh)).as(body.toString()).isEqualTo(200);
      }
    }
    // 14 is a text, 24 a choice, 47 in an array, 48 without optional fields. 19 was sent from the
    // company's phone.
    for (String chat : List.of("628110000007", "628110000011", "628110000019", "628110000020")) {
      await().untilAsserted(() -> assertThat(sent(chat)).as(chat).hasSize(1));
    }
    assertThat(provider.texts("628110000010")).isEmpty();
    assertThat(provider.texts("120363")).isEmpty();
  }

  @Test
  void everyChatIsAnsweredInOrderWhileModesChange() {
    Conversation conversation = new Conversation("6281310", 30, 300);
    conversation.lines().forEach(Line::write);
    awaitClean("6281310", conversation);
  }

  @Test
  void killedBotLosesAndDuplicatesNothing() {
    Conversation conversation = new Conversation("6281320", 30, 300);
    for (int i = 0; i < 300; i++) {
      if (i == 150) {
        stack.bot().child().kill();
        stack.bot().start();
      }
      conversation.lines().get(i).write();
    }
    stack.bot().awaitReady();
    awaitClean("6281320", conversation);
  }

  @Tag("long")
  @Test
  void killedSenderLosesAndDuplicatesNothing() {
    Conversation conversation = new Conversation("6281330", 30, 300);
    for (int i = 0; i < 300; i++) {
      if (i == 150) {
        stack.sender().child().kill();
        stack.sender().start();
      }
      conversation.lines().get(i).write();
    }
    stack.sender().awaitReady();
    awaitClean("6281330", conversation);
  }

  @Test
  void acceptedMessageWithoutResponseIsNotSentTwice() throws Exception {
    fault("{\"kind\":\"stored-then-timeout\",\"times\":1}");
    customers.write("6281200000002@s.whatsapp.net", "e2e-lost-1", "Budi", "halo");
    await().until(() -> !sent("6281200000002").isEmpty());
    await()
        .untilAsserted(() ->
            assertThat(statuses("default/6281200000002@s.whatsapp.net"))
                .anySatisfy(status -> {
                  assertThat(status.status()).isEqualTo(MessageStatus.Status.ACCEPTED);
                  assertThat(status.reason()).matches("echo .+|found in the provider's list");
                }));
    assertThat(sent("6281200000002")).hasSize(1);
  }

  @Test
  void webhookReturns503WhileKafkaIsDownAndRecovers() throws Exception {
    stack.broker().child().kill();
    long begun = System.nanoTime();
    HttpResponse<String> answer =
        webhook(
            "{\"messages\":[{\"id\":\"e2e-away-1\",\"from\":\"6281200000003\",\"text\":{\"body\":\"halo\"}}]}");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));

    stack.broker().start();
    stack.broker().awaitReady();
    customers.write("6281200000003@s.whatsapp.net", "e2e-away-1", "Budi", "halo");
    await().untilAsserted(() -> assertThat(sent("6281200000003")).hasSize(1));
  }

  @Test
  void undeliverableReplyFailsWithItsReason() {
    assertThat(
            customers.post(
                "{\"messages\":[{\"from\":\"62811xxxx\",\"text\":{\"body\":\"Halo saya butuh bantuan\"}}]}"))
        .isEqualTo(200);
    await()
        .untilAsserted(() ->
            assertThat(statuses("default/62811xxxx@s.whatsapp.net"))
                .anySatisfy(status -> {
                  assertThat(status.status()).isEqualTo(MessageStatus.Status.FAILED);
                  assertThat(status.reason())
                      .startsWith("the chat id is not one that Whapi sends to");
                }));
  }

  @Test
  void databaseCommitsAreDurable() throws SQLException {
    String url =
        stack
            .database()
            .url()
            .replaceFirst(
                "postgresql://(.*):(.*)@(.*)", "jdbc:postgresql://$3?user=$1&password=$2");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet settings =
            statement.executeQuery(
                "SELECT current_setting('synchronous_commit'), current_setting('fsync')")) {
      assertThat(settings.next()).isTrue();
      assertThat(settings.getString(1)).isEqualTo("on");
      assertThat(settings.getString(2)).isEqualTo("on");
    }
  }

  @Test
  void malformedBodyIsRejectedAndUnknownEventIgnored() throws Exception {
    HttpResponse<String> malformed = webhook("{\"messages\":");
    assertThat(malformed.statusCode()).isEqualTo(400);
    assertThat(malformed.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(webhook("{\"surprise\":[{}]}").body()).isEqualTo("{\"status\":\"ignored\"}");
  }

  @Test
  void innerServicesRequireATokenAndAuthServesItsKeys() throws Exception {
    for (Service service : List.of(stack.bot(), stack.sender(), stack.ingest(), stack.auth())) {
      assertThat(get(service.url() + "/anything").statusCode()).as(service.name()).isEqualTo(401);
    }
    assertThat(get(stack.auth().url() + "/.well-known/jwks.json").body())
        .contains("\"crv\":\"P-256\"")
        .doesNotContain("\"d\"");
  }

  /// A customer's message that is not sent yet.
  private record Line(String chatId, String id, String name, String text) {
    void write() {
      customers.write(chatId, id, name, text);
    }
  }

  /// Messages of many chats in mixed order, and the expected replies of each chat: a small model of
  /// the modes.
  private static final class Conversation {

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, List<String>> expected = new HashMap<>();
    // Bot replies that a later change of the mode may have dropped before they were sent.
    private final Map<String, Set<String>> overtaken = new HashMap<>();
    // Chats that wait for a person: who asks again gets no second notice.
    private final Set<String> waiting = new HashSet<>();

    Conversation(String prefix, int chats, int messages) {
      Random random = new Random(7);
      Map<String, String> modes = new HashMap<>();
      for (int i = 0; i < messages; i++) {
        String chatId = prefix + "%06d@s.whatsapp.net".formatted(random.nextInt(chats));
        String text =
            random.nextInt(5) > 0
                ? "pertanyaan " + i
                : List.of("agent", "pause", "bot").get(random.nextInt(3));
        String name = "Budi-" + i;
        lines.add(new Line(chatId, prefix + "-" + i, name, text));
        expect(modes, chatId, name, text);
      }
    }

    private void expect(Map<String, String> modes, String chatId, String name, String text) {
      List<String> replies = expected.computeIfAbsent(chatId, _ -> new ArrayList<>());
      switch (text) {
        case "agent" -> {
          overtake(chatId, replies);
          if (hasBot(modes, chatId) || !waiting.contains(chatId)) {
            replies.add("Baik, petugas kami");
          }
          waiting.add(chatId);
        }
        case "pause" -> {
          overtake(chatId, replies);
          replies.add("Baik, balasan otomatis dihentikan");
        }
        case "bot" -> {
          waiting.remove(chatId);
          replies.add("Baik, balasan otomatis aktif");
        }
        default -> {
          if (hasBot(modes, chatId)) {
            replies.add("Halo " + name + ",");
          } else {
            waiting.add(chatId);
          }
          return;
        }
      }
      modes.put(chatId, text);
    }

    private static boolean hasBot(Map<String, String> modes, String chatId) {
      return modes.getOrDefault(chatId, "bot").equals("bot");
    }

    List<Line> lines() {
      return lines;
    }

    private void overtake(String chatId, List<String> replies) {
      overtaken
          .computeIfAbsent(chatId, _ -> new HashSet<>())
          .addAll(replies.stream().filter(reply -> reply.startsWith("Halo ")).toList());
    }

    /// The expected replies, given what was sent: a dropped reply is missing, or is in its place.
    Map<String, List<String>> expected(Map<String, List<String>> sent) {
      Map<String, List<String>> left = new HashMap<>();
      expected.forEach((chatId, replies) -> {
        Set<String> missing = new HashSet<>(overtaken.getOrDefault(chatId, Set.of()));
        missing.removeAll(sent.getOrDefault(chatId, List.of()));
        left.put(chatId, replies.stream().filter(reply -> !missing.contains(reply)).toList());
      });
      return left;
    }

    int size() {
      return expected.values().stream().mapToInt(List::size).sum();
    }
  }

  private static void awaitClean(String prefix, Conversation conversation) {
    await()
        .atMost(Duration.ofSeconds(90))
        .during(Duration.ofSeconds(2))
        .untilAsserted(() -> {
          Map<String, List<String>> sent = beginnings(prefix);
          Verdict verdict = Verdict.of(conversation.expected(sent), sent);
          assertThat(verdict)
              .isEqualTo(new Verdict(verdict.expected(), verdict.expected(), 0, 0, 0));
          assertThat(verdict.sent() + dropped(prefix))
              .as("sent and dropped")
              .isEqualTo(conversation.size());
        });
  }

  /// The number of replies dropped because the bot had to be silent by then.
  private static long dropped(String prefix) {
    return statuses().entrySet().stream()
        .filter(chat -> chat.getKey().startsWith("default/" + prefix))
        .flatMap(chat -> chat.getValue().stream())
        .filter(status -> status.status() == MessageStatus.Status.DROPPED)
        .map(MessageStatus::outboundId)
        .distinct()
        .count();
  }

  private static final List<String> BEGINNINGS =
      List.of(
          "Baik, petugas kami",
          "Baik, balasan otomatis dihentikan",
          "Baik, balasan otomatis aktif");

  private static Map<String, List<String>> beginnings(String prefix) {
    Map<String, List<String>> beginnings = new HashMap<>();
    provider
        .texts(prefix)
        .forEach((chat, texts) ->
            beginnings.put(chat, texts.stream().map(PipelineIT::beginning).toList()));
    return beginnings;
  }

  private static String beginning(String text) {
    return BEGINNINGS.stream()
        .filter(text::startsWith)
        .findFirst()
        .orElse(text.substring(0, text.indexOf(',') + 1));
  }

  private static List<String> sent(String number) {
    return provider.texts(number).getOrDefault(number + "@s.whatsapp.net", List.of());
  }

  private static HttpResponse<String> webhook(String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(stack.ingest().url() + "/webhook/whapi"))
            .POST(BodyPublishers.ofString(body)));
  }

  private static void fault(String order) throws Exception {
    assertThat(
            send(HttpRequest.newBuilder(URI.create(stack.whapiUrl() + "/fake/faults"))
                    .POST(BodyPublishers.ofString(order)))
                .statusCode())
        .isEqualTo(200);
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
  }

  private static List<MessageStatus> statuses(String key) {
    return statuses().getOrDefault(key, List.of());
  }

  private static Map<String, List<MessageStatus>> statuses() {
    Map<String, List<MessageStatus>> statuses = new HashMap<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", stack.broker().bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.MESSAGE_STATUSES).stream()
              .map(partition -> new TopicPartition(Topics.MESSAGE_STATUSES, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record ->
                statuses
                    .computeIfAbsent(record.key(), _ -> new ArrayList<>())
                    .add(EventJson.read(record.value(), MessageStatus.class)));
      }
    }
    return statuses;
  }
}
