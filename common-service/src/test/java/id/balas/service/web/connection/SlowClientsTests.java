package id.balas.service.web.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A Tomcat with 100 connections and clients that send a byte now and then.
class SlowClientsTests {

  private static final String HEAD = "GET /%s HTTP/1.1\r\nHost: a\r\n";
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final CountDownLatch END = new CountDownLatch(1);
  private static Tomcat tomcat;

  @BeforeAll
  static void start() throws LifecycleException {
    var connector = new Connector(TimedHeadProtocol.class.getName());
    connector.setPort(0);
    connector.setProperty("maxConnections", "100");
    connector.setProperty("acceptCount", "500");
    if (connector.getProtocolHandler() instanceof TimedHeadProtocol protocol) {
      protocol.limitHeadTime(Duration.ofSeconds(1));
    }
    tomcat = new Tomcat();
    tomcat.setBaseDir("target/tomcat");
    tomcat.setConnector(connector);
    var context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "answers", new Answers()).addMapping("/");
    tomcat.getEngine().getPipeline().addValve(new UnreadBodyValve());
    tomcat.start();
  }

  @AfterAll
  static void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  /// Answers without reading the body; `/late` only at the end of the test, `/read` with the body.
  private static final class Answers extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getRequestURI().equals("/late")) {
        try {
          END.await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
      if (request.getRequestURI().equals("/read")) {
        request.getInputStream().transferTo(response.getOutputStream());
        return;
      }
      response.getWriter().print("done");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\nX: ", "G", "\r\n"})
  void unfinishedHeadIsEnded(String beginning) throws IOException {
    try (Socket client = open()) {
      long begun = System.nanoTime();
      send(client, beginning);
      await()
          .pollInterval(PAUSE)
          .until(() -> isEndedAfter(client, beginning.endsWith(": ") ? "x" : "\r\n"));

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
    }
  }

  @Test
  void keptConnectionMayBeIdleForLonger() throws IOException {
    try (Socket client = open()) {
      send(client, HEAD.formatted("") + "\r\n");
      var answers = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      assertThat(answers.readLine()).contains(" 200");
      await().pollDelay(Duration.ofMillis(1500)).until(() -> true);

      send(client, HEAD.formatted("") + "Connection: close\r\n\r\n");
      assertThat(answers.lines().filter(line -> line.contains("HTTP/1.1 200"))).hasSize(1);
    }
  }

  @Test
  void restOfAnUnreadBodyIsEnded() throws IOException {
    try (Socket client = open()) {
      send(client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n");
      var answers = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      assertThat(answers.readLine()).contains(" 200");

      await().pollInterval(PAUSE).until(() -> isEndedAfter(client, "x"));
    }
  }

  @Test
  void crowdOfSlowBodiesIsEndedAndOthersAreServed() throws Exception {
    List<Socket> crowd = new ArrayList<>();
    try {
      // A sixteenth of the connections gets to the servlet.
      for (int i = 0; i < 100 / 16; i++) {
        crowd.add(begin("x"));
      }
      String body = "y".repeat(5000);
      assertThat(posted("Content-Length: 5000\r\n\r\n" + body)).endsWith("\r\n\r\n" + body);
      assertThat(posted("Transfer-Encoding: chunked\r\n\r\n1388\r\n" + body + "\r\n0\r\n\r\n"))
          .contains(body);
      assertThat(posted("Content-Length: 1\r\n\r\nz")).endsWith("\r\n\r\nz");

      Socket slow = begin("x");
      crowd.add(slow);
      await().pollInterval(PAUSE).until(() -> isAnsweredAfter(slow, "x"));
      assertThat(new String(slow.getInputStream().readAllBytes(), US_ASCII))
          .startsWith("HTTP/1.1 408")
          .contains("application/problem+json", "did not arrive in time");
      assertThat(crowd.getFirst().getInputStream().available()).isZero();
    } finally {
      for (Socket client : crowd) {
        client.close();
      }
    }
    await().until(SlowClientsTests::isServedWithoutBody);
  }

  private static boolean isServedWithoutBody() throws IOException {
    try (Socket client = open()) {
      client.setSoTimeout(500);
      send(client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n");
      return client.getInputStream().read() >= 0;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  private static Socket begin(String beginning) throws IOException {
    Socket client = open();
    send(client, "POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n" + beginning);
    return client;
  }

  private static String posted(String rest) throws IOException {
    try (Socket client = open()) {
      send(client, "POST /read HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + rest);
      return new String(client.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static boolean isAnsweredAfter(Socket client, String more) throws IOException {
    if (client.getInputStream().available() > 0) {
      return true;
    }
    send(client, more);
    return false;
  }

  @Test
  void crowdOfSlowClientsKeepsNobodyOut() throws Exception {
    var over = new AtomicBoolean();
    try (Socket late = open()) {
      send(late, HEAD.formatted("late") + "Connection: close\r\n\r\n");
      for (int i = 0; i < 300; i++) {
        Thread.startVirtualThread(() -> trickleUntil(over));
      }
      for (int i = 0; i < 10; i++) {
        assertThat(answer("")).as("request " + i).contains("HTTP/1.1 200", "done");
      }
      END.countDown();
      assertThat(new String(late.getInputStream().readAllBytes(), US_ASCII)).contains("done");
    } finally {
      over.set(true);
    }
  }

  // Opens the connection again whenever it is closed.
  private static void trickleUntil(AtomicBoolean over) {
    while (!over.get()) {
      try (Socket client = open()) {
        send(client, HEAD.formatted("") + "X: ");
        while (!over.get()) {
          LockSupport.parkNanos(PAUSE.toNanos());
          send(client, "x");
        }
      } catch (IOException _) {
        // The server has closed the connection.
      }
    }
  }

  private static String answer(String path) throws IOException {
    try (Socket client = open()) {
      send(client, HEAD.formatted(path) + "Connection: close\r\n\r\n");
      return new String(client.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static boolean isEndedAfter(Socket client, String more) {
    try {
      send(client, more);
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  private static Socket open() throws IOException {
    var socket = new Socket("localhost", tomcat.getConnector().getLocalPort());
    socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
    return socket;
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(US_ASCII));
  }
}
