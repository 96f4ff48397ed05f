package id.balas.sender.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.Resend;
import id.balas.events.ChatInput;
import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.events.OutboundMessage;
import id.balas.events.testing.ApiDescriptionCheck;
import id.balas.events.testing.DeskApi;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.sender.testing.SharedSender;
import id.balas.sender.testing.TestSender;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The REST API for deliveries.
@SharedSender.Used
class DeliveryApiIT {

  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static final JsonMapper JSON = new JsonMapper();
  private static final WireMockServer WORLD = SharedSender.PROVIDER;

  private final String chatId = "628550000" + CHATS.incrementAndGet() + "@s.whatsapp.net";
  private final String bulkReason = "bulk-" + chatId;

  @Test
  void onlyAdminsAreAllowed() {
    for (String path : List.of("/deliveries", "/deliveries/x")) {
      assertThat(call("GET", path, null, null, null).statusCode()).isEqualTo(401);
      assertThat(call("GET", path, "karyawan", null, null).statusCode()).isEqualTo(403);
    }
    for (String path :
        List.of(
            "/deliveries/x/resend",
            "/deliveries/x/discard",
            "/deliveries/resend",
            "/deliveries/dead-letters/replay")) {
      assertThat(call("POST", path, null, "k", null).statusCode()).isEqualTo(401);
      assertThat(call("POST", path, "karyawan", "k", null).statusCode()).isEqualTo(403);
    }
    assertThat(call("GET", "/deliveries", "admin", null, null).statusCode()).isEqualTo(200);
  }

  @Test
  void deliveryHasItsAttempts() {
    answer(error(403, "blocked"));
    TestTopics.write(message("f1", "rahasia"));
    outcome("f1");

    JsonNode whole = ok("/deliveries/" + id("f1"));
    assertThat(whole.path("state").asString()).isEqualTo("FAILED");
    assertThat(whole.path("chatId").asString()).isEqualTo(chatId);
    assertThat(whole.path("reason").asString()).isEqualTo("403 blocked");
    assertThat(whole.path("message").path("content").path("body").asString()).isEqualTo("rahasia");
    assertThat(whole.path("attempts").path(0).path("outcome").asString()).isEqualTo("REJECTED");
    assertThat(whole.path("attempts").path(0).path("endedAt").asString()).isNotEmpty();
    assertThat(whole.path("waits").isNull()).isTrue();
  }

  @Test
  void waitingDeliveryShowsReasonAndTime() {
    insert(
        "p1",
        "WAITING",
        "budget of 5 per minute is used up until 09:00:00",
        "[]",
        11L,
        Instant.parse("2126-01-01T00:00:00Z"));
    insert("p2", "WAITING", "", "[]", 12L, null);

    JsonNode first = ok("/deliveries/" + id("p1")).path("waits");
    assertThat(first.path("why").asString()).startsWith("budget of 5 per minute");
    assertThat(first.path("until").asString()).isEqualTo("2126-01-01T00:00:00Z");
    JsonNode second = ok("/deliveries/" + id("p2")).path("waits");
    assertThat(second.path("why").asString()).isEqualTo("earlier messages of its chat");
    assertThat(second.path("behind").asInt()).isEqualTo(1);
  }

  @Test
  void unknownIdIsExplained() {
    HttpResponse<String> answer = call("GET", "/deliveries/no-such", "admin", null, null);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(JSON.readTree(answer.body()).path("detail").asString())
        .contains("still waits in memory");
  }

  @Test
  void pagesHaveNoGapsOrRepeats() {
    Instant same = Instant.parse("2026-01-01T00:00:00.123456Z");
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      insert(
          "l" + i,
          "FAILED",
          i < 5 ? "403 Blocked %_" : "400",
          "[]",
          null,
          null,
          same.plusSeconds(i / 3));
      all.addFirst(id("l" + i));
    }
    List<String> seen = new ArrayList<>();
    String next = "";
    int pages = 0;
    do {
      JsonNode page =
          ok(
              "/deliveries?limit=2&state=failed&chat="
                  + chatId.replace("@s.whatsapp.net", "")
                  + next);
      page.path("deliveries").forEach(line -> seen.add(line.path("id").asString()));
      next = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asString();
      pages++;
    } while (!next.isEmpty());
    assertThat(seen).isEqualTo(all);
    assertThat(pages).isEqualTo(4);

