package id.balas.sender.channel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server on a bare socket whose behaviour each test defines. It keeps each complete request.
final class HostileServer implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  /// One accepted connection.
  interface Deed {
    void to(Visitor visitor) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Deed deed;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
  final CountDownLatch released = new CountDownLatch(1);

  HostileServer(Deed deed) {
    this.deed = deed;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create("http://localhost:" + server.getLocalPort());
  }

  /// The request line and the body of each request.
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        connections.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      deed.to(new Visitor(socket));
    } catch (IOException | InterruptedException _) {
      // The client closed the connection, or the test ended.
    }
  }

  @Override
  public void close() throws IOException {
    released.countDown();
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }

  final class Visitor {

    private final Socket socket;

    private Visitor(Socket socket) {
      this.socket = socket;
    }

    /// Returns false when the client has closed the connection.
    boolean readRequest() throws IOException {
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        int read = in.read();
        if (read < 0) {
          return false;
        }
        head.write(read);
      }
      Matcher length = LENGTH.matcher(head.toString(ISO_8859_1));
      byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
      requests.add(
          head.toString(ISO_8859_1).lines().findFirst().orElse("")
              + " "
              + new String(body, ISO_8859_1));
      return true;
    }

    void readAByte() throws IOException {
      var _ = socket.getInputStream().read();
    }

    void write(String text) throws IOException {
      write(text.getBytes(ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    void answer(String status, String body) throws IOException {
      write("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /// Closes with a reset instead of a regular end.
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    void waitForClose() throws InterruptedException {
      released.await();
    }
  }
}
