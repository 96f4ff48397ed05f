package id.balas.sender.simulation;

import id.balas.events.value.ChatKey;
import id.balas.sender.delivery.Deliveries;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.Delivery.Place;
import id.balas.sender.queue.ParkedChat;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The table of deliveries, with the semantics of the statements in [Deliveries]. Each call is one
/// transaction.
final class ModelDatabase {

  private final Map<String, Delivery> rows = new LinkedHashMap<>();
  private final Set<String> attributed = new HashSet<>();

  boolean begin(Delivery delivery) {
    return rows.putIfAbsent(delivery.message().id(), delivery) == null;
  }

  /// Throws [Deliveries.TakenOverException] like the real table.
  Delivery save(Delivery loaded, Delivery now) {
    Delivery old = rows.get(now.message().id());
    if (old == null || old.state() != loaded.state() || old.tries() != loaded.tries()) {
      throw new Deliveries.TakenOverException(now.message().id());
    }
    if (now.messageId() != null
        && !now.messageId().equals(old.messageId())
        && !attributed.add(now.messageId())) {
      throw new FlawException("provider id " + now.messageId() + " serves two deliveries");
    }
    Place place =
        loaded.state().isFinal() ? now.parkedAt() : firstOf(old.parkedAt(), now.parkedAt());
    rows.put(now.message().id(), place == null ? now.announced() : now.parked(place));
    return now;
  }

  private static @Nullable Place firstOf(@Nullable Place one, @Nullable Place other) {
    return one != null ? one : other;
  }

  void park(Delivery delivery) {
    Place place = Objects.requireNonNull(delivery.parkedAt());
    rows.merge(
        delivery.message().id(),
        delivery,
        (old, _) -> old.parkedAt() != null ? old : old.parked(place));
  }

  @Nullable Delivery find(String id) {
    return rows.get(id);
  }

  @Nullable Delivery firstParked(int partition, ChatKey chat) {
    Delivery first = null;
    for (Delivery row : rows.values()) {
      Place place = row.parkedAt();
      if (place != null && place.partition() == partition && row.message().chat().equals(chat)) {
        first = first == null || place.offset() < offset(first) ? row : first;
      }
    }
    return first;
  }

  Map<ChatKey, ParkedChat> parkedChats(int partition) {
    Map<ChatKey, Delivery> firsts = new LinkedHashMap<>();
    Set<ChatKey> ofPeople = new HashSet<>();
    for (Delivery row : rows.values()) {
      Place place = row.parkedAt();
      if (place != null && place.partition() == partition) {
        ChatKey chat = row.message().chat();
        firsts.merge(chat, row, (one, other) -> offset(one) < offset(other) ? one : other);
        if (row.message().author().user() != null) {
          ofPeople.add(chat);
        }
      }
    }
    Map<ChatKey, ParkedChat> chats = new LinkedHashMap<>();
    firsts.forEach((chat, row) -> {
      Instant due = row.nextTryAt() == null ? Instant.MIN : row.nextTryAt();
      chats.put(chat, new ParkedChat(due, ofPeople.contains(chat)));
    });
    return chats;
  }

  private static long offset(Delivery row) {
    return Objects.requireNonNull(row.parkedAt()).offset();
  }

  boolean isAttributed(String messageId) {
    return attributed.contains(messageId);
  }
}