    assertThat(ids("chat=" + chatId + "&reason=" + encoded("blocked %_"))).hasSize(5);
    assertThat(ids("chat=" + chatId + "&reason=" + encoded("blocked__"))).isEmpty();
    assertThat(ids("chat=" + chatId + "&channel=other")).isEmpty();
    assertThat(ids("chat=" + chatId + "&state=DROPPED")).isEmpty();
    assertThat(ids("chat=" + chatId + "&from=2026-01-01T00:00:01.1Z&to=2026-01-01T00:00:02Z"))
        .hasSize(3);
    assertThat(ids("chat=" + chatId + "&from=2026-01-01T07:00:02%2B07:00")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          state     | state=BROKEN
          state     | state=FAILED&state=DROPPED
          from      | from=yesterday
          to        | to=%2B999999999-01-01T00:00:00Z
          limit     | limit=0
          limit     | limit=201
          limit     | limit=-1
          limit     | limit=٣
          cursor    | cursor=abc
          cursor    | cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTk5LGE
          cursor    | cursor=LTksYQ
          cursor    | cursor=MTc2Mzg4NDgwMDAwMDAwMCxh
          chat      | chat=%00
          reason    | reason=a%00b
          channel   | channel=
          stat      | stat=FAILED
          """)
  void invalidParameterIsNamed(String name, String query) {
    HttpResponse<String> answer =
        call("GET", "/deliveries?" + query.replace("٣", "%D9%A3"), "admin", null, null);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(JSON.readTree(answer.body()).path("parameter").asString()).isEqualTo(name);
    assertThat(JSON.readTree(answer.body()).path("detail").asString())
        .startsWith("\"" + name + "\" ");
  }

  @Test
  void unknownFieldIsNamed() {
    insert("u1", "WAITING", "", "[]", 6L, null);
    HttpResponse<String> answer =
        call(
            "POST",
            "/deliveries/" + id("u1") + "/discard",
            "admin",
            "u1",
            "{\"note\":\"x\",\"nota\":\"y\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).path("parameter").asString()).isEqualTo("nota");
    assertThat(detail(answer)).isEqualTo("\"nota\" is unknown. Use note.");
    assertThat(state("u1")).isEqualTo("WAITING");
  }

  @Test
  void handledDeliveryShowsByWhomAndWhy() throws Exception {
    insert("n1", "FAILED", "400", "[]", null, null);
    String discard = "/deliveries/" + id("n1") + "/discard";
    assertThat(ok("/deliveries/" + id("n1")).path("discarded").isNull()).isTrue();
    assertThat(
            call(
                    "POST",
                    discard,
                    "admin",
                    "handled-" + UUID.randomUUID(),
                    note("answered by phone"))
                .statusCode())
        .isEqualTo(200);
    JsonNode handled = ok("/deliveries/" + id("n1"));
    assertThat(handled.path("state").asString()).isEqualTo("FAILED");
    assertThat(handled.at("/discarded/note").asString()).isEqualTo("answered by phone");
    assertThat(handled.at("/discarded/by").asString()).isEqualTo("Siti (7)");
    assertThat(handled.path("resent").isNull()).isTrue();
  }

  @Test
  void malformedRequestsAreRejected() {
    String admin = "admin";
    assertThat(call("DELETE", "/deliveries/x", admin, null, null).statusCode()).isEqualTo(405);
    assertThat(call("GET", "/deliveries/x/discard", admin, null, null).statusCode()).isIn(404, 405);
    assertThat(call("GET", "/deliveries/%00", admin, null, null).statusCode()).isEqualTo(400);
    assertThat(call("GET", "/deliveries/'%20OR%20'1'='1", admin, null, null).statusCode())
        .isEqualTo(404);
    insert("h1", "WAITING", "", "[]", 5L, null);
    String discard = "/deliveries/" + id("h1") + "/discard";
    for (String body :
        List.of(
            "",
            "{}",
            "[]",
            "{",
            "null",
            "{\"note\":\"\"}",
            "{\"note\":\"a\\u0000b\"}",
            note("x".repeat(501)))) {
      assertThat(call("POST", discard, admin, "h1", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(call("POST", discard, admin, "h1", note("x".repeat(1 << 20))).statusCode())
        .isEqualTo(413);
    assertThat(call("POST", discard, admin, null, note("why")).statusCode()).isEqualTo(400);
    assertThat(call("POST", discard, admin, "a/b", note("why")).statusCode()).isEqualTo(400);
    assertThat(call("POST", discard, admin, "x".repeat(101), note("why")).statusCode())
        .isEqualTo(400);
    assertThat(state("h1")).isEqualTo("WAITING");

    insert("h2", "FAILED", "400", "[]", null, null);
    String resend = "/deliveries/" + id("h2") + "/resend";
    for (String content :
        List.of(
            "\"words\"",
            "{}",
            "{\"@type\":\"Text\"}",
            "{\"@type\":\"Text\",\"body\":\" \"}",
            "{\"@type\":\"Poll\"}",
            "{\"@type\":\"Text\",\"body\":\"a\\u0000\"}",
            "{\"@type\":\"Reaction\",\"messageId\":\"m\",\"emoji\":\"x\"}",
            "{\"@type\":\"Text\",\"body\":\"" + "x".repeat(65_537) + "\"}",
            "{\"@type\":\"Media\",\"kind\":\"IMAGE\"}")) {
      HttpResponse<String> answer =
          call("POST", resend, admin, "h2", "{\"content\":" + content + "}");
      assertThat(answer.statusCode()).as(content).isEqualTo(400);
      assertThat(JSON.readTree(answer.body()).path("parameter").asString())
          .as(content)
          .startsWith("content");
    }
    assertThat(resends()).isEmpty();
  }

  @Test
  void resendPublishesOneCommand() {
    answer(error(403, "blocked"));
    TestTopics.write(message("r1", "halo lagi"));
    outcome("r1");
    String path = "/deliveries/" + id("r1") + "/resend";
    String request = UUID.randomUUID().toString();

    HttpResponse<String> first = call("POST", path, "admin", request, null);
    HttpResponse<String> again = call("POST", path, "admin", request, "{}");
    HttpResponse<String> another = call("POST", path, "admin", "another-" + request, null);

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(first.body()).isEqualTo("{\"commandId\":\"resend-" + request + "\"}");
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(another.statusCode()).isEqualTo(409);
    assertThat(detail(another)).contains("resent already").contains("resend-" + request);
    Resend command = resends().getFirst();
    assertThat(resends()).hasSize(1);
    assertThat(command.commandId()).isEqualTo("resend-" + request);
    assertThat(command.outboundId()).isEqualTo(id("r1"));
    assertThat(command.content()).isEqualTo(new Content.Text("halo lagi"));
    assertThat(command.issuedBy()).isEqualTo(Issuer.user("7", "admin"));
    assertThat(ok("/deliveries/" + id("r1")).path("resent").path("by").asString())
        .isEqualTo("Siti (7)");
    assertThat(ok("/deliveries/" + id("r1")).path("resent").path("commandId").asString())
        .isEqualTo("resend-" + request);
  }

  @Test
  void repeatedRequestFinishesAnInterruptedResend() {
    insert("r2", "FAILED", "400", "[]", null, null);
    String request = UUID.randomUUID().toString();
    begun(request, "resend", id("r2"));

    assertThat(
            call("POST", "/deliveries/" + id("r2") + "/resend", "admin", request, null)
                .statusCode())
        .isEqualTo(202);
    assertThat(resends()).extracting(Resend::commandId).containsExactly("resend-" + request);
  }

  @Test
  void anotherRequestFinishesAnInterruptedResend() {
    insert("r5", "FAILED", "400", "[]", null, null);
    String request = UUID.randomUUID().toString();
    begun(request, "resend", id("r5"));
    String path = "/deliveries/" + id("r5") + "/resend";
    assertThat(ids("handled=false&chat=" + chatId)).containsExactly(id("r5"));
    assertThat(ok("/deliveries/" + id("r5")).path("resent").isNull()).isTrue();

    HttpResponse<String> another = call("POST", path, "admin", "another-" + request, null);

    assertThat(another.statusCode()).isEqualTo(202);
    assertThat(another.body()).isEqualTo("{\"commandId\":\"resend-" + request + "\"}");
    assertThat(call("POST", path, "admin", "third-" + request, null).statusCode()).isEqualTo(409);
    assertThat(resends()).extracting(Resend::commandId).containsExactly("resend-" + request);
    assertThat(ids("handled=false&chat=" + chatId)).isEmpty();
  }

  @Test
  void bulkResendFinishesAnInterruptedOne() {
    String path = threeFailed();
    String interrupted = UUID.randomUUID().toString();
    begun(interrupted, "resend-failed", "Which[]");
    begun(interrupted + "/" + id("b0"), "resend", id("b0"));
    begun(interrupted + "/" + id("b1"), "resend", id("b1"));
    begun("discard-" + interrupted, "discard", id("b2"));

    assertThat(call("POST", path + "&dryRun=true", "admin", null, null).body())
        .isEqualTo("{\"failed\":3,\"undecided\":0}");
    String request = UUID.randomUUID().toString();
    HttpResponse<String> fresh = call("POST", path, "admin", request, null);

    assertThat(fresh.body()).isEqualTo("{\"resent\":3,\"left\":0,\"undecided\":0}");
    assertThat(resends())
        .extracting(Resend::commandId)
        .containsExactly(
            "resend-" + interrupted + "/" + id("b0"),
            "resend-" + interrupted + "/" + id("b1"),
            "resend-" + request + "/" + id("b2"));
    assertThat(ids("handled=false&chat=" + chatId)).isEmpty();
  }

  @Test
  void upgradeReopensAnInterruptedBulkResend() throws IOException {
    insert("m1", "FAILED", "400", "[]", null, null);
    String request = UUID.randomUUID().toString();
    begun(request, "resend-failed", "Which[]");
    jdbc()
        .update(
            "INSERT INTO sender.acts VALUES (?, 'resend', ?, 'Siti (7)', now(), ?)",
            request + "/" + id("m1"),
            id("m1"),
            "with " + request);
    assertThat(ids("handled=false&chat=" + chatId)).isEmpty();

    var changes = new ClassPathResource("db/changelog/009-reopen-interrupted-resends.sql");
    jdbc().update(changes.getContentAsString(UTF_8));

    assertThat(ids("handled=false&chat=" + chatId)).containsExactly(id("m1"));
  }

  /// Inserts `b0` to `b2`, and returns the path that resends all failures for [#bulkReason].
  private String threeFailed() {
    for (int i = 0; i < 3; i++) {
      insert("b" + i, "FAILED", bulkReason, "[]", null, null, Instant.now().minusSeconds(10 - i));
    }
    String since = Instant.now().minusSeconds(3600).toString();
    return "/deliveries/resend?since=" + since + "&reason=" + encoded(bulkReason);
  }

  // As after a 503, or of a process that died.
  private static void begun(String request, String act, String subject) {
    jdbc()
        .update(
            "INSERT INTO sender.acts VALUES (?, ?, ?, 'Siti (7)', now(), 'under way')",
            request,
            act,
            subject);
  }

  @Test
  void editedContentIsResent() {
    insert("r3", "DROPPED", "too late to answer", "[]", null, null);
    String body = "{\"content\":{\"@type\":\"Text\",\"body\":\"maaf, terlambat\"}}";
    assertThat(
            call(
                    "POST",
                    "/deliveries/" + id("r3") + "/resend",
                    "admin",
                    UUID.randomUUID().toString(),
                    body)
                .statusCode())
        .isEqualTo(202);
    assertThat(resends().getFirst().content()).isEqualTo(new Content.Text("maaf, terlambat"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAITING", "ATTEMPTING", "UNKNOWN", "ACCEPTED"})
  void onlyFailedDeliveriesCanBeResent(String state) {
    insert("r4", state, "", "[]", null, null);
    HttpResponse<String> answer =
        call(
            "POST",
            "/deliveries/" + id("r4") + "/resend",
            "admin",
            UUID.randomUUID().toString(),
            null);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(detail(answer)).startsWith("It is " + state);
    assertThat(resends()).isEmpty();
  }

  @Test
  void keyIsValidForOneRequestOnly() {
    insert("k1", "FAILED", "400", "[]", null, null);
    insert("k2", "FAILED", "400", "[]", null, null);
    String request = UUID.randomUUID().toString();
    assertThat(
            call("POST", "/deliveries/" + id("k1") + "/resend", "admin", request, null)
                .statusCode())
        .isEqualTo(202);
    assertThat(
            call("POST", "/deliveries/" + id("k2") + "/resend", "admin", request, null)
                .statusCode())
        .isEqualTo(422);
    assertThat(
            call("POST", "/deliveries/" + id("k1") + "/discard", "admin", request, note("x"))
                .statusCode())
        .isEqualTo(422);
    String edited = "{\"content\":{\"@type\":\"Text\",\"body\":\"lain\"}}";
    assertThat(
            call("POST", "/deliveries/" + id("k1") + "/resend", "admin", request, edited)
                .statusCode())
        .isEqualTo(422);
    assertThat(resends()).hasSize(1);
  }

  @Test
  void keyOfAnotherCallerIsRejected() {
    insert("k3", "FAILED", "400", "[]", null, null);
    String request = UUID.randomUUID().toString();
    jdbc()
        .update(
            "INSERT INTO sender.acts VALUES (?, 'resend', ?, 'Rina (8)', now(), 'resend-1')",
            request,
            id("k3"));

    assertThat(
            call("POST", "/deliveries/" + id("k3") + "/resend", "admin", request, null)
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void bulkResendSkipsUnknownResults() {
    String path = threeFailed();
    insert("b3", "FAILED", bulkReason, "[{\"number\":1,\"outcome\":\"UNKNOWN\"}]", null, null);
    insert("b4", "DROPPED", bulkReason, "[]", null, null);
    insert("b5", "FAILED", bulkReason, "[]", null, null, Instant.now().minus(Duration.ofDays(2)));

    assertThat(call("POST", path + "&dryRun=true", "admin", null, null).body())
        .isEqualTo("{\"failed\":3,\"undecided\":1}");
    assertThat(resends()).isEmpty();
    String request = UUID.randomUUID().toString();
    HttpResponse<String> first = call("POST", path, "admin", request, null);
    HttpResponse<String> again = call("POST", path, "admin", request, null);
    HttpResponse<String> fresh = call("POST", path, "admin", UUID.randomUUID().toString(), null);

    assertThat(first.body()).isEqualTo("{\"resent\":3,\"left\":0,\"undecided\":1}");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(fresh.body()).isEqualTo("{\"resent\":0,\"left\":0,\"undecided\":1}");
    assertThat(resends())
        .extracting(Resend::outboundId)
        .containsExactly(id("b0"), id("b1"), id("b2"));
    assertThat(call("POST", "/deliveries/resend", "admin", request, null).statusCode())
        .isEqualTo(400);
    assertThat(call("POST", path + "&dryRun=yes", "admin", request, null).statusCode())
        .isEqualTo(400);
  }

  @Test
  void discardedMessageLetsTheNextOneGo() {
    answer(error(429, "busy").withHeader("Retry-After", "3600"));
    TestTopics.write(message("d1", "menunggu"), message("d2", "berikutnya"));
    await().until(() -> "WAITING".equals(state("d1")) && parked("d1"));
    String path = "/deliveries/" + id("d1") + "/discard";
    String request = UUID.randomUUID().toString();

    HttpResponse<String> first = call("POST", path, "admin", request, note("sudah dijawab"));
    HttpResponse<String> again = call("POST", path, "admin", request, note("sudah dijawab"));
    HttpResponse<String> another = call("POST", path, "admin", "another-" + request, note("lain"));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).isEqualTo("{\"state\":\"DROPPED\",\"note\":\"sudah dijawab\"}");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(another.statusCode()).isEqualTo(409);
    assertThat(detail(another)).startsWith("It is DROPPED");
    MessageStatus status = outcome("d1");
    assertThat(status.status()).isEqualTo(Status.DROPPED);
    assertThat(status.reason()).isEqualTo("discarded: sudah dijawab");
    await().until(() -> !parked("d1"));
    assertThat(
            jdbc()
                .queryForObject(
                    "SELECT issued_by || ' ' || result FROM sender.acts WHERE request_id = ?",
                    String.class,
                    request))
        .isEqualTo("Siti (7) sudah dijawab");
    assertThat(
            jdbc()
                .queryForObject(
                    "SELECT count(*) FROM sender.acts WHERE subject = ?", Integer.class, id("d1")))
        .isEqualTo(1);
  }

  @Test
  void handledFailureLeavesTheList() {
    insert("f1", "FAILED", "403 blocked", "[]", null, null);
    insert("f2", "FAILED", "403 blocked", "[]", null, null);
    insert("f3", "FAILED", "403 blocked", "[]", null, null);
    String open = "/deliveries?state=FAILED&handled=false&chat=" + chatId;
    String handled = "/deliveries?state=FAILED&handled=true&chat=" + chatId;
    assertThat(ok(open).path("deliveries")).hasSize(3);
    String request = UUID.randomUUID().toString();

    HttpResponse<String> discarded =
        call("POST", "/deliveries/" + id("f1") + "/discard", "admin", request, note("ditelepon"));
    call("POST", "/deliveries/" + id("f2") + "/resend", "admin", "resend-" + request, null);

    assertThat(discarded.statusCode()).isEqualTo(200);
    assertThat(discarded.body()).isEqualTo("{\"state\":\"FAILED\",\"note\":\"ditelepon\"}");
    assertThat(state("f1")).isEqualTo("FAILED");
    assertThat(ok(open).path("deliveries")).hasSize(1);
    assertThat(ok(handled).path("deliveries")).hasSize(2);
  }

  @Test
  void discardIsRejectedDuringACall() {
    String now = Instant.now().toString();
    String attempt =
        "[{\"number\":1,\"owner\":\"another\",\"startedAt\":\"%1$s\",\"leaseUntil\":\"%1$s\"}]"
            .formatted(now);
    insert("d3", "ATTEMPTING", "", attempt, null, null);
    jdbc().update("UPDATE sender.deliveries SET tries = 1 WHERE outbound_id = ?", id("d3"));
    HttpResponse<String> answer =
        call(
            "POST",
            "/deliveries/" + id("d3") + "/discard",
            "admin",
            UUID.randomUUID().toString(),
            note("jangan"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(detail(answer)).startsWith("It is ATTEMPTING");
    WORLD.stubFor(
        get(urlPathEqualTo("/messages/list/" + chatId))
            .willReturn(
                okJson(
                    "{\"messages\":[{\"id\":\"W-1-%s\",\"type\":\"text\",\"source\":\"api\",\"text\":{\"body\":\"isi d3\"}}]}"
                        .formatted(chatId))));
    TestTopics.write(message("d3", "isi d3"));
    assertThat(outcome("d3").status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  void replayPublishesReadableDeadLettersAndCountsTheRest() {
    answer(sent("W-2-" + chatId));
    String dlt = Topics.OUTBOUND_MESSAGES + "-dlt";
    call("POST", "/deliveries/dead-letters/replay", "admin", UUID.randomUUID().toString(), null);
    JsonNode before = replay("?dryRun=true", null);
    TestTopics.write(dlt, key(chatId), "{\"@type\":\"OutboundMessage\"}".getBytes(UTF_8));
    TestTopics.write(dlt, key(chatId), EventJson.write(message("z1", "bangkit")));
    TestTopics.write(dlt, "a key of its own", EventJson.write(message("z1", "bangkit")));

    JsonNode dry = replay("?dryRun=true", null);
    assertThat(dry.path("readable").asInt()).isEqualTo(1);
    for (String name : List.of("unreadable", "stay")) {
      assertThat(dry.path(name).asInt()).as(name).isEqualTo(before.path(name).asInt() + 1);
    }
    assertThat(outcomes("z1")).isEmpty();
    String request = UUID.randomUUID().toString();
    JsonNode first = replay("", request);
    assertThat(first).isEqualTo(dry);
    assertThat(outcome("z1").status()).isEqualTo(Status.ACCEPTED);
    assertThat(replay("", request)).isEqualTo(first);
    assertThat(replay("", UUID.randomUUID().toString()).path("readable").asInt()).isZero();
    assertThat(TestTopics.of(Topics.OUTBOUND_MESSAGES, key(chatId), OutboundMessage.class))
        .hasSize(1);
    assertThat(outcomes("z1")).hasSize(1);
  }

  @Test
  void deadLettersOfInputsAreListedAndReplayed() {
    String dlt = Topics.CHAT_INPUTS + "-dlt";
    String topic = "topic=CHAT_INPUTS";
    replay("?" + topic, UUID.randomUUID().toString());
    var pause =
        new ChatCommand.Pause(
            id("p1"), "default", chatId, Issuer.user("7", "admin"), Instant.now(), null);
    TestTopics.write(dlt, key(chatId), EventJson.write(pause));
    TestTopics.write(dlt, key(chatId), EventJson.write(pause));
    TestTopics.write(dlt, key(chatId), "not json".getBytes(UTF_8));

    List<JsonNode> letters =
        ok("/deliveries/dead-letters?" + topic)
            .path("deadLetters")
            .valueStream()
            .filter(letter -> letter.path("chat").asString().equals(key(chatId)))
            .toList();
    JsonNode dry = replay("?dryRun=true&" + topic, null);
    JsonNode replayed = replay("?" + topic, UUID.randomUUID().toString());

    assertThat(letters).hasSize(3);
    assertThat(letters).filteredOn(it -> it.path("id").asString("").equals(id("p1"))).hasSize(2);
    assertThat(dry.path("readable").asInt()).isEqualTo(1);
    assertThat(replayed).isEqualTo(dry);
    assertThat(TestTopics.raw(Topics.CHAT_INPUTS))
        .filteredOn(record -> key(chatId).equals(record.key()))
        .hasSize(1);
  }

  @Test
  void repeatedReplayReturnsTheResultThatAnEarlierReleaseStored() {
    String request = UUID.randomUUID().toString();
    jdbc()
        .update(
            "INSERT INTO sender.acts VALUES (?, 'replay', ?, 'Siti (7)', now(), ?)",
            request,
            Topics.OUTBOUND_MESSAGES + "-dlt",
            "{\"readable\":1,\"stay\":2,\"unseen\":0}");

    assertThat(replay("", request).path("unreadable").asInt()).isEqualTo(2);
  }

  @Test
  void stoppedConsumerMakesTheServiceNotReady() {
    assertThat(management("/actuator/health/readiness").statusCode()).isEqualTo(200);
    SmartLifecycle log = SharedSender.service().getBean("outboundThread", SmartLifecycle.class);
    log.stop();
    assertThat(management("/actuator/health/readiness").statusCode()).isEqualTo(503);
    assertThat(management("/actuator/health/liveness").statusCode()).isEqualTo(200);
    log.start();
    await().until(() -> management("/actuator/health/readiness").statusCode() == 200);
  }

  @Test
  void apiDescriptionIsComplete() {
    JsonNode api = ok("/v3/api-docs");
    List<String> missing = ApiDescriptionCheck.missing(api);
    assertThat(missing).isEmpty();
    assertThat(api.path("paths").propertyNames())
        .contains(
            "/deliveries/{id}/resend",
            "/deliveries/dead-letters/replay",
            "/channels/{name}/test-message",
            "/media/{id}");
    assertThat(ApiDescriptionCheck.deprecated(api)).containsExactly("stay");
  }

  @Test
  void theDeskKnowsTheApi() {
    DeskApi.check("sender-service", ok("/v3/api-docs"));
  }

  @Test
  void apiDescriptionCheckFindsWhatIsMissing() {
    JsonNode api =
        JSON.readTree(
            "{\"paths\":{\"/x\":{\"post\":{\"parameters\":[{\"name\":\"p\"}],"
                + "\"requestBody\":{\"content\":{\"application/json\":{}}},\"responses\":{\"200\":{}}}}}}");
    assertThat(ApiDescriptionCheck.missing(api))
        .containsExactly(
            "post /x has no summary",
            "post /x has no tag",
            "post /x: parameter p has no description",
            "post /x: parameter p has no example",
            "post /x: body application/json has no schema",
            "post /x: body application/json has no example",
            "post /x: response 200 has no description",
            "post /x: response 200 has no content",
            "post /x describes no error");
  }

  private JsonNode replay(String query, @Nullable String request) {
    HttpResponse<String> answer =
        call("POST", "/deliveries/dead-letters/replay" + query, "admin", request, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private void answer(ResponseDefinitionBuilder response) {
    WORLD.stubFor(
        post("/messages/text")
            .withRequestBody(matchingJsonPath("$.to", equalTo(chatId)))
            .willReturn(response));
    WORLD.stubFor(
        get(urlPathEqualTo("/messages/list/" + chatId)).willReturn(okJson("{\"messages\":[]}")));
  }

  private static ResponseDefinitionBuilder sent(String messageId) {
    return okJson(
        "{\"sent\":true,\"message\":{\"id\":\"" + messageId + "\",\"status\":\"pending\"}}");
  }

  private static ResponseDefinitionBuilder error(int status, String message) {
    return aResponse()
        .withStatus(status)
        .withBody("{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}");
  }

  private static String note(String words) {
    return "{\"note\":\"" + words + "\"}";
  }

  private List<String> ids(String query) {
    List<String> ids = new ArrayList<>();
    ok("/deliveries?" + query)
        .path("deliveries")
        .forEach(line -> ids.add(line.path("id").asString()));
    return ids;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8);
  }

  private static JsonNode ok(String path) {
    HttpResponse<String> answer = call("GET", path, "admin", null, null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static String detail(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).path("detail").asString();
  }

  private static HttpResponse<String> call(
      String method,
      String path,
      @Nullable String role,
      @Nullable String requestId,
      @Nullable String body) {
    var request =
        TestSender.request(SharedSender.service(), path, role)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return TestSender.send(
        requestId == null ? request : request.header("Idempotency-Key", requestId));
  }

  private static HttpResponse<String> management(String path) {
    String port = SharedSender.service().getEnvironment().getProperty("local.management.port");
    return TestSender.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)));
  }

  private static JdbcTemplate jdbc() {
    return SharedSender.service().getBean(JdbcTemplate.class);
  }

  private void insert(
      String id,
      String state,
      String reason,
      String attempts,
      @Nullable Long offset,
      @Nullable Instant nextTry) {
    insert(id, state, reason, attempts, offset, nextTry, Instant.now());
  }

  // Parked in a partition that no instance owns.
  private void insert(
      String id,
      String state,
      String reason,
      String attempts,
      @Nullable Long offset,
      @Nullable Instant nextTry,
      Instant createdAt) {
    boolean ended = List.of("ACCEPTED", "FAILED", "DROPPED").contains(state);
    jdbc()
        .update(
            """
            INSERT INTO sender.deliveries (outbound_id, channel, chat_id, message, state, tries, attempts, reason,
              log_partition, log_offset, next_try_at, created_at, finished_at)
            VALUES (?, 'default', ?, ?, ?, 0, ?::jsonb, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?::timestamptz)
            """,
            id(id),
            chatId,
            new String(EventJson.write(message(id, "isi " + id)), UTF_8),
            state,
            attempts,
            reason,
            offset == null ? null : 99,
            offset,
            nextTry == null ? null : nextTry.toString(),
            createdAt.toString(),
            ended ? createdAt.toString() : null);
  }

  private @Nullable String state(String id) {
    return jdbc()
        .queryForList(
            "SELECT state FROM sender.deliveries WHERE outbound_id = ?", String.class, id(id))
        .stream()
        .findFirst()
        .orElse(null);
  }

  private boolean parked(String id) {
    String parked =
        "SELECT outbound_id FROM sender.deliveries WHERE log_partition IS NOT NULL AND outbound_id = ?";
    return !jdbc().queryForList(parked, String.class, id(id)).isEmpty();
  }

  private List<Resend> resends() {
    return TestTopics.of(Topics.CHAT_INPUTS, key(chatId), ChatInput.class).stream()
        .filter(Resend.class::isInstance)
        .map(Resend.class::cast)
        .toList();
  }

  private MessageStatus outcome(String id) {
    await().until(() -> !outcomes(id).isEmpty());
    return outcomes(id).getLast();
  }

  private List<MessageStatus> outcomes(String id) {
    return TestTopics.of(Topics.MESSAGE_STATUSES, key(chatId), MessageStatus.class).stream()
        .filter(status -> id(id).equals(status.outboundId()))
        .toList();
  }

  private static String key(String chatId) {
    return "default/" + chatId;
  }

  private String id(String id) {
    return id + "-" + chatId;
  }

  private OutboundMessage message(String id, String text) {
    return OutboundMessage.toChat(
        id(id),
        "default",
        chatId,
        new Content.Text(text),
        Author.BOT,
        "cause-" + id,
        0,
        null,
        Instant.now(),
        null);
  }
}
