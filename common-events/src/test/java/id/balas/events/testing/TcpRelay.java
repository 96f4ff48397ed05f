package id.balas.events.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A TCP relay on a port of its own, before a server on this machine. It can imitate a lost server:
/// connections stay open and transfer nothing.
public final class TcpRelay implements AutoCloseable {

  /// The end of PostgreSQL's answer inside a transaction: ReadyForQuery with the status `T`.
  private static final String IN_TRANSACTION =
      new String(new byte[] {'Z', 0, 0, 0, 5, 'T'}, ISO_8859_1);

  private final int target;
  private final boolean isKafka;
  private final ServerSocket server;
  private final List<Connection> connections = new ArrayList<>();
  private boolean frozen;
  private volatile Duration delay = Duration.ZERO;
  private @Nullable String freezeAfter;

  private TcpRelay(int target, boolean isKafka) {
    this.target = target;
    this.isKafka = isKafka;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /// To the server of [TestPostgres]; `database` is one of its addresses.
  public static TcpRelay toPostgres(String database) {
    return new TcpRelay(port(database), false);
  }

  /// To [TestKafka]. The broker publishes its own port; the relay replaces it with its own.
  public static TcpRelay toKafka() {
    return new TcpRelay(port(TestKafka.bootstrapServers()), true);
  }

  /// To any server. `address` names its port, such as `http://localhost:8080`.
  public static TcpRelay to(String address) {
    return new TcpRelay(port(address), false);
  }

  private static int port(String address) {
    return Integer.parseInt(
        address.replaceAll(".*localhost:(\\d+).*|.*127.0.0.1:(\\d+).*", "$1$2"));
  }

  /// `address` with the port of this relay.
  public String before(String address) {
    return address.replace(":" + target, ":" + server.getLocalPort());
  }

  /// From now on the open connections transfer nothing, for good. New connections work.
  public synchronized void silence() {
    connections.forEach(connection -> connection.isSilent = true);
  }

  /// Ends the open connections. New connections work.
  public synchronized void cut() {
    connections.forEach(Connection::close);
  }

  /// Holds each piece of data for this long.
  public void slow(Duration delay) {
    this.delay = delay;
  }

  /// Holds all bytes of all connections, like a client whose process is frozen.
  public synchronized void freeze() {
    frozen = true;
  }

  /// Freezes when the server has carried out a statement that names `text`, inside a transaction
  /// that is still open.
  public synchronized void freezeInTransactionOf(String text) {
    freezeAfter = text;
  }

  public synchronized boolean isFrozen() {
    return frozen;
  }

  /// Passes on what was held.
  public synchronized void thaw() {
    frozen = false;
    freezeAfter = null;
    notifyAll();
  }

  @Override
  public void close() {
    try {
      server.close();
      synchronized (this) {
        connections.forEach(Connection::close);
      }
      thaw();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        var connection = new Connection(client, new Socket(server.getInetAddress(), target));
        synchronized (this) {
          connections.add(connection);
        }
        Thread.ofVirtual().start(() -> connection.transfer(client, connection.server, true));
        Thread.ofVirtual().start(() -> connection.transfer(connection.server, client, false));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private final class Connection {

    private final Socket client;
    private final Socket server;
    private boolean isSilent;
    private String request = "";

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void close() {
      try {
        client.close();
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void transfer(Socket from, Socket to, boolean isRequest) {
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] bytes = next(in, isRequest);
        while (bytes.length > 0) {
          Thread.sleep(delay);
          if (mayPass(bytes, isRequest)) {
            out.write(bytes);
            out.flush();
          }
          bytes = next(in, isRequest);
        }
      } catch (IOException | InterruptedException _) {
        // closed
      }
    }

    private byte[] next(InputStream in, boolean isRequest) throws IOException {
      if (isKafka && !isRequest) {
        return withOwnPort(in);
      }
      byte[] bytes = new byte[64 * 1024];
      int count = in.read(bytes);
      return Arrays.copyOf(bytes, Math.max(0, count));
    }

    // A response has its length in front, so the replacement must keep it.
    private byte[] withOwnPort(InputStream in) throws IOException {
      var data = new DataInputStream(in);
      int length = data.readInt();
      String response = new String(data.readNBytes(length), ISO_8859_1);
      String changed =
          response.replace(
              "localhost" + asInt(target),
              "localhost" + asInt(TcpRelay.this.server.getLocalPort()));
      return ByteBuffer.allocate(4 + length)
          .putInt(length)
          .put(changed.getBytes(ISO_8859_1))
          .array();
    }

    private static String asInt(int port) {
      return new String(ByteBuffer.allocate(4).putInt(port).array(), ISO_8859_1);
    }

    private boolean mayPass(byte[] bytes, boolean isRequest) throws InterruptedException {
      synchronized (TcpRelay.this) {
        String text = new String(bytes, ISO_8859_1);
        if (isRequest) {
          request = text;
        } else if (freezeAfter != null
            && request.contains(freezeAfter)
            && text.endsWith(IN_TRANSACTION)) {
          frozen = true;
        }
        while (frozen) {
          TcpRelay.this.wait();
        }
        return !isSilent;
      }
    }
  }
}
