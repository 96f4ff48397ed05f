package id.balas.sender.queue;

import id.balas.events.OutboundMessage;
import org.jspecify.annotations.Nullable;

/// A message, its place in the log, and the trace in which it was written there.
public record Entry(
    int partition, long offset, OutboundMessage message, @Nullable String traceparent) {

  public Entry(int partition, long offset, OutboundMessage message) {
    this(partition, offset, message, null);
  }
}
