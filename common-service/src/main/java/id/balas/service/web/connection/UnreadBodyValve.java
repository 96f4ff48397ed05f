package id.balas.service.web.connection;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.http11.AbstractHttp11Protocol;

/// Limits the time for the rest of a body that no handler has read, as after a 401. Tomcat reads it
/// without a time limit to use the connection again. A client that has already sent the rest reads
/// the response, which a reset of the connection would lose.
final class UnreadBodyValve extends ValveBase {

  private static final long DISCARDING_NANOS = TimeUnit.SECONDS.toNanos(2);
  // Beyond the first two seconds, the client has to send at this rate.
  private static final int BYTES_PER_SECOND = 1024 * 1024;
  private static final int LEAST_MAXIMUM = 4 * 1024 * 1024;

  UnreadBodyValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (!request.isAsync() && !request.getCoyoteRequest().isFinished()) {
      response.finishResponse();
      if (!isDiscarded(request.getCoyoteRequest(), maximum(request))) {
        request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
      }
    }
  }

  private static int maximum(Request request) {
    return request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http
        ? Math.max(LEAST_MAXIMUM, http.getMaxSwallowSize())
        : LEAST_MAXIMUM;
  }

  private static boolean isDiscarded(org.apache.coyote.Request request, int maximum) {
    long started = System.nanoTime();
    var piece = new Piece();
    try {
      for (long discarded = 0; discarded <= maximum; discarded += piece.size()) {
        if (request.doRead(piece) < 0) {
          return true;
        }
        long allowed = DISCARDING_NANOS + TimeUnit.SECONDS.toNanos(discarded) / BYTES_PER_SECOND;
        if (System.nanoTime() - started > allowed) {
          return false;
        }
      }
    } catch (IOException _) {
      // The client has closed the connection, or has paused for too long.
    }
    return false;
  }
}
