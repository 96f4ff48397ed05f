package id.balas.sender.media;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import id.balas.events.MessageEcho;
import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.events.OutboundMessage;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.value.Content.Media.Kind;
import id.balas.events.wire.Topics;
import id.balas.sender.testing.SharedSender;
import id.balas.sender.testing.TestSender;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SharedSender.Used
class MediaIT {

  private static final AtomicInteger NUMBERS = new AtomicInteger(100);
  private static final WireMockServer WHAPI = SharedSender.PROVIDER;
  private static final HttpClient DASHBOARD = HttpClient.newHttpClient();

  private final int number = NUMBERS.incrementAndGet();
  private final String chatId = "628770000" + number + "@s.whatsapp.net";
  private final String hidden = "99770000" + number + "@lid";

  @Test
  void uploadedFileIsServedFromTheCache() {
    String id = "jpeg-" + number;
    WHAPI.stubFor(
        post("/media")
            .withRequestBody(equalTo("the picture " + number))
            .willReturn(okJson("{\"media\":[{\"id\":\"" + id + "\"}]}")));

    HttpResponse<String> up = upload("image/jpeg", "the picture " + number);
    assertThat(up.statusCode()).isEqualTo(201);
    assertThat(up.body())
        .isEqualTo("{\"id\":\"" + id + "\",\"mimeType\":\"image/jpeg\",\"size\":15}");
    WHAPI.verify(
        1,
        postRequestedFor(urlEqualTo("/media"))
            .withRequestBody(equalTo("the picture " + number))
            .withHeader("Content-Type", equalTo("image/jpeg"))
            .withHeader("Content-Length", equalTo("15"))
            .withHeader("Authorization", equalTo("Bearer a-token-of-this-test")));

    assertThat(fetch("/media/" + id).body()).isEqualTo("the picture " + number);
    WHAPI.verify(0, getRequestedFor(urlEqualTo("/media/" + id)));
  }

  // Each upload holds its connection open with an unfinished body.
  @Test
  void trickledUploadsKeepNobodyOut() throws Exception {
    WHAPI.stubFor(
        post("/media")
            .withRequestBody(equalTo("a file during the uploads"))
            .willReturn(okJson("{\"media\":[{\"id\":\"jpeg-x" + number + "\"}]}")));
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        slow.add(unfinishedUpload("slow-" + i));
      }
      for (int i = 0; i < 4; i++) {
        slow.add(unfinishedUpload("one-user"));
      }
      await().until(() -> status(unfinishedUpload("one-user"), slow).contains(" 429"));

      assertThat(upload("image/jpeg", "a file during the uploads").statusCode()).isEqualTo(201);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static Socket unfinishedUpload(String user) throws IOException {
    var socket = new Socket("localhost", TestSender.port(SharedSender.service()));
    socket.setSoTimeout(500);
    String head =
        "POST /media HTTP/1.1\r\nHost: a\r\nContent-Type: image/jpeg\r\nContent-Length: 4000\r\nAuthorization: Bearer "
            + TestSender.token("karyawan", user)
            + "\r\n\r\nx";
    socket.getOutputStream().write(head.getBytes(UTF_8));
    return socket;
  }

  // Empty if the service reads the body.
  private static String status(Socket socket, List<Socket> all) throws IOException {
    all.add(socket);
    try {
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
    } catch (SocketTimeoutException _) {
      return "";
    }
  }

