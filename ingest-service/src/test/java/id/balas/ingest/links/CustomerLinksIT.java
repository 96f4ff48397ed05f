package id.balas.ingest.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.SameCustomer;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestTopics;
import id.balas.events.wire.Topics;
import id.balas.ingest.IngestService;
import id.balas.ingest.testing.ProviderServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class CustomerLinksIT {

  private static final ProviderServer PROVIDER = new ProviderServer();
  private static final ProviderServer.Account ACCOUNT = PROVIDER.account("token-links");
  private static final String CHANNEL = "links-" + UUID.randomUUID().toString().substring(0, 8);
  private static final AtomicLong NUMBERS = new AtomicLong(6_281_900_000_000L);
  private static ConfigurableApplicationContext service;

  private final String phone = NUMBERS.incrementAndGet() + "@s.whatsapp.net";
  private final String lid = "1" + NUMBERS.incrementAndGet() + "@lid";

  @BeforeAll
  static void start() {
    ACCOUNT.channelId = "ID-" + CHANNEL;
    service = ingest();
  }

  private static ConfigurableApplicationContext ingest() {
    return new SpringApplicationBuilder(IngestService.class)
        .run(
            "--server.port=0",
            "--management.server.port=0",
            "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
            "--WHAPI_CHANNELS=%s:token-links:ID-%s".formatted(CHANNEL, CHANNEL),
            "--WHAPI_BASE_URL=" + PROVIDER.url(),
            "--balas.people.write=true",
            "--balas.gaps.enabled=false",
            "--balas.whapi.lids-every=1s");
  }

  @AfterAll
  static void stop() {
    service.close();
    PROVIDER.close();
  }

  @AfterEach
  void respondNormally() {
    ACCOUNT.respondsNormally();
  }

  @Test
  void linkIsPublishedBeforeTheFirstMessage() {
    ACCOUNT.respondsInstead("/contacts/ids/" + lid, 1, 200, "{\"id\":\"" + phone + "\"}", Map.of());

    write(lid, "m1");
    write(lid, "m2");

    assertThat(inputs(lid)).hasSize(3);
    assertThat(inputs(lid).getFirst())
        .isInstanceOfSatisfying(
            SameCustomer.class, link -> assertThat(link.phone()).isEqualTo(phone));
    assertThat(inputs(phone)).isEmpty();
  }

  @Test
  void restartPublishesOnlyNewLinks() {
    String newLid = "2" + lid;
    ACCOUNT.lids = "{\"%s\":{\"lid\":\"%s\"}}".formatted(phone, lid);
    await().until(() -> !inputs(lid).isEmpty());
    service.close();

    ACCOUNT.lids =
        "{\"%s\":{\"lid\":\"%s\"},\"%s\":{\"id\":\"%s\"}}".formatted(phone, lid, newLid, phone);
    service = ingest();
    await().until(() -> !inputs(newLid).isEmpty());
    write(lid, "m1");

    assertThat(inputs(newLid)).hasSize(1);
    assertThat(inputs(lid)).hasSize(2);
    assertThat(inputs(lid).getLast()).isInstanceOf(InboundMessage.class);
  }

  @Test
  void otherInstanceDoesNotRepeatALink() {
    ACCOUNT.lids = "{\"%s\":{\"lid\":\"%s\"}}".formatted(phone, lid);
    await().until(() -> !inputs(lid).isEmpty());
    try (ConfigurableApplicationContext other = ingest()) {
      long before = ACCOUNT.asked("GET /contacts/lids");
      await().until(() -> ACCOUNT.asked("GET /contacts/lids") > before + 3);
      write(other, lid, "m1");
    }

    assertThat(inputs(lid)).hasSize(2);
  }

  @Test
  void emptyAnswerForgetsNoNumber() {
    ACCOUNT.lids = "{\"%s\":{\"lid\":\"%s\"}}".formatted(phone, lid);
    await().until(() -> !inputs(lid).isEmpty());
    long before = ACCOUNT.asked("GET /contacts/lids");
    ACCOUNT.lids = "{}";
    await().until(() -> ACCOUNT.asked("GET /contacts/lids") > before + 1);

    write(lid, "m1");

    assertThat(inputs(lid)).hasSize(2);
    assertThat(ACCOUNT.asked("GET /contacts/ids/" + lid)).isZero();
  }

  @Test
  void unknownNumberCostsOneSearchADay() {
    write(lid, "m1");
    write(lid, "m2");

    assertThat(inputs(lid)).extracting(ChatInput::causeId).containsExactly("m1" + lid, "m2" + lid);
    assertThat(ACCOUNT.asked("GET /contacts/ids/" + lid)).isEqualTo(1);
  }

  private static List<ChatInput> inputs(String chatId) {
    return TestTopics.of(Topics.CHAT_INPUTS, CHANNEL + "/" + chatId, ChatInput.class);
  }

  private static void write(String chatId, String id) {
    write(service, chatId, id);
  }

  private static void write(ConfigurableApplicationContext to, String chatId, String id) {
    String body =
        """
        {"channel_id":"ID-%s","messages":[{"id":"%s","chat_id":"%s","from":"%s","type":"text",
          "from_me":false,"text":{"body":"halo"}}]}\
        """
            .formatted(CHANNEL, id + chatId, chatId, chatId.replaceFirst("@.*", ""));
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:"
                        + to.getEnvironment().getProperty("local.server.port")
                        + "/webhook/whapi"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
