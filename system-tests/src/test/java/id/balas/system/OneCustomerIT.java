package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.stack.Stack;
import id.balas.stack.settings.StackSettings;
import id.balas.system.load.Customers;
import id.balas.system.load.Provider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A customer with a phone number and a hidden number, through all services.
@Order(3)
class OneCustomerIT {

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
        json(call(
                "POST",
                stack.auth().url() + "/auth/login",
                "{\"identifier\":\"admin\",\"password\":\"%s\"}"
                    .formatted(StackSettings.LOCAL_PASSWORD),
                ""))
            .path("access_token")
            .asString();
  }

  @Test
  void agentKeepsACustomerWhoSwitchesToThePhoneNumber() throws Exception {
    String phone = "6281410000001";
    String lid = hidden(phone);
    takeover(lid);

    customers.write(phone + "@s.whatsapp.net", "W" + phone + "-2", "Budi", "halo");
    awaitMessages(phone, 3);

    assertThat(sent(lid, phone)).hasSize(1);
    assertThat(chat(phone).path("assignee").asString()).isEqualTo("admin");
    assertThat(chat(lid).path("id").asString()).contains(phone);
  }

  @Test
  void agentKeepsACustomerWhoSwitchesToTheHiddenNumberAfterARestart() throws Exception {
    String phone = "6281410000002";
    takeover(phone + "@s.whatsapp.net");
    String lid = hidden(phone);

    customers.write(lid, "W" + phone + "-2", "Budi", "halo");
    stack.ingest().child().kill();
    stack.ingest().start();
    stack.ingest().awaitReady();
    customers.write(lid, "W" + phone + "-3", "Budi", "halo lagi");
    awaitMessages(phone, 4);

    assertThat(sent(lid, phone)).hasSize(1);
    assertThat(chat(phone).path("assignee").asString()).isEqualTo("admin");
  }

  @Test
  void answersGoToTheIdUnderWhichTheCustomerLastWrote() throws Exception {
    String phone = "6281410000003";
    String lid = hidden(phone);
    customers.write(lid, "W" + phone + "-1", "Budi", "halo");
    await().until(() -> sent(lid).size() == 1);
    customers.write(phone + "@s.whatsapp.net", "W" + phone + "-2", "Budi", "halo");
    await().until(() -> sent(phone).size() == 1);

    assertThat(sent(lid)).hasSize(1);
    awaitMessages(phone, 4);
  }

  private static void takeover(String chatId) throws Exception {
    String number = chatId.replaceFirst("@.*", "");
    customers.write(chatId, "W" + number + "-1", "Budi", "agent");
    await().until(() -> sent(chatId).size() == 1);
    HttpResponse<String> assigned =
        call(
            "PATCH",
            stack.auth().url() + "/chats/default:" + chatId,
            "{\"mode\":\"AGENT\",\"assignee\":\"admin\"}",
            admin);
    assertThat(assigned.statusCode()).as(assigned.body()).isEqualTo(200);
  }

  private static void awaitMessages(String phone, int count) {
    await()
        .untilAsserted(() ->
            assertThat(
                    json(call(
                            "GET",
                            stack.auth().url()
                                + "/chats/default:"
                                + phone
                                + "@s.whatsapp.net/messages",
                            "",
                            admin))
                        .path("messages")
                        .size())
                .isEqualTo(count));
  }

  private static JsonNode chat(String chatId) throws Exception {
    String id = chatId.contains("@") ? chatId : chatId + "@s.whatsapp.net";
    return json(call("GET", stack.auth().url() + "/chats/default:" + id, "", admin));
  }

  private static List<String> sent(String... chatIds) {
    return Stream.of(chatIds)
        .flatMap(id -> provider.texts(id).values().stream())
        .flatMap(List::stream)
        .toList();
  }

  /// A hidden number of this phone at the provider.
  private static String hidden(String phone) throws Exception {
    return json(call(
            "POST",
            stack.whapiUrl() + "/fake/people",
            "{\"kind\":\"lid\",\"name\":\"Budi\",\"number\":\"%s\"}".formatted(phone),
            TestStack.TOKEN))
        .path("chatId")
        .asString();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<String> call(String method, String url, String body, String token)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
