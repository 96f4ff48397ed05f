package id.balas.fakewhapi.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Messages by time; within a second, in order of arrival. Not thread-safe.
final class Timeline {

  private final List<StoredMessage> messages = new ArrayList<>();

  void add(StoredMessage message) {
    if (messages.isEmpty() || messages.getLast().timestamp() <= message.timestamp()) {
      messages.add(message);
    } else {
      messages.add(firstAfter(message.timestamp()), message);
    }
  }

  private int firstAfter(long timestamp) {
    int low = 0;
    int high = messages.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (messages.get(middle).timestamp() > timestamp) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  List<StoredMessage> all() {
    return Collections.unmodifiableList(messages);
  }

  StoredMessage last() {
    return messages.getLast();
  }

  /// Scans only the query's time range.
  MessagePage page(ListQuery query) {
    int from = query.from() == 0 ? 0 : firstAfter(query.from() - 1);
    int to = query.to() == Long.MAX_VALUE ? messages.size() : firstAfter(query.to());
    List<StoredMessage> within = messages.subList(from, Math.max(from, to));
    List<StoredMessage> ordered = query.newestFirst() ? within.reversed() : within;
    List<StoredMessage> page = new ArrayList<>();
    int total = 0;
    for (StoredMessage message : ordered) {
      if (query.accepts(message)) {
        if (total >= query.offset() && page.size() < query.count()) {
          page.add(message);
        }
        total++;
      }
    }
    return new MessagePage(page, query.count(), total, query.offset());
  }
}
