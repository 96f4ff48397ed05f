package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.stack.Stack;
import id.balas.stack.settings.StackSettings;
import id.balas.system.load.Customers;
import id.balas.system.load.FakeControl;
import id.balas.system.load.Provider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Chats that wait for a person, through the whole running stack.
@Order(2)
class WaitingIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static Stack stack;
  private static Customers customers;
  private static Provider provider;
  private static String admin;

  @BeforeAll
  static void start() throws Exception {
    stack = TestStack.shared().stack();
    customers = new Customers(stack.ingest().url(), "");
    provider = new Provider(stack.whapiUrl(), TestStack.TOKEN);
    admin =
        call(
                "POST",
                "/auth/login",
                "{\"identifier\":\"admin\",\"password\":\"%s\"}"
                    .formatted(StackSettings.LOCAL_PASSWORD),
                "")
            .path("access_token")
            .asString();
  }

  @Test
  void voiceNoteWaitsUntilAnAgentAnswers() throws Exception {
    String number = "6281420000001";
    voiceNote(number);
    awaitReason(number, "NOT_UNDERSTOOD");
    assertThat(queue()).contains(id(number));

    reply(number, "Siap, kami bantu");

    assertThat(queue()).doesNotContain(id(number));
    await().until(() -> !provider.texts(number).isEmpty());
  }

  @Test
  void answerThatWhatsAppReportsAsFailedWaits() throws Exception {
    String number = "6281420000002";
    var fake = new FakeControl(stack.whapiUrl(), TestStack.TOKEN);
    // A failure after the delivery would not count.
    fake.statuses("off");
    try {
      customers.write(number + "@s.whatsapp.net", "W" + number, "Budi", "halo");
      String sent = await().until(() -> messageId(number), id -> !id.isEmpty());
      assertThat(
              customers.post(
                  "{\"statuses\":[{\"id\":\"%s\",\"status\":\"failed\",\"recipient_id\":\"%s@s.whatsapp.net\",\"timestamp\":\"%d\"}],\"event\":{\"type\":\"statuses\",\"event\":\"post\"},\"channel_id\":\"MANTIS-LOCAL\"}"
                      .formatted(sent, number, Instant.now().getEpochSecond())))
          .isEqualTo(200);

      awaitReason(number, "ANSWER_FAILED");
    } finally {
      fake.statuses("on");
    }
  }

  // The provider has the text before the sender knows its id.
  private static String messageId(String number) throws Exception {
    return call("GET", "/deliveries?chat=" + number, "", admin)
        .at("/deliveries/0/messageId")
        .asString("");
  }

  @Test
  void snoozedChatComesBack() throws Exception {
    String number = "6281420000003";
    voiceNote(number);
    awaitReason(number, "NOT_UNDERSTOOD");

    Instant until = Instant.now().plusSeconds(4);
    call("POST", "/chats/" + id(number) + "/snooze", "{\"until\":\"" + until + "\"}", admin);
    assertThat(queue()).doesNotContain(id(number));

    await().untilAsserted(() -> assertThat(queue()).contains(id(number)));
  }

  private static void voiceNote(String number) {
    assertThat(
            customers.post(
                "{\"messages\":[{\"id\":\"V%1$s\",\"from_me\":false,\"type\":\"voice\",\"chat_id\":\"%1$s@s.whatsapp.net\",\"timestamp\":%2$d,\"source\":\"mobile\",\"from\":\"%1$s\",\"from_name\":\"Budi\",\"voice\":{\"id\":\"oga-1\",\"mime_type\":\"audio/ogg\",\"file_size\":1000}}],\"event\":{\"type\":\"messages\",\"event\":\"post\"},\"channel_id\":\"MANTIS-LOCAL\"}"
                    .formatted(number, Instant.now().getEpochSecond())))
        .isEqualTo(200);
  }

  private static void reply(String number, String text) throws Exception {
    call("POST", "/chats/" + id(number) + "/messages", "{\"text\":\"" + text + "\"}", admin);
  }

  private static String id(String number) {
    return "default:" + number + "@s.whatsapp.net";
  }

  private static void awaitReason(String number, String reason) {
    await()
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(
                    call("GET", "/chats/" + id(number), "", admin)
                        .at("/waiting/reason")
                        .asString(""))
                .isEqualTo(reason));
  }

  private static List<String> queue() throws Exception {
    return call("GET", "/chats?waiting=true&limit=200", "", admin)
        .path("chats")
        .valueStream()
        .map(chat -> chat.path("id").asString())
        .toList();
  }

  private static JsonNode call(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(stack.auth().url() + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", "waiting-" + System.nanoTime())
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    return JSON.readTree(answer.body());
  }
}
