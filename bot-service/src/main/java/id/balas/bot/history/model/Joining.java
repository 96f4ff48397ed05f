package id.balas.bot.history.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Attaches updates to their messages. If one of our messages turns out to be the same as a message
/// of another program, the two are merged.
public final class Joining {

  private static final Logger log = LoggerFactory.getLogger(Joining.class);

  private final Map<Said.Key, Message> before = new HashMap<>();
  private final Map<Said.Key, Message> present = new TreeMap<>();
  private final Map<MessageName, Set<Said.Key>> byName = new HashMap<>();
  private final List<Telling> homeless = new ArrayList<>();
  private final Set<MessageName> claimed = new LinkedHashSet<>();
  private final Map<Said.Key, Message> dissolved = new LinkedHashMap<>();

  private Joining(Collection<Message> found) {
    for (Message message : found) {
      before.put(message.said().key(), message);
      present.put(message.said().key(), message);
      named(message.said().id(), message);
      named(message.sequel().providerId(), message);
    }
  }

  /// `found` contains every message that an update names by its id, or by a provider id in the
  /// update.
  public static Joining of(Collection<Message> found, List<Telling> told) {
    var joining = new Joining(found);
    // Updates with a provider id first: later updates may name their message by it.
    told.stream()
        .sorted(Comparator.comparing(telling -> telling.sequel().providerId() == null))
        .forEach(joining::bringHome);
    joining.dissolveWhatIsOurs();
    return joining;
  }

  private void named(@Nullable String id, Message message) {
    if (id != null) {
      var name = new MessageName(message.said().chat().channel(), id);
      byName.computeIfAbsent(name, _ -> new HashSet<>()).add(message.said().key());
    }
  }

  private void bringHome(Telling telling) {
    List<Message> homes =
        byName
            .getOrDefault(new MessageName(telling.channel(), telling.aboutId()), Set.of())
            .stream()
            .map(present::get)
            .filter(telling::isAbout)
            .toList();
    if (homes.isEmpty()) {
      homeless.add(telling);
    }
    homes.forEach(home -> join(home, telling.sequel()));
  }

  private void join(Message home, Sequel sequel) {
    String providerId = sequel.providerId();
    Message joined = home.and(sequel);
    if (providerId != null) {
      var name = new MessageName(home.said().chat().channel(), providerId);
      if (isAnothers(name, home)) {
        log.warn(
            "Two of our messages are said to be one at the provider: {} is not taken for it",
            home.said().id());
        joined = home.and(sequel.known(null));
      } else {
        named(providerId, home);
        claimed.add(name);
      }
    }
    present.put(home.said().key(), joined);
  }

  private boolean isAnothers(MessageName name, Message home) {
    return byName.getOrDefault(name, Set.of()).stream()
        .filter(key -> !key.equals(home.said().key()))
        .map(present::get)
        .anyMatch(other -> name.id().equals(other.sequel().providerId()));
  }

  private void dissolveWhatIsOurs() {
    for (Message api : List.copyOf(present.values())) {
      if (api.isOfAnotherProgram()) {
        byName
            .getOrDefault(new MessageName(api.said().chat().channel(), api.said().id()), Set.of())
            .stream()
            .map(present::get)
            .filter(ours -> api.said().id().equals(ours.sequel().providerId()))
            .findFirst()
            .ifPresent(ours -> {
              present.put(ours.said().key(), ours.and(api.asProof()));
              dissolved.put(api.said().key(), api);
            });
      }
    }
    dissolved.keySet().forEach(present::remove);
  }

  /// In key order.
  public List<Message> changed() {
    return present.values().stream()
        .filter(message -> !message.equals(before.get(message.said().key())))
        .toList();
  }

  /// Messages of another program that were merged into our own and must be deleted.
  public Set<Said.Key> dissolved() {
    return dissolved.keySet();
  }

  /// Updates whose message does not exist.
  public List<Telling> homeless() {
    return homeless;
  }

  /// Provider ids that were attached to our messages now.
  public Set<MessageName> claimed() {
    return claimed;
  }
}
