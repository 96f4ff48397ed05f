package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.stack.Stack;
import id.balas.stack.settings.StackSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What agents do with a message, through the whole running stack: each act with its refusals, the
/// command delivered twice, and the sender killed during the call.
@Order(3)
@Tag("long")
class MessageActsIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LONG = Duration.ofSeconds(90);
  private static Stack stack;
  private static String admin;

  private record Answer(int status, JsonNode body) {}

  @BeforeAll
  static void start() throws Exception {
    stack = TestStack.shared().stack();
    admin =
        call(
                "POST",
                "/auth/login",
                "{\"identifier\":\"admin\",\"password\":\"%s\"}"
                    .formatted(StackSettings.LOCAL_PASSWORD),
                null)
            .body()
            .path("access_token")
            .asString();
  }

  @Test
  void reactionIsShownAndRemoved() throws Exception {
    String number = "6281430000001";
    String id = customer(number, "paketnya sudah sampai");

    assertThat(act("PUT", path(number, id) + "/reaction", "{\"emoji\":\"ya\"}").status())
        .isEqualTo(400);
    done(act("PUT", path(number, id) + "/reaction", "{\"emoji\":\"👍\"}"));
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(bubble(number, id).at("/reactions/0/emoji").asString()).isEqualTo("👍"));
    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          assertThat(message(number, id).at("/reactions/us/emoji").asString()).isEqualTo("👍");
          assertThat(ends(number, id)).containsExactly("ACCEPTED");
        });

    done(act("DELETE", path(number, id) + "/reaction", ""));
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(bubble(number, id).path("reactions").size()).isZero());
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(message(number, id).at("/reactions/us/emoji").asString()).isEmpty());
  }

  @Test
  void editReachesTheCustomerOnceAndIsShown() throws Exception {
    String number = "6281430000002";
    customer(number, "jam berapa buka?");
    String id = reply(number, "Jam 9");
    String sent = providerId(number, id);

    String key = "edit-" + System.nanoTime();
    done(act("PATCH", path(number, id), "{\"text\":\"Jam 8\"}", key));
    done(act("PATCH", path(number, id), "{\"text\":\"Jam 8\"}", key));
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(text(bubble(number, sent))).isEqualTo("Jam 8"));
    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          JsonNode shown = message(number, id);
          assertThat(shown.path("text").asString()).isEqualTo("Jam 8");
          assertThat(shown.at("/original/body").asString()).isEqualTo("Jam 9");
          assertThat(ends(number, id)).containsExactly("ACCEPTED");
        });
    assertThat(calls(sent, "\"edit\"")).isEqualTo(1);
  }

  @Test
  void editNeverOvertakesItsMessage() throws Exception {
    String number = "6281430000003";
    customer(number, "stok?");
    fault("{\"kind\":\"429\",\"chatId\":\"%s\",\"times\":3,\"retryAfter\":1}".formatted(number));
    String id = idOf(number, done(replyTo(number, "{\"text\":\"Ada 5\"}")));

    done(act("PATCH", path(number, id), "{\"text\":\"Ada 6\"}"));
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(ours(number)).contains("Ada 6").doesNotContain("Ada 5"));
  }

  @Test
  void refusalsAreSentences() throws Exception {
    String number = "6281430000004";
    String theirs = customer(number, "halo kak");

    assertThat(detail(act("PATCH", path(number, theirs), "{\"text\":\"x\"}")))
        .isEqualTo("Only our own messages can be edited.");
    assertThat(detail(act("DELETE", path(number, theirs), "")))
        .isEqualTo("Only our own messages can be deleted for everyone.");
    assertThat(act("DELETE", path(number, "unknown-1"), "").status()).isEqualTo(404);
  }

  @Test
  void messageTooOldToEditIsRefusedByWhatsApp() throws Exception {
    String number = "6281430000005";
    customer(number, "halo");
    long hourAgo = Instant.now().minus(Duration.ofHours(1)).getEpochSecond();
    String old =
        fake("{\"chatId\":\"%s\",\"as\":\"phone\",\"type\":\"text\",\"body\":\"Pagi\",\"timestamp\":%d}"
                .formatted(number, hourAgo))
            .at("/message/id")
            .asString();
    awaitStored(number, old);

    String command = done(act("PATCH", path(number, old), "{\"text\":\"Sore\"}"));

    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          JsonNode late = call("GET", "/commands/" + command, "", admin).body();
          assertThat(late.path("state").asString()).isEqualTo("FAILED");
          assertThat(late.path("rule").asString()).contains("too old to edit");
          assertThat(call("GET", "/commands", "", admin).body().toString())
              .contains("too old to edit");
          assertThat(ends(number, old)).containsExactly("FAILED");
        });
    assertThat(message(number, old).path("text").asString()).isEqualTo("Pagi");
  }

  @Test
  void deletionIsForEveryoneAndFinal() throws Exception {
    String number = "6281430000006";
    customer(number, "rekening?");
    String id = reply(number, "BCA 123");
    String sent = providerId(number, id);

    done(act("DELETE", path(number, id), ""));
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(bubble(number, sent).path("deleted").asBoolean()).isTrue());
    await().atMost(LONG).until(() -> !message(number, id).path("deletedAt").asString("").isEmpty());
    assertThat(detail(act("PATCH", path(number, id), "{\"text\":\"x\"}")))
        .isEqualTo("This message was deleted, so it cannot be edited.");
  }

  @Test
  void messageThatStillWaitsIsDeletedUnsent() throws Exception {
    String number = "6281430000007";
    customer(number, "harga?");
    fault("{\"kind\":\"429\",\"chatId\":\"%s\",\"retryAfter\":2}".formatted(number));
    String id = idOf(number, done(replyTo(number, "{\"text\":\"Rp 1\"}")));

    done(act("DELETE", path(number, id), ""));
    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          assertThat(message(number, id).path("status").asString()).isEqualTo("DROPPED");
          assertThat(message(number, id).path("deletedAt").asString("")).isNotEmpty();
        });
    clearFaults();
    String next = reply(number, "Rp 2");
    providerId(number, next);
    assertThat(ours(number)).contains("Rp 2").doesNotContain("Rp 1");
  }

  @Test
  void forwardSendsOneCopyEvenAfterALostResponse() throws Exception {
    String from = "6281430000008";
    String to = "6281430000009";
    String id = customer(from, "paket rusak");
    customer(to, "halo");
    fault("{\"kind\":\"stored-then-timeout\",\"times\":1}");

    String body = "{\"to\":\"default:" + to + "\"}";
    String key = "forward-" + System.nanoTime();
    done(act("POST", path(from, id) + "/forward", body, key));
    done(act("POST", path(from, id) + "/forward", body, key));

    await()
        .atMost(LONG)
        .untilAsserted(() -> {
          JsonNode copy = latestOf(to);
          assertThat(copy.path("text").asString()).isEqualTo("paket rusak");
          assertThat(copy.path("author").asString()).isEqualTo("AGENT");
          assertThat(copy.path("providerId").asString("")).isNotEmpty();
        });
    assertThat(ours(to)).containsOnlyOnce("paket rusak");
    assertThat(detail(act("POST", path(from, id) + "/forward", "{\"to\":\"other:" + to + "\"}")))
        .contains("same channel");
  }

  @Test
  void quoteOfOurOwnMessageReachesWhatsApp() throws Exception {
    String number = "6281430000010";
    customer(number, "alamat?");
    String first = reply(number, "Jl. Melati 5");
    String sent = providerId(number, first);

    String second =
        idOf(
            number,
            done(replyTo(number, "{\"text\":\"Lantai 2\",\"quotedId\":\"" + first + "\"}")));
    String answer = providerId(number, second);
    assertThat(bubble(number, answer).at("/message/context/quoted_id").asString()).isEqualTo(sent);
  }

  @Test
  void senderKilledDuringAnEditDoesItAll() throws Exception {
    String number = "6281430000011";
    customer(number, "tutup jam?");
    String id = reply(number, "Jam 5");
    String sent = providerId(number, id);
    fault("{\"kind\":\"stored-then-timeout\",\"chatId\":\"%s\",\"times\":1}".formatted(number));

    done(act("PATCH", path(number, id), "{\"text\":\"Jam 6\"}"));
    await().atMost(LONG).until(() -> text(bubble(number, sent)).equals("Jam 6"));
    stack.sender().child().kill();
    stack.sender().start();

    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(ends(number, id)).containsExactly("ACCEPTED"));
    assertThat(message(number, id).path("text").asString()).isEqualTo("Jam 6");
  }

  @Test
  void senderKilledDuringADeletionDoesItAll() throws Exception {
    String number = "6281430000012";
    customer(number, "alamat?");
    String id = reply(number, "Jl. 1");
    String sent = providerId(number, id);
    fault(
        "{\"kind\":\"stored-then-timeout\",\"chatId\":\"%s\",\"times\":1,\"on\":\"all\"}"
            .formatted(number));

    done(act("DELETE", path(number, id), ""));
    await().atMost(LONG).until(() -> bubble(number, sent).path("deleted").asBoolean());
    stack.sender().child().kill();
    stack.sender().start();

    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(ends(number, id)).containsExactly("ACCEPTED"));
  }

  @Test
  void replyIsSentAtItsTimeOnce() throws Exception {
    String number = "6281430000013";
    customer(number, "besok ya");
    Instant at = Instant.now().plusSeconds(15);
    String path = "/chats/default:" + number + "/scheduled";
    String body = "{\"at\":\"%s\",\"reply\":{\"text\":\"Selamat pagi\"}}".formatted(at);
    String key = "later-" + System.nanoTime();
    Answer stored = act("POST", path, body, key);
    assertThat(stored.status()).as(stored.body().toString()).isEqualTo(201);
    assertThat(act("POST", path, body, key).status()).isEqualTo(201);
    Answer cancelled =
        act("POST", path, "{\"at\":\"%s\",\"reply\":{\"text\":\"Batal\"}}".formatted(at));
    assertThat(
            act("DELETE", path + "/" + cancelled.body().path("id").asString(), "")
                .body()
                .path("state")
                .asString())
        .isEqualTo("CANCELLED");
    assertThat(act("POST", path, body.replace("" + at, "2020-01-01T00:00:00Z")).status())
        .isEqualTo(400);
    assertThat(states(path)).containsExactlyInAnyOrder("WAITING", "CANCELLED");
    stack.bot().child().kill();
    stack.bot().start();

    await()
        .atMost(LONG)
        .ignoreExceptions()
        .untilAsserted(() -> {
          assertThat(states(path)).containsExactlyInAnyOrder("SENT", "CANCELLED");
          assertThat(ours(number)).containsOnlyOnce("Selamat pagi").doesNotContain("Batal");
        });
    assertThat(Instant.now()).isAfter(at);
    assertThat(call("GET", "/chats/scheduled", "", admin).body().path("scheduled").toString())
        .contains("Selamat pagi");
    assertThat(detail(act("DELETE", path + "/" + stored.body().path("id").asString(), "")))
        .isEqualTo("Its time has come, so it is being sent.");
  }

  private static List<String> states(String path) throws Exception {
    return call("GET", path, "", admin)
        .body()
        .path("scheduled")
        .valueStream()
        .map(reply -> reply.path("state").asString())
        .toList();
  }

  @Test
  void typingIsShownAndEnds() throws Exception {
    String number = "6281430000014";
    customer(number, "halo");
    String path = "/chats/default:" + number + "/typing";

    assertThat(act("PUT", path, "{\"typing\":true}").status()).isEqualTo(204);
    assertThat(act("PUT", path, "{\"typing\":true}").status()).isEqualTo(204);
    await().atMost(LONG).until(() -> presences(number).equals(List.of("typing")));
    assertThat(act("PUT", path, "{\"typing\":false}").status()).isEqualTo(204);
    await().atMost(LONG).until(() -> presences(number).equals(List.of("typing", "pause")));
  }

  private static List<String> presences(String number) throws Exception {
    return get("/fake/presences")
        .valueStream()
        .filter(shown -> shown.path("chatId").asString().startsWith(number))
        .map(shown -> shown.path("presence").asString())
        .toList();
  }

  private static String customer(String number, String text) throws Exception {
    String id =
        fake("{\"chatId\":\"%s\",\"type\":\"text\",\"body\":\"%s\"}".formatted(number, text))
            .at("/message/id")
            .asString();
    awaitStored(number, id);
    return id;
  }

  private static void awaitStored(String number, String id) {
    await().atMost(LONG).ignoreExceptions().until(() -> !message(number, id).isMissingNode());
  }

  private static String reply(String number, String text) throws Exception {
    return idOf(number, done(replyTo(number, "{\"text\":\"" + text + "\"}")));
  }

  private static Answer replyTo(String number, String body) throws Exception {
    return act("POST", "/chats/default:" + number + "/messages", body);
  }

  // The id of the message that the command sent.
  private static String idOf(String number, String command) {
    String cause = command.substring(command.indexOf(':') + 1);
    return await()
        .atMost(LONG)
        .until(
            () ->
                messages(number).stream()
                    .filter(message -> message.path("causeId").asString("").equals(cause))
                    .map(message -> message.path("id").asString())
                    .findFirst()
                    .orElse(""),
            id -> !id.isEmpty());
  }

  private static String providerId(String number, String id) {
    return await()
        .atMost(LONG)
        .until(
            () -> message(number, id).path("providerId").asString(""), found -> !found.isEmpty());
  }

  private static String path(String number, String message) {
    return "/chats/default:" + number + "/messages/" + message;
  }

  private static JsonNode latestOf(String number) throws Exception {
    return messages(number).getFirst();
  }

  private static JsonNode message(String number, String id) throws Exception {
    return messages(number).stream()
        .filter(message -> message.path("id").asString().equals(id))
        .findFirst()
        .orElse(JSON.missingNode());
  }

  private static List<JsonNode> messages(String number) throws Exception {
    return call("GET", "/chats/default:" + number + "/messages?limit=200", "", admin)
        .body()
        .path("messages")
        .valueStream()
        .toList();
  }

  private static List<String> ends(String number, String id) throws Exception {
    return message(number, id)
        .path("acts")
        .valueStream()
        .map(act -> act.at("/end/status").asString("none"))
        .toList();
  }

  private static List<String> ours(String number) throws Exception {
    return bubbles(number).stream()
        .filter(bubble -> bubble.at("/message/from_me").asBoolean())
        .map(MessageActsIT::text)
        .toList();
  }

  private static String text(JsonNode bubble) {
    return bubble.at("/message/text/body").asString("");
  }

  private static JsonNode bubble(String number, String id) throws Exception {
    return bubbles(number).stream()
        .filter(bubble -> bubble.at("/message/id").asString().equals(id))
        .findFirst()
        .orElse(JSON.missingNode());
  }

  private static List<JsonNode> bubbles(String number) throws Exception {
    return get("/fake/chats/" + number + "@s.whatsapp.net/messages")
        .path("bubbles")
        .valueStream()
        .toList();
  }

  // How often the provider was called about a message, with this in the body.
  private static long calls(String id, String part) throws Exception {
    return get("/fake/exchanges?messageId=" + id)
        .path("exchanges")
        .valueStream()
        .filter(exchange -> exchange.path("kind").asString().equals("call"))
        .filter(exchange -> exchange.path("request").asString().contains(part))
        .count();
  }

  private static JsonNode fake(String order) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(stack.whapiUrl() + "/fake/messages"))
            .POST(BodyPublishers.ofString(order))
            .build())
        .body();
  }

  private static void fault(String order) throws Exception {
    Answer answer =
        send(
            HttpRequest.newBuilder(URI.create(stack.whapiUrl() + "/fake/faults"))
                .POST(BodyPublishers.ofString(order))
                .build());
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
  }

  private static void clearFaults() throws Exception {
    send(HttpRequest.newBuilder(URI.create(stack.whapiUrl() + "/fake/faults")).DELETE().build());
  }

  private static JsonNode get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(stack.whapiUrl() + path)).build()).body();
  }

  private static Answer act(String method, String path, String body) throws Exception {
    return act(method, path, body, "acts-" + System.nanoTime());
  }

  private static Answer act(String method, String path, String body, String key) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(stack.auth().url() + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + admin)
            .header("Idempotency-Key", key)
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  /// Returns the id of the command.
  private static String done(Answer answer) {
    assertThat(answer.status()).as(answer.body().toString()).isBetween(200, 202);
    return answer.body().path("commandId").asString();
  }

  private static String detail(Answer answer) {
    assertThat(answer.status()).isBetween(400, 409);
    return answer.body().path("detail").asString();
  }

  private static Answer call(String method, String path, String body, @Nullable String token)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(stack.auth().url() + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request.build());
  }

  private static Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    String body = answer.body();
    return new Answer(
        answer.statusCode(), body.isBlank() ? JSON.missingNode() : JSON.readTree(body));
  }
}
