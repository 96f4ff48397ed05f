package id.balas.service.web.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// Tomcat's HTTP/1.1 with a time limit for the whole request head, and with [FirstBytes]. Tomcat
/// itself limits only the pause between two bytes, so a client that sends a byte now and then would
/// hold its connection forever. Tomcat creates this class by name.
public final class TimedHeadProtocol extends Http11NioProtocol {

  private static final long SWEEP_MILLIS = 100;

  // With a sixteenth of the connections in use, new requests wait for their first bytes.
  private static final int PART_OF_MANY = 16;

  private final UnfinishedHeads heads = new UnfinishedHeads();
  private Duration headTime = Duration.ofSeconds(5);
  private @Nullable FirstBytes firstBytes;
  private @Nullable ScheduledFuture<?> sweeps;

  void limitHeadTime(Duration time) {
    headTime = time;
  }

  @Override
  protected Processor createProcessor() {
    return new TimedHeadProcessor(firstBytes());
  }

  // One for all connections. The adapter is known once the first one is accepted.
  private synchronized FirstBytes firstBytes() {
    if (firstBytes == null) {
      int many = Math.max(1, getMaxConnections() / PART_OF_MANY);
      firstBytes = new FirstBytes(getAdapter(), many, headTime);
    }
    return firstBytes;
  }

  // Otherwise the buffers of all but some hundred connections are allocated anew for each, and
  // thousands of clients that come back at one moment lead to a full collection.
  @Override
  public void start() throws Exception {
    setProcessorCache(getMaxConnections());
    getEndpoint().getSocketProperties().setBufferPool(getMaxConnections());
    super.start();
    sweeps =
        getUtilityExecutor()
            .scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void sweep() {
    heads.closeOlderThan(headTime);
    heads.makeRoom(getEndpoint().getConnections(), getMaxConnections());
  }

  @Override
  public void stop() throws Exception {
    if (sweeps != null) {
      sweeps.cancel(false);
    }
    super.stop();
  }

  private final class TimedHeadProcessor extends Http11Processor {

    TimedHeadProcessor(Adapter adapter) {
      super(TimedHeadProtocol.this, adapter);
    }

    // Called each time when bytes have arrived and no request is being processed.
    @Override
    public SocketState service(SocketWrapperBase<?> connection) throws IOException {
      int before = request.getRequestProcessor().getRequestCount();
      SocketState state = super.service(connection);
      boolean isServed = request.getRequestProcessor().getRequestCount() != before;
      if (isServed) {
        heads.remove(connection);
      }
      if (isHeadUnfinished(state, isServed)) {
        heads.add(connection);
      } else {
        heads.remove(connection);
      }
      return state;
    }

    // LONG: a part of a head has arrived. OPEN: only blank lines before a head.
    private boolean isHeadUnfinished(SocketState state, boolean isServed) {
      return !isAsync() && (state == SocketState.LONG || (state == SocketState.OPEN && !isServed));
    }
  }
}
