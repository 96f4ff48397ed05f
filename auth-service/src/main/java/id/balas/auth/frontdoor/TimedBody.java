package id.balas.auth.frontdoor;

import id.balas.service.settings.InvalidSettingException;
import id.balas.service.web.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/// A request body with a size limit, and with a time limit that grows with the received bytes: the
/// client has `bodyTime`, and then as long as it sends `leastRate` bytes a second. A pause is
/// limited by the server's `connection-timeout`.
final class TimedBody extends ServletInputStream {

  @ConfigurationProperties("balas.front-door")
  record Limits(@DefaultValue("10s") Duration bodyTime, @DefaultValue("4KB") DataSize leastRate) {

    Limits {
      if (!bodyTime.isPositive() || leastRate.toBytes() <= 0) {
        throw new InvalidSettingException(
            "balas.front-door.body-time or balas.front-door.least-rate",
            "is not positive",
            "set them to values such as 10s and 4KB");
      }
    }
  }

  static final String TOO_LARGE = "The body is larger than 64 KB. Send a smaller one.";
  private static final String TOO_SLOW = "The body did not arrive in time. Send it again.";

  private final ServletInputStream body;
  private final HttpServletResponse response;
  private final long maxBytes;
  private final long bodyNanos;
  private final long leastRate;
  private final long started = System.nanoTime();
  private long read;

  TimedBody(ServletInputStream body, HttpServletResponse response, long maxBytes, Limits limits) {
    this.body = body;
    this.response = response;
    this.maxBytes = maxBytes;
    this.bodyNanos = limits.bodyTime().toNanos();
    this.leastRate = limits.leastRate().toBytes();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] piece, int offset, int length) throws IOException {
    try {
      int size = body.read(piece, offset, length);
      if (size > 0) {
        count(size);
      }
      return size;
    } catch (SocketTimeoutException _) {
      throw tooSlow();
    }
  }

  private void count(int size) {
    read += size;
    if (read > maxBytes) {
      throw ProblemException.tooLarge(TOO_LARGE);
    }
    long allowed = bodyNanos + TimeUnit.SECONDS.toNanos(read) / leastRate;
    if (System.nanoTime() - started > allowed) {
      throw tooSlow();
    }
  }

  private ProblemException tooSlow() {
    response.setHeader(HttpHeaders.CONNECTION, "close");
    return ProblemException.of(HttpStatus.REQUEST_TIMEOUT, TOO_SLOW);
  }

  @Override
  public boolean isFinished() {
    return body.isFinished();
  }

  @Override
  public boolean isReady() {
    return body.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    body.setReadListener(listener);
  }
}
