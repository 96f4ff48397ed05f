package id.balas.ingest.translation;

import id.balas.events.WireRecord;
import id.balas.ingest.Trouble;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one body came to: the records to keep, what was not for us and why, and what it says of our
/// channels.
public final class Intake {

  private final List<WireRecord> records = new ArrayList<>(4);
  private final Map<Ignored, Integer> ignored = new EnumMap<>(Ignored.class);
  private final Map<String, ChannelState> channelNews = new LinkedHashMap<>(2);
  private final List<Trouble> troubles = new ArrayList<>(0);
  private int withoutId;
  private int unclaimed;

  void keep(WireRecord record) {
    records.add(record);
  }

  void ignore(Ignored reason, int items) {
    if (items > 0) {
      ignored.merge(reason, items, Integer::sum);
    }
  }

  void ignore(Ignored reason) {
    ignore(reason, 1);
  }

  void countWithoutId() {
    withoutId++;
  }

  void countUnclaimed() {
    unclaimed++;
  }

  void news(String channel, ChannelState state) {
    channelNews.put(channel, state);
  }

  void trouble(String channel, String reason) {
    troubles.add(new Trouble(channel, reason));
  }

  public List<WireRecord> records() {
    return records;
  }

  /// How many items came to no record, by reason.
  public Map<Ignored, Integer> ignored() {
    return ignored;
  }

  /// How many messages got an id of ours.
  public int withoutId() {
    return withoutId;
  }

  /// How many parts of the body came from a channel that no setting names.
  public int unclaimed() {
    return unclaimed;
  }

  /// What the provider says of our channels, by name.
  public Map<String, ChannelState> channelNews() {
    return channelNews;
  }

  /// What may have been missed, to be told once the records are durable.
  public List<Trouble> troubles() {
    return troubles;
  }
}