  @Test
  void formUploadIsAccepted() {
    WHAPI.stubFor(
        post("/media")
            .withRequestBody(equalTo("the bill " + number))
            .willReturn(okJson("{\"media\":[{\"id\":\"pdf-" + number + "\"}]}")));
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\nthe bill "
            + number
            + "\r\n--b--\r\n";
    HttpResponse<String> up = upload("multipart/form-data; boundary=b", form);
    assertThat(up.statusCode()).isEqualTo(201);
    assertThat(up.body())
        .contains(
            "\"id\":\"pdf-" + number + "\"", "\"mimeType\":\"application/pdf\"", "\"size\":12");
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, 5242881, 413, WhatsApp's 5 MB",
    "video/mp4, 16777217, 413, WhatsApp's 16 MB",
    "audio/mpeg, 16777217, 413, WhatsApp's 16 MB",
    "image/jpeg, 0, 400, The file is empty",
    "'', 5, 415, The Content-Type does not say",
    "nonsense, 5, 415, The Content-Type does not say",
    "image/*, 5, 415, The Content-Type does not say",
    "application/x-www-form-urlencoded, 5, 415, The Content-Type does not say"
  })
  void oversizedOrUntypedFilesAreRejected(String type, int size, int status, String sentence) {
    HttpResponse<String> up = upload(type, "x".repeat(size));
    assertThat(up.statusCode()).isEqualTo(status);
    assertThat(up.body()).contains(sentence);
    // Without a Content-Length the bytes are counted.
    if (status == 413) {
      HttpRequest.Builder unsized = request("/media", "karyawan").header("Content-Type", type);
      byte[] bytes = new byte[size];
      assertThat(
              sent(unsized.POST(
                      BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))))
                  .statusCode())
          .isEqualTo(413);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "413, 413, The provider found the file too large",
    "415, 415, The provider does not accept this type of file",
    "401, 502, The provider did not accept the file: 401 no",
    "500, 502, The provider did not accept the file: 500 no",
    "200, 502, The provider did not accept the file: 200 no"
  })
  void rejectedUploadIsExplained(int theirs, int ours, String sentence) {
    String bytes = "bytes for " + theirs;
    WHAPI.stubFor(
        post("/media")
            .withRequestBody(equalTo(bytes))
            .willReturn(
                aResponse().withStatus(theirs).withBody("{\"error\":{\"message\":\"no\"}}")));
    HttpResponse<String> up = upload("application/pdf", bytes);
    assertThat(up.statusCode()).isEqualTo(ours);
    assertThat(up.body()).contains(sentence);
  }

  @Test
  void otherRolesAreRejected() {
    WHAPI.stubFor(get("/media/txt-" + number).willReturn(aResponse().withBody("Halo")));
    String path = "/media/txt-" + number;
    assertThat(sent(request(path, null).GET()).statusCode()).isEqualTo(401);
    assertThat(sent(request(path, "guest").GET()).statusCode()).isEqualTo(403);
    assertThat(sent(request(path, "karyawan").GET()).statusCode()).isEqualTo(200);
    assertThat(sent(request(path, "admin").GET()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, inline",
    "video/mp4, inline",
    "audio/ogg; codecs=opus, inline",
    "image/svg+xml, attachment",
    "IMAGE/SVG+XML; a=b, attachment",
    "text/html, attachment",
    "application/pdf, attachment",
    "application/xhtml+xml, attachment",
    "not a type, attachment",
    "'', attachment"
  })
  void customerFilesCannotRunScripts(String type, String disposition) {
    String id = "any-" + number;
    WHAPI.stubFor(
        get("/media/" + id)
            .willReturn(aResponse().withHeader("Content-Type", type).withBody("<script>")));
    HttpResponse<String> file = fetch("/media/" + id);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Disposition")).contains(disposition);
    assertThat(file.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(file.headers().firstValue("Content-Security-Policy"))
        .contains("default-src 'none'; sandbox");
    assertThat(file.headers().firstValue("Cache-Control").orElse(""))
        .isEqualTo("no-cache, private");
  }

  @Test
  void rangeAndConditionalRequestsWork() {
    String id = "ogg-" + number;
    WHAPI.stubFor(
        get("/media/" + id)
            .willReturn(
                aResponse().withHeader("Content-Type", "audio/ogg").withBody("0123456789")));
    HttpResponse<String> part =
        sent(request("/media/" + id, "karyawan").header("Range", "bytes=2-4").GET());
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-4/10");

    String tag = part.headers().firstValue("ETag").orElseThrow();
    assertThat(
            sent(request("/media/" + id, "karyawan").header("If-None-Match", tag).GET())
                .statusCode())
        .isEqualTo(304);
    WHAPI.verify(1, getRequestedFor(urlEqualTo("/media/" + id)));
  }

  @Test
  void concurrentRequestsShareOneDownload() {
    String id = "png-" + number;
    WHAPI.stubFor(
        get("/media/" + id).willReturn(aResponse().withFixedDelay(300).withBody("a picture")));
    List<CompletableFuture<HttpResponse<String>>> asked =
        IntStream.range(0, 20)
            .mapToObj(_ ->
                DASHBOARD.sendAsync(
                    request("/media/" + id, "karyawan").GET().build(), BodyHandlers.ofString()))
            .toList();
    assertThat(asked).allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("a picture"));
    WHAPI.verify(1, getRequestedFor(urlEqualTo("/media/" + id)));
  }

  @Test
  void failedDownloadIsExplainedAndRetriedNextTime() {
    String id = "pdf-gone-" + number;
    WHAPI.stubFor(
        get("/media/" + id)
            .willReturn(
                aResponse()
                    .withStatus(404)
                    .withBody("{\"error\":{\"message\":\"media not found\"}}")));
    isRefused(id, 404, "the provider keeps files for 30 days");
    WHAPI.stubFor(get("/media/" + id).willReturn(serverError()));
    isRefused(id, 502, "The provider did not return the file: 500");
    WHAPI.stubFor(
        get("/media/" + id)
            .willReturn(
                aResponse().withStatus(302).withHeader("Location", WHAPI.baseUrl() + "/secret")));
    isRefused(id, 502, "redirects to another address");
    WHAPI.stubFor(
        get("/media/" + id).willReturn(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
    isRefused(id, 502, "transfer from or to the provider failed");
    WHAPI.stubFor(
        get("/media/" + id).willReturn(aResponse().withBody("late").withFixedDelay(5000)));
    isRefused(id, 502, "transfer from or to the provider failed");
    WHAPI.stubFor(get("/media/" + id).willReturn(aResponse().withBody("the file")));
    assertThat(fetch("/media/" + id).body()).isEqualTo("the file");
    WHAPI.verify(0, getRequestedFor(urlEqualTo("/secret")));
  }

  @Test
  void invalidIdsAndUnknownChannelsAreNotFound() {
    assertThat(fetch("/media/..%2Fhealth").statusCode()).isIn(400, 404);
    assertThat(fetch("/media/a%20b").statusCode()).isEqualTo(404);
    assertThat(fetch("/media/a?channel=nobody").body())
        .contains("WHAPI_CHANNELS names no such channel");
  }

  @Test
  void linkIsFetchedWithoutOurToken() {
    String path = "/in-files/" + number + ".jpg";
    WHAPI.stubFor(
        get(path)
            .willReturn(aResponse().withHeader("Content-Type", "image/jpeg").withBody("linked")));
    assertThat(fetchLink(WHAPI.baseUrl() + path).body()).isEqualTo("linked");
    WHAPI.verify(1, getRequestedFor(urlEqualTo(path)).withHeader("Authorization", absent()));
  }

  @Test
  void redirectsToOtherHostsAreNotFollowed() {
    WHAPI.stubFor(
        get("/in-files/moved")
            .willReturn(
                aResponse().withStatus(302).withHeader("Location", WHAPI.baseUrl() + "/secret")));
    assertThat(fetchLink(WHAPI.baseUrl() + "/in-files/moved").statusCode()).isEqualTo(502);
    WHAPI.verify(0, getRequestedFor(urlEqualTo("/secret")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/in-files/secret",
        "http://[::1]:%d/in-files/secret",
        "https://evil.example/in-files/%d",
        "file:///etc/passwd?%d",
        "http://localhost:%d@evil.example/in-files/"
      })
  void linksToOtherHostsAreRejected(String link) {
    assertThat(fetchLink(link.formatted(WHAPI.port())).statusCode()).isEqualTo(400);
    WHAPI.verify(0, getRequestedFor(urlEqualTo("/in-files/secret")));
  }

  @Test
  void reconciliationRecognisesADocumentByItsHash() throws NoSuchAlgorithmException {
    WHAPI.stubFor(
        post("/media")
            .withRequestBody(equalTo("contract " + number))
            .willReturn(okJson("{\"media\":[{\"id\":\"pdf-up-" + number + "\"}]}")));
    upload("application/pdf", "contract " + number);
    WHAPI.stubFor(
        post("/messages/document")
            .withRequestBody(containing(chatId))
            .willReturn(aResponse().withStatus(502)));
    String other = document("W-other-" + number, "b3RoZXI=");
    String ours =
        document(
            "W-ours-" + number,
            Base64.getEncoder()
                .encodeToString(
                    MessageDigest.getInstance("SHA-256")
                        .digest(("contract " + number).getBytes(UTF_8))));
    WHAPI.stubFor(list(chatId).willReturn(okJson("{\"messages\":[" + other + "," + ours + "]}")));

    TestTopics.write(
        message(
            new Content.Media(
                Kind.DOCUMENT, "pdf-up-" + number, null, "application/pdf", "a.pdf", null, null),
            "command"));
    assertThat(outcome().messageId()).isEqualTo("W-ours-" + number);
    WHAPI.verify(
        1, postRequestedFor(urlEqualTo("/messages/document")).withRequestBody(containing(chatId)));
  }

  @Test
  void reconciliationReadsTheListOfTheHiddenNumber() {
    lostAnswer();
    WHAPI.stubFor(
        list(chatId)
            .willReturn(
                aResponse()
                    .withStatus(404)
                    .withBody("{\"error\":{\"message\":\"chat not found\"}}")));
    WHAPI.stubFor(
        get("/contacts/lids/" + chatId).willReturn(okJson("{\"lid\":\"" + hidden + "\"}")));
    WHAPI.stubFor(
        list(hidden)
            .willReturn(
                okJson(
                    "{\"messages\":[{\"id\":\"W-lid-"
                        + number
                        + "\",\"type\":\"text\",\"source\":\"api\",\"text\":{\"body\":\"Halo\"}}]}")));

    TestTopics.write(message(new Content.Text("Halo"), "command"));
    assertThat(outcome().messageId()).isEqualTo("W-lid-" + number);
    assertThat(outcome().reason()).isEqualTo("list W-lid-" + number);
    WHAPI.verify(
        1, postRequestedFor(urlEqualTo("/messages/text")).withRequestBody(containing(chatId)));
  }

  @Test
  void echoUnderTheHiddenNumberIsEvidence() {
    lostAnswer();
    WHAPI.stubFor(list(chatId).willReturn(okJson("{\"messages\":[]}")));
    WHAPI.stubFor(
        get("/contacts/lids/" + chatId).willReturn(okJson("{\"lid\":\"" + hidden + "\"}")));
    WHAPI.stubFor(list(hidden).willReturn(okJson("{\"messages\":[]}")));

    TestTopics.write(message(new Content.Text("Halo"), "command"));
    TestTopics.write(
        new MessageEcho(
            "default", hidden, "W-echo-" + number, new Content.Text("Halo"), Instant.now()));
    assertThat(outcome().reason()).isEqualTo("echo W-echo-" + number);
  }

  @Test
  void answeredMessageIsMarkedAsReadOnce() {
    String inbound = "Wq9.a_" + number + "-wA.b-c1";
    taken();
    WHAPI.stubFor(put("/messages/" + inbound).willReturn(serverError()));
    TestTopics.write(
        message("m1", new Content.Text("satu"), inbound),
        message("m2", new Content.Text("dua"), inbound));

    assertThat(outcome("m2").status()).isEqualTo(Status.ACCEPTED);
    await()
        .untilAsserted(() ->
            WHAPI.verify(
                1,
                putRequestedFor(urlEqualTo("/messages/" + inbound))
                    .withHeader("Authorization", equalTo("Bearer a-token-of-this-test"))));
  }

  @Test
  void commandMarksNothingAsRead() {
    taken();
    String command = "9f1b7a52-6f3e-4c19-8b8b-0d3b7a9c5e11";
    TestTopics.write(message("m3", new Content.Text("tiga"), command));
    assertThat(outcome("m3").status()).isEqualTo(Status.ACCEPTED);
    WHAPI.verify(0, putRequestedFor(urlEqualTo("/messages/" + command)));
  }

  private void taken() {
    WHAPI.stubFor(
        post("/messages/text")
            .withRequestBody(containing(chatId))
            .willReturn(
                okJson(
                        "{\"sent\":true,\"message\":{\"id\":\"W-{{jsonPath request.body '$.body'}}-"
                            + number
                            + "\"}}")
                    .withTransformers("response-template")));
  }

  private void lostAnswer() {
    WHAPI.stubFor(
        post("/messages/text")
            .withRequestBody(containing(chatId))
            .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
  }

  private static MappingBuilder list(String chat) {
    return get(urlPathEqualTo("/messages/list/" + chat));
  }

  private static String document(String id, String sha256) {
    return """
    {"id":"%s","type":"document","source":"api","document":{"id":"x","mime_type":"application/pdf","file_name":"a.pdf","sha256":"%s"}}\
    """
        .formatted(id, sha256);
  }

  private OutboundMessage message(Content content, String cause) {
    return message("m", content, cause);
  }

  private OutboundMessage message(String id, Content content, String cause) {
    return OutboundMessage.toChat(
        id + "-" + chatId,
        "default",
        chatId,
        content,
        Author.NOTICE,
        cause,
        0,
        null,
        Instant.now(),
        null);
  }

  private MessageStatus outcome() {
    return outcome("m");
  }

  private MessageStatus outcome(String id) {
    await().until(() -> !outcomes(id).isEmpty());
    return outcomes(id).getLast();
  }

  private List<MessageStatus> outcomes(String id) {
    return TestTopics.of(Topics.MESSAGE_STATUSES, "default/" + chatId, MessageStatus.class).stream()
        .filter(status -> (id + "-" + chatId).equals(status.outboundId()))
        .toList();
  }

  private static void isRefused(String id, int status, String sentence) {
    HttpResponse<String> file = fetch("/media/" + id);
    assertThat(file.statusCode()).isEqualTo(status);
    assertThat(file.body()).contains(sentence);
  }

  private static HttpResponse<String> upload(String type, String bytes) {
    HttpRequest.Builder request =
        request("/media", "karyawan").POST(BodyPublishers.ofString(bytes));
    return sent(type.isEmpty() ? request : request.header("Content-Type", type));
  }

  private static HttpResponse<String> fetch(String path) {
    return sent(request(path, "karyawan").GET());
  }

  private static HttpResponse<String> fetchLink(String link) {
    return fetch("/media?link=" + URLEncoder.encode(link, UTF_8));
  }

  private static HttpRequest.Builder request(String path, @Nullable String role) {
    return TestSender.request(SharedSender.service(), path, role);
  }

  private static HttpResponse<String> sent(HttpRequest.Builder request) {
    return TestSender.send(request);
  }
}
