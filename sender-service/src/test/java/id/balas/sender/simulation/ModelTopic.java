package id.balas.sender.simulation;

import id.balas.events.OutboundMessage;
import java.util.ArrayList;
import java.util.List;

/// The topic outbound-messages: the records of each partition and the committed offset.
final class ModelTopic {

  private final List<List<OutboundMessage>> partitions = new ArrayList<>();
  private final long[] committed;

  ModelTopic(int count) {
    for (int i = 0; i < count; i++) {
      partitions.add(new ArrayList<>());
    }
    committed = new long[count];
  }

  int count() {
    return partitions.size();
  }

  int partitionOf(OutboundMessage message) {
    return (message.chatId().charAt(0) - '0') % count();
  }

  void write(OutboundMessage message) {
    partitions.get(partitionOf(message)).add(message);
  }

  List<OutboundMessage> of(int partition) {
    return partitions.get(partition);
  }

  long committed(int partition) {
    return committed[partition];
  }

  void commit(int partition, long offset) {
    committed[partition] = offset;
  }
}
