package id.balas.events;

import id.balas.events.value.Required;
import java.time.Instant;

/// The start of a channel's last completed gap scan.
public record IntakeWatermark(String channel, Instant scannedFrom, Instant completedAt)
    implements WireRecord {

  public IntakeWatermark {
    Required.text("IntakeWatermark", "channel", channel);
    Required.value("IntakeWatermark", "scannedFrom", scannedFrom);
    Required.value("IntakeWatermark", "completedAt", completedAt);
  }

  @Override
  public String key() {
    return channel;
  }

  @Override
  public String eventId() {
    return channel + ":" + scannedFrom;
  }

  @Override
  public Instant occurredAt() {
    return completedAt;
  }
}
