package id.balas.sender.channel;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.balas.events.OutboundMessage;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.sender.channel.SendResult.Accepted;
import id.balas.sender.channel.SendResult.Invalid;
import id.balas.sender.channel.SendResult.NotSent;
import id.balas.sender.channel.SendResult.Rejected;
import id.balas.sender.channel.SendResult.Unknown;
import id.balas.whapi.ProviderClock;
import id.balas.whapi.SentMessages;
import id.balas.whapi.WhapiHttp;
import id.balas.whapi.WhapiProperties;
import id.balas.whapi.WhapiUnavailableException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The result of a call to a misbehaving server. `NotSent` allows an immediate retry, so it is
/// correct only when the server cannot have received the message.
@Timeout(60)
class HostileAnswersTests {

  private static final SendingProperties SETTINGS =
      new SendingProperties(Duration.ZERO, 10, Duration.ofHours(1), false);
  private static final String TAKEN = "{\"sent\":true,\"message\":{\"id\":\"W-1\"}}";

  @Test
  void missingResponseIsUnknown() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.waitForClose();
        })) {
      assertThat(send(server.address())).isInstanceOf(Unknown.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void slowResponseEndsAtTheTimeout() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
          while (true) {
            visitor.write(" ");
            Thread.sleep(50);
          }
        })) {
      assertThat(send(server.address()))
          .isInstanceOfSatisfying(
              Unknown.class, u -> assertThat(u.reason()).contains("no complete response within"));
    }
  }

  @Test
  void truncatedResponseIsUnknown() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + TAKEN);
        })) {
      assertThat(send(server.address())).isInstanceOf(Unknown.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void reasonOfAnUnreadableResponseIsStorableText() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.write("\25\3\3\0\2\2F" + "x".repeat(1000) + "\r\n\r\n");
        })) {
      assertThat(send(server.address()))
          .isInstanceOfSatisfying(
              Unknown.class,
              u ->
                  assertThat(u.reason())
                      .contains("status line")
                      .doesNotContain("\0")
                      .hasSizeLessThan(310));
    }
  }

  @Test
  void earlyResponseIsNotTreatedAsNotSent() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readAByte();
          visitor.answer("413 Content Too Large", "too large");
          visitor.reset();
        })) {
      // Whether the client sees the response or the reset first is a race.
      assertThat(send(server.address(), "x".repeat(60_000)))
          .isInstanceOfAny(Rejected.class, Unknown.class);
    }
  }

  @Test
  void redirectsAreNotFollowed() throws IOException {
    try (var elsewhere =
            new HostileServer(visitor -> {
              visitor.readRequest();
              visitor.answer("200 OK", TAKEN);
            });
        var server =
            new HostileServer(visitor -> {
              visitor.readRequest();
              visitor.write(
                  "HTTP/1.1 307 Temporary Redirect\r\nLocation: "
                      + elsewhere.address()
                      + "/messages/text\r\nContent-Length: 0\r\n\r\n");
            })) {
      assertThat(send(server.address())).isInstanceOf(Unknown.class);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void endlessResponseIsCutOff() throws IOException {
    byte[] much = new byte[1024 * 1024];
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.write("HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n");
          for (int i = 0; i < 100; i++) {
            visitor.write(much);
          }
        })) {
      assertThat(send(server.address())).isInstanceOf(Unknown.class);
    }
  }

  @Test
  void trailingBytesAreNotReadAsTheNextResponse() throws IOException {
    AtomicBoolean first = new AtomicBoolean(true);
    try (var server =
        new HostileServer(visitor -> {
          while (visitor.readRequest()) {
            if (first.getAndSet(false)) {
              String trap =
                  "HTTP/1.1 200 OK\r\nContent-Length: " + TAKEN.length() + "\r\n\r\n" + TAKEN;
              visitor.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + TAKEN.substring(0, 5) + trap);
            } else {
              visitor.answer(
                  "400 Bad Request", "{\"error\":{\"code\":400,\"message\":\"wrong parameters\"}}");
            }
          }
        })) {
      MessageSender client = client(server.address());
      assertThat(client.send(message("satu"))).isInstanceOf(Unknown.class);
      assertThat(client.send(message("dua"))).isNotInstanceOf(Accepted.class);
    }
  }

  @Test
  void resetConnectionIsUnknown() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.reset();
        })) {
      assertThat(send(server.address())).isInstanceOf(Unknown.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void refusedConnectionIsNotSent() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(send(URI.create("http://localhost:" + port))).isInstanceOf(NotSent.class);
    assertThat(send(URI.create("http://nobody.invalid"))).isInstanceOf(NotSent.class);
  }

  @Test
  void proxyErrorIsNotARejection() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.answer("403 Forbidden", "<html>firewall</html>");
        })) {
      assertThat(send(server.address())).isInstanceOf(NotSent.class);
    }
  }

  @Test
  void postIsNotRepeatedAfterAClosedConnection() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.answer("200 OK", TAKEN);
          visitor.readRequest();
        })) {
      MessageSender client = client(server.address());
      assertThat(client.send(message("satu"))).isInstanceOf(Accepted.class);
      assertThat(client.send(message("dua"))).isInstanceOf(Unknown.class);
      assertThat(server.requests()).hasSize(2).last().asString().contains("dua");
    }
  }

  // The same server as above: the client does repeat idempotent requests, so the count proves it.
  @Test
  void getIsRepeatedAfterAClosedConnection() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.answer("200 OK", TAKEN);
          visitor.readRequest();
        })) {
      WhapiHttp http = http(server.address());
      http.get("default", "/health");
      http.get("default", "/health");
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void closingConnectionsCauseNoDuplicates() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.answer("200 OK", TAKEN);
          if (visitor.hashCode() % 2 == 0) {
            visitor.reset();
          }
        })) {
      MessageSender client = client(server.address());
      List<SendResult> results = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        results.add(client.send(message("nomor " + i + ".")));
      }
      var times = server.requests().stream().collect(groupingBy(request -> request, counting()));
      assertThat(times.values()).containsOnly(1L);
      long taken = results.stream().filter(Accepted.class::isInstance).count();
      assertThat((long) times.size()).isGreaterThanOrEqualTo(taken);
      assertThat(results).noneMatch(NotSent.class::isInstance);
    }
  }

  @Test
  void listedMessagesHaveStorableIds() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.answer(
              "200 OK",
              """
              {"messages":[null,5,
                {"id":"W\\u00001","source":"api","type":"text","text":{"body":"satu"}},
                {"source":"api","type":"text","text":{"body":"dua"}},
                {"id":"W-3","source":"api","type":"text","text":{"body":"tiga"}}]}
              """);
        })) {
      assertThat(listed(server.address()))
          .isInstanceOfSatisfying(
              SentMessages.Listed.class,
              listed ->
                  assertThat(listed.sent())
                      .hasSize(3)
                      .extracting(SentMessages.Sent::messageId)
                      .allMatch(id -> SendResult.ID.matcher(id).matches())
                      .last()
                      .isEqualTo("W-3"));
    }
  }

  @Test
  void listIsReadToItsEndAlthoughPagesAreShort() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    try (var server =
        new HostileServer(visitor -> {
          while (visitor.readRequest()) {
            int first = 90 * asked.getAndIncrement();
            visitor.answer("200 OK", page(first, Math.min(first + 100, 250)));
          }
        })) {
      assertThat(listed(server.address()))
          .isInstanceOfSatisfying(
              SentMessages.Listed.class, listed -> assertThat(listed.sent()).hasSize(250));
      assertThat(server.requests()).hasSize(3).last().asString().contains("&offset=180 ");
    }
  }

  private static String page(int first, int end) {
    return IntStream.range(first, end)
        .mapToObj(i -> "{\"id\":\"W-" + i + "\",\"source\":\"api\",\"text\":{\"body\":\"satu\"}}")
        .collect(joining(",", "{\"messages\":[", "],\"total\":250}"));
  }

  @Test
  void firstListIsOfTheProvidersTime() throws IOException {
    Instant theirs = Instant.now().plus(Duration.ofMinutes(59));
    try (var server =
        new HostileServer(visitor -> {
          while (visitor.readRequest()) {
            visitor.write(emptyListAt(theirs));
          }
        })) {
      assertThat(listed(server.address())).isInstanceOf(SentMessages.Listed.class);
      assertThat(server.requests())
          .hasSize(2)
          .last()
          .asString()
          .containsPattern("&time_from=35[0-4]\\d&");
    }
  }

  @Test
  void listsWithManyClocksProveNothing() throws IOException {
    AtomicInteger hours = new AtomicInteger();
    try (var server =
        new HostileServer(visitor -> {
          while (visitor.readRequest()) {
            visitor.write(
                emptyListAt(Instant.now().plus(Duration.ofHours(hours.incrementAndGet()))));
          }
        })) {
      assertThatExceptionOfType(WhapiUnavailableException.class)
          .isThrownBy(() -> listed(server.address()));
    }
  }

  private static String emptyListAt(Instant theirs) {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(theirs.atOffset(ZoneOffset.UTC));
    return "HTTP/1.1 200 OK\r\nDate: " + date + "\r\nContent-Length: 15\r\n\r\n{\"messages\":[]}";
  }

  @Test
  void listThatTheProviderRefusesIsUndecidable() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.answer("404 Not Found", "{\"error\":\"no such chat\"}");
        })) {
      assertThat(listed(server.address()))
          .isEqualTo(new SentMessages.WillNotTell("404 no such chat"));
    }
  }

  @Test
  void listOfAProxyIsUnavailable() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.answer("404 Not Found", "<h1>Not Found</h1>");
        })) {
      assertThatExceptionOfType(WhapiUnavailableException.class)
          .isThrownBy(() -> listed(server.address()));
    }
  }

  @Test
  void invalidMessageDoesNotUseUpTheTrialCall() throws IOException {
    try (var server =
        new HostileServer(visitor -> {
          visitor.readRequest();
          visitor.answer("401 Unauthorized", "{}");
        })) {
      Channels channels = channels(server.address());
      MessageSender client = client(server.address(), channels);
      Channel channel = channels.all().iterator().next();
      assertThat(channel.tryEnter()).isNull();
      channel.leave(client.send(message("satu")));
      assertThat(channel.isDown()).isTrue();

      channel.isUp();
      assertThat(channel.tryEnter()).isNull();
      SendResult withoutACall = client.send(message(" "));
      assertThat(withoutACall).isEqualTo(new Invalid("the text is empty"));
      channel.leave(withoutACall);
      assertThat(channel.tryEnter()).isNull();
    }
  }

  private static SendResult send(URI address) {
    return send(address, "Halo");
  }

  private static SendResult send(URI address, String text) {
    return client(address).send(message(text));
  }

  private static WhapiProperties whapi(URI address) {
    return new WhapiProperties(
        address, "a-token", "", Duration.ofMillis(500), Duration.ofMillis(1500));
  }

  private static WhapiHttp http(URI address) {
    return http(address, new ProviderClock(Clock.systemUTC()));
  }

  private static WhapiHttp http(URI address, ProviderClock clock) {
    WhapiProperties whapi = whapi(address);
    return new WhapiHttp(whapi, whapi.longestCall(), clock);
  }

  private static SentMessages.Listing listed(URI address) {
    ProviderClock clock = new ProviderClock(Clock.systemUTC());
    return new SentMessages(http(address, clock), clock)
        .between(
            new ChatKey("default", "6281112223334@s.whatsapp.net"), Instant.EPOCH, Instant.now());
  }

  private static Channels channels(URI address) {
    return new Channels(whapi(address), SETTINGS, Clock.systemUTC());
  }

  private static MessageSender client(URI address) {
    return client(address, channels(address));
  }

  private static MessageSender client(URI address, Channels channels) {
    WhapiHttp http = http(address);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    return new MessageSender(
        SETTINGS, channels, http, new ReadMarks(http, SETTINGS, registry), registry);
  }

  private static OutboundMessage message(String text) {
    return OutboundMessage.toChat(
        "o-1",
        "default",
        "6281112223334@s.whatsapp.net",
        new Content.Text(text),
        Author.BOT,
        "c-1",
        0,
        null,
        Instant.now(),
        null);
  }
}
