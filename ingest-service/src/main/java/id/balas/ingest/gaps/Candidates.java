package id.balas.ingest.gaps;

import id.balas.events.InboundMessage;
import id.balas.events.MessageChanged;
import id.balas.events.MessageEcho;
import id.balas.events.WireRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Messages that the provider lists for a time range, added newest first. Those found in Kafka are
/// removed, and the rest is missing.
final class Candidates {

  private final Map<String, WireRecord> open = new LinkedHashMap<>();

  void add(WireRecord record) {
    open.put(name(record), record);
  }

  /// Equal messages have equal ids. The provider reports a change in two ways with different ids,
  /// so a change is identified by its message and its content.
  static String name(WireRecord record) {
    return switch (record) {
      case MessageChanged c ->
          "change "
              + c.messageId()
              + " "
              + c.change().getClass().getSimpleName()
              + c.change().hashCode();
      case InboundMessage m -> ofMessage(m.id());
      case MessageEcho e -> ofEcho(e.messageId());
      default ->
          throw new IllegalArgumentException(
              "not a message of a list: " + record.getClass().getSimpleName());
    };
  }

  static String ofMessage(String id) {
    return "message " + id;
  }

  static String ofEcho(String messageId) {
    return "echo " + messageId;
  }

  void strike(String name) {
    open.remove(name);
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  boolean hasEchoes() {
    return open.values().stream().anyMatch(MessageEcho.class::isInstance);
  }

  /// Oldest first, so that the bot decides them in the order in which they were written. The
  /// provider's times have whole seconds, so messages of one second keep the order of its list.
  List<WireRecord> missing() {
    return new ArrayList<>(open.values())
        .reversed().stream().sorted(Comparator.comparing(WireRecord::occurredAt)).toList();
  }

  int size() {
    return open.size();
  }
}
