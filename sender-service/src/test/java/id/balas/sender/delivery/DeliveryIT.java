package id.balas.sender.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.queue.ParkedChat;
import id.balas.sender.testing.SharedSender;
import id.balas.service.database.DatabaseClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// Its methods run side by side, because they wait for most of their time. Those that stop the
/// channel run alone. The class itself is not marked: it would run beside other classes, which stop
/// the same channel.
@SharedSender.Used
@ResourceLock(
    value = DeliveryIT.CHANNEL,
    mode = ResourceAccessMode.READ,
    target = ResourceLockTarget.CHILDREN)
class DeliveryIT {

  static final String CHANNEL = "channel";

  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static final WireMockServer WHAPI = SharedSender.PROVIDER;

  private final int number = CHATS.incrementAndGet();
  private final String chatId = "628330000" + number + "@s.whatsapp.net";
  private final String other = "628440000" + number + "@s.whatsapp.net";

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void textIsSentAndReportedAsAccepted() {
    answer(sent("W-1-" + chatId));
    TestTopics.write(message("s1", "Halo Budi"));

    MessageStatus status = outcome("s1");
    assertThat(status.status()).isEqualTo(Status.ACCEPTED);
    assertThat(status.messageId()).isEqualTo("W-1-" + chatId);
    WHAPI.verify(
        1,
        postRequestedFor(urlEqualTo("/messages/text"))
            .withHeader("Authorization", equalTo("Bearer a-token-of-this-test"))
            .withRequestBody(equalToJson("{\"to\":\"" + chatId + "\",\"body\":\"Halo Budi\"}")));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void repeatedMessageIsSentOnceAndInOrder() {
    answer(sent("{{jsonPath request.body '$.body'}}-" + chatId));
    TestTopics.write(
        message("r1", "satu"), message("r1", "satu"), message("r2", "dua"), message("r1", "satu"));
    outcome("r2");
    TestTopics.write(message("r3", "tiga"));
    outcome("r3");

    assertThat(bodies()).containsExactly("satu", "dua", "tiga");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void firstMessageWaitsForTheHiddenNumbersMessageAndGoesToIt() {
    OutboundMessage before = toHiddenNumber("h1", lid(), Instant.now(), null);
    OutboundMessage after = toHiddenNumber("h2", chatId, Instant.now(), before.id());

    TestTopics.write(after, before);

    assertThatTheyWereSentInOrder();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void longWaitForTheHiddenNumbersMessageIsParked() {
    OutboundMessage before = toHiddenNumber("h1", lid(), Instant.now(), null);
    OutboundMessage after =
        toHiddenNumber("h2", chatId, Instant.now().minusSeconds(48), before.id());

    TestTopics.write(after);
    await().untilAsserted(() -> assertThat(isParked(after)).isTrue());
    TestTopics.write(before);

    assertThatTheyWereSentInOrder();
  }

  private String lid() {
    return chatId.replaceFirst("@.*", "") + "9@lid";
  }

  // The provider accepts the first one slowly.
  private OutboundMessage toHiddenNumber(
      String id, String chat, Instant createdAt, @Nullable String after) {
    WHAPI.stubFor(
        post("/messages/text")
            .withRequestBody(matchingJsonPath("$.to", equalTo(lid())))
            .withRequestBody(matchingJsonPath("$.body", equalTo(id)))
            .willReturn(sent("W-" + id + chatId).withFixedDelay(after == null ? 500 : 0)));
    return new OutboundMessage(
        id(id),
        "default",
        chat,
        new Content.Text(id),
        Author.NOTICE,
        "cause-" + id,
        0,
        null,
        createdAt,
        null,
        new OutboundMessage.Route(lid(), after),
        null);
  }

  private static boolean isParked(OutboundMessage message) {
    Integer parked =
        SharedSender.service()
            .getBean(JdbcTemplate.class)
            .queryForObject(
                "SELECT count(*) FROM sender.deliveries WHERE outbound_id = ? AND log_partition IS NOT NULL",
                Integer.class,
                message.id());
    return parked != null && parked == 1;
  }

  private void assertThatTheyWereSentInOrder() {
    assertThat(outcome("h2").messageId()).isEqualTo("W-h2" + chatId);
    MessageStatus first =
        TestTopics.of(Topics.MESSAGE_STATUSES, "default/" + lid(), MessageStatus.class).getLast();
    assertThat(first.messageId()).isEqualTo("W-h1" + chatId);
    assertThat(first.at()).isBefore(outcome("h2").at());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void rejectedMessageFailsAndTheChatContinues() {
    inTurn(error(400, "wrong parameters"), sent("W-3-" + chatId));
    TestTopics.write(message("e1", "ditolak"), message("e2", "diterima"));

    assertThat(outcome("e1").status()).isEqualTo(Status.FAILED);
    assertThat(outcome("e1").reason()).isEqualTo("400 wrong parameters");
    assertThat(outcome("e2").status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void chatLearnsThatAMessageFailed() {
    inTurn(error(400, "wrong parameters"));
    TestTopics.write(message("f1", "ditolak"));

    assertThat(outcome("f1").status()).isEqualTo(Status.FAILED);
    assertThat(failures())
        .extracting(DeliveryFailed::outboundId, DeliveryFailed::kind)
        .containsExactly(tuple(id("f1"), DeliveryFailed.Kind.REJECTED));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void failureThatWhatsAppReportsLaterReachesTheChat() {
    answer(sent("W-9-" + chatId));
    TestTopics.write(reported("W-9-" + chatId));
    TestTopics.write(message("f2", "diterima"));

    assertThat(outcome("f2").status()).isEqualTo(Status.ACCEPTED);
    await()
        .untilAsserted(() ->
            assertThat(failures())
                .extracting(DeliveryFailed::outboundId, DeliveryFailed::kind)
                .containsExactly(tuple(id("f2"), DeliveryFailed.Kind.REPORTED)));
    await()
        .untilAsserted(() ->
            assertThat(
                    SharedSender.service()
                        .getBean(Deliveries.class)
                        .withId(id("f2"))
                        .orElseThrow()
                        .state())
                .isEqualTo(Delivery.State.FAILED));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void reportedFailureHasTheTimeOfTheReport() {
    OutboundMessage yesterday =
        message("f3", "kemarin", Instant.now().minus(Duration.ofDays(1)), null);
    SharedSender.service()
        .getBean(JdbcTemplate.class)
        .update(
            """
            INSERT INTO sender.deliveries (outbound_id, channel, chat_id, message, message_id, state, tries, created_at, finished_at)
            VALUES (?, 'default', ?, ?, ?, 'ACCEPTED', 1, now() - interval '1 day', now() - interval '1 day')
            """,
            yesterday.id(),
            chatId,
            new String(EventJson.write(yesterday), UTF_8),
            "W-16-" + chatId);

    TestTopics.write(reported("W-16-" + chatId));

    await()
        .untilAsserted(() -> {
          Delivery delivery =
              SharedSender.service().getBean(Deliveries.class).withId(id("f3")).orElseThrow();
          assertThat(delivery.state()).isEqualTo(Delivery.State.FAILED);
          assertThat(delivery.finishedAt()).isAfter(Instant.now().minusSeconds(300));
        });
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void neitherADeliveredMessageNorOneGroupMemberFails() {
    inTurn(sent("W-20-" + chatId), sent("W-21-" + chatId), sent("W-22-" + chatId));
    TestTopics.write(message("v1", "sampai"), message("v2", "sebagian"), message("v3", "gagal"));
    assertThat(outcome("v3").messageId()).isEqualTo("W-22-" + chatId);

    TestTopics.write(
        inGroup("W-20-" + chatId, Status.READ, other),
        inGroup("W-20-" + chatId, Status.FAILED, null),
        inGroup("W-21-" + chatId, Status.FAILED, other),
        inGroup("W-22-" + chatId, Status.FAILED, null));
    await()
        .untilAsserted(() ->
            assertThat(failures())
                .extracting(DeliveryFailed::outboundId)
                .containsExactly(id("v3")));
  }

  // All are on one partition, so the failure of the last one comes last.
  private MessageStatus inGroup(String messageId, Status status, @Nullable String viewerId) {
    String group = "1203" + chatId.replaceFirst("@.*", "@g.us");
    return MessageStatus.of(
        "default", group, messageId, null, status, viewerId, Instant.now(), "blocked");
  }

  private static MessageStatus reported(String messageId) {
    return MessageStatus.of(
        "default", null, messageId, null, Status.FAILED, null, Instant.now(), "blocked");
  }

  private List<DeliveryFailed> failures() {
    return TestTopics.of(Topics.CHAT_INPUTS, "default/" + chatId, DeliveryFailed.class);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(CHANNEL)
  void throttledMessageIsRetried() {
    inTurn(
        error(429, "too many requests"),
        error(429, "too many requests"),
        error(429, "again"),
        sent("W-4-" + chatId));
    TestTopics.write(message("t1", "sibuk"));

    assertThat(outcome("t1").messageId()).isEqualTo("W-4-" + chatId);
    assertThat(bodies()).hasSize(4);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void messageIsGivenUpAfterADayOfTries() {
    answer(error(429, "too many requests"));
    OutboundMessage old = message("t2", "lama", Instant.now().minus(Duration.ofHours(26)), null);
    insert(
        old,
        "WAITING",
        """
        [{"number":1,"owner":"another","startedAt":"%1$s","leaseUntil":"%1$s","endedAt":"%1$s","outcome":"NOT_SENT"}]\
        """
            .formatted(Instant.now().minus(Duration.ofHours(25))));
    TestTopics.write(old);

    assertThat(outcome("t2").status()).isEqualTo(Status.FAILED);
    assertThat(outcome("t2").reason()).isEqualTo("given up after 2 tries: 429 too many requests");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(CHANNEL)
  void messageThatWaitedForADayIsRetried() {
    inTurn(error(429, "too many requests"), sent("W-15-" + chatId));
    TestTopics.write(message("t3", "lama", Instant.now().minus(Duration.ofHours(25)), null));

    assertThat(outcome("t3").messageId()).isEqualTo("W-15-" + chatId);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void storedMessageIsNotResentAfterA500() {
    inTurn(error(500, "internal error"), sent("never"));
    listed("W-5-" + chatId, "tersimpan");
    TestTopics.write(message("u1", "tersimpan"));

    assertThat(outcome("u1").messageId()).isEqualTo("W-5-" + chatId);
    assertThat(outcome("u1").reason()).isEqualTo("list W-5-" + chatId);
    assertThat(bodies()).hasSize(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void storedMessageWithALostResponseIsNotResent() {
    inTurn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), sent("never"));
    listed("W-6-" + chatId, "putus");
    TestTopics.write(message("l1", "putus"));

    assertThat(outcome("l1").messageId()).isEqualTo("W-6-" + chatId);
    assertThat(bodies()).hasSize(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void missingMessageIsSentAgain() {
    inTurn(sent("W-7-" + chatId).withFixedDelay(3000), sent("W-8-" + chatId));
    WHAPI.stubFor(list().willReturn(error(404, "chat not found")));
    TestTopics.write(message("n1", "hilang"));

    assertThat(outcome("n1").messageId()).isEqualTo("W-8-" + chatId);
    assertThat(bodies()).hasSize(2);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(CHANNEL)
  void unavailableListDelaysTheRetry() {
    inTurn(error(502, "bad gateway"), sent("W-13-" + chatId));
    WHAPI.stubFor(
        list()
            .inScenario("l" + chatId)
            .whenScenarioStateIs(Scenario.STARTED)
            .willSetStateTo("b")
            .willReturn(okJson("{}")));
    WHAPI.stubFor(
        list()
            .inScenario("l" + chatId)
            .whenScenarioStateIs("b")
            .willSetStateTo("c")
            .willReturn(error(404, "channel not found")));
    WHAPI.stubFor(
        list()
            .inScenario("l" + chatId)
            .whenScenarioStateIs("c")
            .willReturn(okJson("{\"messages\":[]}")));
    TestTopics.write(message("q1", "ragu"));
    await()
        .until(() ->
            WHAPI.findAll(getRequestedFor(urlPathEqualTo("/messages/list/" + chatId))).size() == 2);
    assertThat(bodies()).hasSize(1);

    assertThat(outcome("q1").messageId()).isEqualTo("W-13-" + chatId);
    assertThat(bodies()).hasSize(2);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void undecidableResultFailsAndTheChatContinues() {
    inTurn(error(502, "bad gateway"), sent("W-14-" + chatId));
    WHAPI.stubFor(list().willReturn(error(400, "wrong chat id")));
    TestTopics.write(message("k1", "entah"), message("k2", "jelas"));

    assertThat(outcome("k1").status()).isEqualTo(Status.FAILED);
    assertThat(outcome("k1").reason()).isEqualTo("unknown whether sent: 400 wrong chat id");
    assertThat(outcome("k2").status()).isEqualTo(Status.ACCEPTED);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(booleans = {true, false})
  void rejectedListOfOneIdIsUndecidable(boolean isAddressRejected) {
    WHAPI.stubFor(
        post("/messages/text")
            .withRequestBody(matchingJsonPath("$.to", equalTo(lid())))
            .willReturn(error(502, "bad gateway")));
    ResponseDefinitionBuilder rejected = error(400, "wrong chat id");
    ResponseDefinitionBuilder empty = okJson("{\"messages\":[]}");
    WHAPI.stubFor(listOf(lid()).willReturn(isAddressRejected ? rejected : empty));
    WHAPI.stubFor(list().willReturn(isAddressRejected ? empty : rejected));
    TestTopics.write(
        new OutboundMessage(
            id("a1"),
            "default",
            chatId,
            new Content.Text("entah"),
            Author.NOTICE,
            "cause",
            0,
            null,
            Instant.now(),
            null,
            new OutboundMessage.Route(lid(), null),
            null));

    assertThat(outcome("a1").status()).isEqualTo(Status.FAILED);
    assertThat(outcome("a1").reason()).isEqualTo("unknown whether sent: 400 wrong chat id");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void providerIdBelongsToOneDelivery() {
    inTurn(sent("W-9-" + chatId), error(500, "internal error"), sent("W-10-" + chatId));
    listed("W-9-" + chatId, "sama");
    TestTopics.write(message("i1", "sama"), message("i2", "sama"));

    assertThat(outcome("i1").messageId()).isEqualTo("W-9-" + chatId);
    assertThat(outcome("i2").messageId()).isEqualTo("W-10-" + chatId);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void interruptedCallIsReconciledBeforeARetry() {
    answer(sent("never"));
    listed("W-11-" + chatId, "selamat");
    OutboundMessage called = message("c1", "selamat");
    insert(
        called,
        "ATTEMPTING",
        """
        [{"number":1,"owner":"another","startedAt":"%1$s","leaseUntil":"%1$s"}]\
        """
            .formatted(Instant.now()));
    TestTopics.write(called);

    assertThat(outcome("c1").messageId()).isEqualTo("W-11-" + chatId);
    assertThat(bodies()).isEmpty();
  }

  // Of an instance that died.
  private static void insert(OutboundMessage message, String state, String attempts) {
    SharedSender.service()
        .getBean(JdbcTemplate.class)
        .update(
            """
            INSERT INTO sender.deliveries (outbound_id, channel, chat_id, state, tries, attempts, created_at)
            VALUES (?, 'default', ?, ?, 1, ?::jsonb, now())
            """,
            message.id(),
            message.chatId(),
            state,
            attempts);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(CHANNEL)
  void messagesWaitWhileTheChannelIsDown() {
    answer(error(401, "need channel authorization"));
    WHAPI.stubFor(get("/health?wakeup=false").willReturn(okJson("{\"status\":{\"text\":\"QR\"}}")));
    TestTopics.write(message("d1", "menunggu"));
    await().until(() -> !bodies().isEmpty());
    await()
        .until(() -> !WHAPI.findAll(getRequestedFor(urlEqualTo("/health?wakeup=false"))).isEmpty());
    assertThat(outcomes("d1")).isEmpty();
    assertThat(bodies()).hasSize(1);

    answer(sent("W-12-" + chatId));
    WHAPI.stubFor(
        get("/health?wakeup=false").willReturn(okJson("{\"status\":{\"text\":\"AUTH\"}}")));
    assertThat(outcome("d1").status()).isEqualTo(Status.ACCEPTED);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void expiredMessageIsDropped() {
    answer(sent("never"));
    TestTopics.write(message("x1", "terlambat", Instant.now(), Instant.now().minusSeconds(1)));

    assertThat(outcome("x1").status()).isEqualTo(Status.DROPPED);
    assertThat(outcome("x1").reason()).isEqualTo("too late to answer");
    assertThat(bodies()).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void unreadableRecordIsDeadLettered() {
    String key = "default/" + other;
    TestTopics.write(
        Topics.OUTBOUND_MESSAGES, key, "{\"@type\":\"OutboundMessage\"}".getBytes(UTF_8));
    await()
        .untilAsserted(() ->
            assertThat(TestTopics.raw(Topics.OUTBOUND_MESSAGES + "-dlt"))
                .anyMatch(r -> key.equals(r.key())));
  }

  private void answer(ResponseDefinitionBuilder response) {
    WHAPI.stubFor(send().willReturn(response.withTransformers("response-template")));
  }

  private void inTurn(ResponseDefinitionBuilder... responses) {
    String state = Scenario.STARTED;
    for (int i = 0; i < responses.length; i++) {
      String next = "after " + i;
      MappingBuilder call =
          send()
              .inScenario(chatId)
              .whenScenarioStateIs(state)
              .willSetStateTo(next)
              .willReturn(responses[i]);
      WHAPI.stubFor(call);
      state = next;
    }
  }

  private MappingBuilder send() {
    return post("/messages/text").withRequestBody(matchingJsonPath("$.to", equalTo(chatId)));
  }

  private MappingBuilder list() {
    return listOf(chatId);
  }

  private static MappingBuilder listOf(String chat) {
    return get(urlPathEqualTo("/messages/list/" + chat)).withQueryParam("from_me", equalTo("true"));
  }

  private void listed(String messageId, String body) {
    WHAPI.stubFor(
        list()
            .willReturn(
                okJson(
                    """
                    {"messages":[{"id":"%s","from_me":true,"type":"text","source":"api","text":{"body":"%s"}},
                                 {"id":"other","from_me":true,"type":"text","source":"mobile","text":{"body":"%s"}}],
                     "count":100,"total":2}\
                    """
                        .formatted(messageId, body, body))));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void parkedMessagesKeepTheirOrderInANewTopic() {
    int partition = 1_000_000 + number;
    park(partition, message("old", "lama"), 4711, "now() - interval '1 hour'");
    park(partition, message("old2", "lama juga"), 4712, "now() - interval '1 hour'");
    park(partition, message("new", "baru"), 3, "now()");
    var deliveries = SharedSender.service().getBean(Deliveries.class);

    assertThat(deliveries.firstParked(partition, message("old", "lama").chat()))
        .hasValueSatisfying(first -> assertThat(first.message().id()).isEqualTo(id("old")));
    assertThat(deliveries.parkedChats(partition).values())
        .containsExactly(new ParkedChat(Instant.MIN, false));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void parkedReplyOfAPersonIsKnownAfterARestart() {
    int partition = 1_000_000 + number;
    OutboundMessage reply =
        OutboundMessage.toChat(
            id("reply"),
            "default",
            chatId,
            new Content.Text("Siap"),
            Author.person(Author.Kind.AGENT, "siti"),
            "cause",
            1,
            null,
            Instant.now(),
            null);
    park(partition, message("answer", "jawaban"), 1, "now()");
    park(partition, reply, 2, "now()");

    assertThat(SharedSender.service().getBean(Deliveries.class).parkedChats(partition).values())
        .containsExactly(new ParkedChat(Instant.MIN, true));
  }

  private static void park(int partition, OutboundMessage message, long offset, String at) {
    SharedSender.service()
        .getBean(JdbcTemplate.class)
        .update(
            """
            INSERT INTO sender.deliveries (outbound_id, channel, chat_id, message, state, tries, log_partition,
              log_offset, created_at, parked_at)
            VALUES (?, ?, ?, ?, 'WAITING', 0, ?, ?, now(), %s)
            """
                .formatted(at),
            message.id(),
            message.channel(),
            message.chatId(),
            new String(EventJson.write(message), UTF_8),
            partition,
            offset);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void leasesFollowTheClockOfTheDatabase() {
    assertThat(SharedSender.service().getBean(Clock.class)).isInstanceOf(DatabaseClock.class);
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

  private List<String> bodies() {
    return WHAPI
        .findAll(
            postRequestedFor(urlEqualTo("/messages/text"))
                .withRequestBody(matchingJsonPath("$.to", equalTo(chatId))))
        .stream()
        .map(request ->
            request.getBodyAsString().replaceFirst(".*\"body\":\"", "").replaceFirst("\"}$", ""))
        .toList();
  }

  private MessageStatus outcome(String id) {
    await().until(() -> !outcomes(id).isEmpty());
    return outcomes(id).getLast();
  }

  private List<MessageStatus> outcomes(String id) {
    return TestTopics.of(Topics.MESSAGE_STATUSES, "default/" + chatId, MessageStatus.class).stream()
        .filter(status -> id(id).equals(status.outboundId()))
        .toList();
  }

  private String id(String id) {
    return id + "-" + chatId;
  }

  private OutboundMessage message(String id, String text) {
    return message(id, text, Instant.now(), null);
  }

  private OutboundMessage message(
      String id, String text, Instant createdAt, @Nullable Instant expiresAt) {
    return OutboundMessage.toChat(
        id(id),
        "default",
        chatId,
        new Content.Text(text),
        Author.BOT,
        "cause-" + id,
        0,
        null,
        createdAt,
        expiresAt);
  }
}
