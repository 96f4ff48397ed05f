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

/// A server on a bare socket that does to a call whatever a test wants, and keeps each request that
/// it read whole.
final class HostileServer implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  /// One connection, from its accept to its close.
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

  /// The first line and the body of each.
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
      // The client went away, or the test is over.
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

    /// False when the client has closed.
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

    /// The client finds a reset, not an end.
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    void stayUntilTheEnd() throws InterruptedException {
      released.await();
    }
  }
}
