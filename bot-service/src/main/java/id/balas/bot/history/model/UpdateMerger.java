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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Attaches updates to their messages. If one of our messages turns out to be the same as a message
/// of another program, the two are merged.
public final class UpdateMerger {

  private static final Logger log = LoggerFactory.getLogger(UpdateMerger.class);

  private final Map<OriginalMessage.Key, Message> before = new HashMap<>();
  private final Map<OriginalMessage.Key, Message> present = new TreeMap<>();
  private final Map<MessageName, Set<OriginalMessage.Key>> byName = new HashMap<>();
  private final List<UpdateNotice> unmatched = new ArrayList<>();
  private final Set<MessageName> claimed = new LinkedHashSet<>();
  private final Map<OriginalMessage.Key, Message> merged = new LinkedHashMap<>();

  private UpdateMerger(Collection<Message> found) {
    for (Message message : found) {
      before.put(message.original().key(), message);
      present.put(message.original().key(), message);
      named(message.original().id(), message);
      named(message.updates().providerId(), message);
    }
  }

  /// `found` contains every message that an update names by its id, or by a provider id in the
  /// update.
  public static UpdateMerger of(Collection<Message> found, List<UpdateNotice> notices) {
    var merger = new UpdateMerger(found);
    // Updates with a provider id first: later updates may name their message by it.
    notices.stream()
        .sorted(Comparator.comparing(notice -> notice.updates().providerId() == null))
        .forEach(merger::attach);
    merger.mergeDuplicates();
    return merger;
  }

  private void named(@Nullable String id, Message message) {
    if (id != null) {
      var name = new MessageName(message.original().chat().channel(), id);
      byName.computeIfAbsent(name, _ -> new HashSet<>()).add(message.original().key());
    }
  }

  private void attach(UpdateNotice notice) {
    List<Message> named =
        byName.getOrDefault(new MessageName(notice.channel(), notice.aboutId()), Set.of()).stream()
            .map(present::get)
            .toList();
    // Customers' apps choose message ids, so two chats may have the same one. A deletion without a
    // chat is only certain if a single message has the id.
    boolean isTheOnlyOne = named.size() == 1 && notice.isDeletionInUnknownChat();
    List<Message> targets = isTheOnlyOne ? named : named.stream().filter(notice::isAbout).toList();
    if (targets.isEmpty()) {
      unmatched.add(notice);
    }
    targets.forEach(target -> join(target, notice.updates()));
  }

  private void join(Message target, MessageUpdates updates) {
    String providerId = updates.providerId();
    Message joined = target.and(updates);
    if (providerId != null) {
      var name = new MessageName(target.original().chat().channel(), providerId);
      if (belongsToOther(name, target)) {
        log.warn(
            "Two of our messages have the same provider id, ignoring it for {}",
            target.original().id());
        joined = target.and(updates.known(null));
      } else {
        named(providerId, target);
        claimed.add(name);
      }
    }
    present.put(target.original().key(), joined);
  }

  private boolean belongsToOther(MessageName name, Message target) {
    return byName.getOrDefault(name, Set.of()).stream()
        .filter(key -> !key.equals(target.original().key()))
        .map(present::get)
        .anyMatch(other -> name.id().equals(other.updates().providerId()));
  }

  private void mergeDuplicates() {
    for (Message api : List.copyOf(present.values())) {
      if (api.isFromOtherProgram()) {
        byName
            .getOrDefault(
                new MessageName(api.original().chat().channel(), api.original().id()), Set.of())
            .stream()
            .map(present::get)
            .filter(ours -> api.original().id().equals(ours.updates().providerId()))
            .findFirst()
            .ifPresent(ours -> {
              present.put(ours.original().key(), ours.and(api.asProof()));
              merged.put(api.original().key(), api);
            });
      }
    }
    merged.keySet().forEach(present::remove);
  }

  /// In key order.
  public List<Message> changed() {
    return present.values().stream()
        .filter(message -> !message.equals(before.get(message.original().key())))
        .toList();
  }

  /// The changed messages that read differently now, such as edited or deleted ones.
  public Stream<Message> reworded() {
    return changed().stream()
        .filter(message -> !message.readsLike(before.get(message.original().key())));
  }

  /// Messages of another program that were merged into our own and must be deleted.
  public Set<OriginalMessage.Key> merged() {
    return merged.keySet();
  }

  /// Updates whose message does not exist.
  public List<UpdateNotice> unmatched() {
    return unmatched;
  }

  /// Provider ids that were attached to our messages now.
  public Set<MessageName> claimed() {
    return claimed;
  }
}
