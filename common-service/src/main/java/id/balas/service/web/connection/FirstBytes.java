package id.balas.service.web.connection;

import id.balas.service.web.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/// While many requests are served, lets a further one wait for the beginning of its body before it
/// gets the buffers and the stack of a servlet request, 100 KB. Its wait needs a third of that, and
/// its end little work, so thousands of clients that send a byte now and then neither fill the heap
/// nor slow others. Clients that came at one moment are refused one after the other, because they
/// come back at once.
final class FirstBytes implements Adapter {

  private static final int BEGINNING = 1024;
  private static final long BETWEEN_REFUSALS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final Problem TOO_SLOW =
      Problem.of(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time. Send it again.");

  private final Adapter next;
  private final int many;
  private final Duration limit;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong nextRefusal = new AtomicLong(System.nanoTime());

  /// The next requests after `many` wait. `limit` is the time for the beginning of a body.
  FirstBytes(Adapter next, int many, Duration limit) {
    this.next = next;
    this.many = many;
    this.limit = limit;
  }

  @Override
  public void service(Request request, Response response) throws Exception {
    try {
      if (requests.incrementAndGet() <= many || !hasBody(request) || request.hasExpectation()) {
        next.service(request, response);
      } else {
        waitAndServe(request, response);
      }
    } finally {
      requests.decrementAndGet();
    }
  }

  private static boolean hasBody(Request request) {
    return request.getContentLengthLong() > 0
        || request.getMimeHeaders().getHeader("Transfer-Encoding") != null;
  }

  private void waitAndServe(Request request, Response response) throws Exception {
    InputBuffer body = request.getInputBuffer();
    byte[] beginning;
    try {
      beginning = beginning(body, request.getContentLengthLong());
    } catch (SocketTimeoutException _) {
      awaitTurn();
      refuse(request, response);
      return;
    }
    request.setInputBuffer(new Replayed(beginning, body));
    try {
      next.service(request, response);
    } finally {
      request.setInputBuffer(body);
    }
  }

  private byte[] beginning(InputBuffer body, long announced) throws IOException {
    long wanted = announced < 0 ? BEGINNING : Math.min(announced, BEGINNING);
    long begun = System.nanoTime();
    var bytes = new ByteArrayOutputStream();
    var piece = new Piece();
    while (bytes.size() < wanted && body.doRead(piece) >= 0) {
      byte[] read = new byte[piece.size()];
      piece.getByteBuffer().get(read);
      bytes.writeBytes(read);
      if (bytes.size() < wanted && System.nanoTime() - begun > limit.toNanos()) {
        throw new SocketTimeoutException("the body did not begin in time");
      }
    }
    return bytes.toByteArray();
  }

  private void awaitTurn() {
    long now = System.nanoTime();
    long turn =
        nextRefusal.accumulateAndGet(
            now, (last, it) -> (last - it > 0 ? last : it) + BETWEEN_REFUSALS);
    for (long left = turn - now; left > 0; left = turn - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void refuse(Request request, Response response) throws IOException {
    byte[] body = TOO_SLOW.json();
    response.setStatus(TOO_SLOW.status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.doWrite(ByteBuffer.wrap(body));
    response.action(ActionCode.CLOSE, null);
    request.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
  }

  @Override
  public boolean prepare(Request request, Response response) throws Exception {
    return next.prepare(request, response);
  }

  @Override
  public boolean asyncDispatch(Request request, Response response, SocketEvent event)
      throws Exception {
    return next.asyncDispatch(request, response, event);
  }

  @Override
  public void log(Request request, Response response, long time) {
    next.log(request, response, time);
  }

  @Override
  public void checkRecycled(Request request, Response response) {
    next.checkRecycled(request, response);
  }

  @Override
  public String getDomain() {
    return next.getDomain();
  }

  /// A body whose beginning was read already.
  private static final class Replayed implements InputBuffer {

    private final ByteBuffer beginning;
    private final InputBuffer rest;

    Replayed(byte[] beginning, InputBuffer rest) {
      this.beginning = ByteBuffer.wrap(beginning);
      this.rest = rest;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
      if (!beginning.hasRemaining()) {
        return rest.doRead(handler);
      }
      ByteBuffer piece = beginning.duplicate();
      beginning.position(beginning.limit());
      handler.setByteBuffer(piece);
      return piece.remaining();
    }

    @Override
    public int available() {
      return beginning.remaining() + rest.available();
    }
  }
}
