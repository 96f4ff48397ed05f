package id.balas.system.load.steps;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One kept-alive connection to the webhook. It costs the generator little, unlike an HTTP client.
final class Connection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;
  private static final String CONTENT_LENGTH = "content-length:";

  private final URI url;
  private final String secret;
  private final byte[] buffer = new byte[4096];
  private @Nullable Socket socket;

  Connection(URI url, String secret) {
    this.url = url;
    this.secret = secret;
  }

  /// The status; 0 when the connection ended without a response.
  int post(byte[] body) {
    try {
      Socket open = socket == null ? connect() : socket;
      byte[] head =
          "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n"
              .formatted(
                  url.getPath(),
                  url.getAuthority(),
                  secret.isEmpty() ? "" : "X-Webhook-Secret: " + secret + "\r\n",
                  body.length)
              .getBytes(StandardCharsets.US_ASCII);
      byte[] request = new byte[head.length + body.length];
      System.arraycopy(head, 0, request, 0, head.length);
      System.arraycopy(body, 0, request, head.length, body.length);
      open.getOutputStream().write(request);
      return read(open.getInputStream());
    } catch (IOException e) {
      close();
      return 0;
    }
  }

  private Socket connect() throws IOException {
    Socket opened = new Socket(url.getHost(), url.getPort());
    opened.setTcpNoDelay(true);
    opened.setSoTimeout(PATIENCE_MILLIS);
    socket = opened;
    return opened;
  }

  private int read(InputStream in) throws IOException {
    int filled = 0;
    while (true) {
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        throw new IOException("the connection was closed");
      }
      filled += read;
      String text = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
      int end = text.indexOf("\r\n\r\n");
      if (end > 0 && filled >= end + 4 + contentLength(text.substring(0, end + 2))) {
        if (text.toLowerCase(Locale.ROOT).contains("\r\nconnection: close")) {
          close();
        }
        return Integer.parseInt(text.substring(9, 12));
      }
    }
  }

  private static int contentLength(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(CONTENT_LENGTH);
    return at < 0
        ? 0
        : Integer.parseInt(
            lower.substring(at + CONTENT_LENGTH.length(), lower.indexOf('\r', at)).strip());
  }

  @Override
  public void close() {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException _) {
        // it is of no use any more
      }
      socket = null;
    }
  }
}
