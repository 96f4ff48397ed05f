package id.balas.bot.history.model;

import id.balas.events.MessageStatus.Status;
import id.balas.events.value.Content;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// The updates of a message, or some of them. [#and] merges two in any order and any number of
/// times with the same result, so the read order of topics does not matter. Reactions and votes are
/// keyed by sender; a withdrawn one stays as an empty entry. Acts are keyed by their outbound id.
public record MessageUpdates(
    @Nullable String providerId,
    @Nullable Edit edit,
    @Nullable Instant deletedAt,
    @Nullable Progress progress,
    @Nullable Instant echoedAt,
    Map<String, Reaction> reactions,
    Map<String, Vote> votes,
    Map<String, MessageAct> acts) {

  /// The sender id of reactions from our own number.
  static final String US = "us";

  private static final Comparator<Dated> BY_TIME =
      Comparator.comparing(Dated::at).thenComparing(Dated::id);

  public static final MessageUpdates NONE =
      new MessageUpdates(null, null, null, null, null, Map.of(), Map.of(), Map.of());

  /// The later one wins. At equal times the id decides, so that the read order does not matter.
  sealed interface Dated {
    Instant at();

    String id();
  }

  public record Edit(Content content, Instant at, String id) implements Dated {
    public Edit {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  public record Reaction(String emoji, Instant at, String id) implements Dated {
    public Reaction {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  public record Vote(List<String> options, Instant at, String id) implements Dated {
    public Vote {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  // The database stores microseconds. A loaded value must equal the stored one. Updates that an
  // earlier release stored have no acts.
  public MessageUpdates {
    deletedAt = deletedAt == null ? null : deletedAt.truncatedTo(ChronoUnit.MICROS);
    echoedAt = echoedAt == null ? null : echoedAt.truncatedTo(ChronoUnit.MICROS);
    reactions = reactions == null ? Map.of() : Map.copyOf(reactions);
    votes = votes == null ? Map.of() : Map.copyOf(votes);
    acts = acts == null ? Map.of() : Map.copyOf(acts);
  }

  static MessageUpdates edited(Edit edit) {
    return new MessageUpdates(null, edit, null, null, null, Map.of(), Map.of(), Map.of());
  }

  static MessageUpdates deleted(Instant at) {
    return new MessageUpdates(null, null, at, null, null, Map.of(), Map.of(), Map.of());
  }

  static MessageUpdates progress(Progress progress) {
    return new MessageUpdates(null, null, null, progress, null, Map.of(), Map.of(), Map.of());
  }

  static MessageUpdates echoed(Instant at) {
    return new MessageUpdates(null, null, null, null, at, Map.of(), Map.of(), Map.of());
  }

  static MessageUpdates reacted(String who, Reaction reaction) {
    return new MessageUpdates(
        null, null, null, null, null, Map.of(who, reaction), Map.of(), Map.of());
  }

  static MessageUpdates voted(String who, Vote vote) {
    return new MessageUpdates(null, null, null, null, null, Map.of(), Map.of(who, vote), Map.of());
  }

  static MessageUpdates acted(String outboundId, MessageAct act) {
    return new MessageUpdates(
        null, null, null, null, null, Map.of(), Map.of(), Map.of(outboundId, act));
  }

  /// With the customer's other id: a customer with two ids has one reaction and one vote.
  MessageUpdates renamed(String from, String to) {
    return new MessageUpdates(
        providerId,
        edit,
        deletedAt,
        progress,
        echoedAt,
        renamed(reactions, from, to),
        renamed(votes, from, to),
        acts);
  }

  private static <D> Map<String, D> renamed(Map<String, D> byWhom, String from, String to) {
    Map<String, D> renamed = new TreeMap<>();
    byWhom.forEach((who, what) -> renamed.put(who.equals(from) ? to : who, what));
    return renamed;
  }

  MessageUpdates known(@Nullable String asProviderId) {
    return new MessageUpdates(
        asProviderId, edit, deletedAt, progress, echoedAt, reactions, votes, acts);
  }

  MessageUpdates and(MessageUpdates other) {
    MessageUpdates both = joined(other);
    for (Map.Entry<String, MessageAct> act : both.acts.entrySet()) {
      both = both.joined(effect(act.getKey(), act.getValue()));
    }
    return both;
  }

  private MessageUpdates joined(MessageUpdates other) {
    return new MessageUpdates(
        first(providerId, other.providerId),
        later(edit, other.edit),
        first(deletedAt, other.deletedAt),
        Progress.further(progress, other.progress),
        first(echoedAt, other.echoedAt),
        joined(reactions, other.reactions, MessageUpdates::latest),
        joined(votes, other.votes, MessageUpdates::latest),
        joined(acts, other.acts, MessageAct::and));
  }

  // An accepted act changes the message. The provider reports it too, but possibly later.
  private static MessageUpdates effect(String id, MessageAct act) {
    Progress end = act.end();
    if (end == null || end.status() != Status.ACCEPTED) {
      return NONE;
    }
    return switch (act.content()) {
      case Content.Edit changed -> edited(new Edit(changed.content(), end.at(), id));
      case Content.Deletion _ -> deleted(end.at());
      case Content.Reaction reaction -> reacted(US, new Reaction(reaction.emoji(), end.at(), id));
      case null, default -> NONE;
    };
  }

  private static <T extends Comparable<T>> @Nullable T first(@Nullable T one, @Nullable T other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static <D extends Dated> @Nullable D later(@Nullable D one, @Nullable D other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return latest(one, other);
  }

  private static <D extends Dated> D latest(D one, D other) {
    return BY_TIME.compare(one, other) >= 0 ? one : other;
  }

  private static <D> Map<String, D> joined(
      Map<String, D> one, Map<String, D> other, BinaryOperator<D> merge) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    Map<String, D> all = new TreeMap<>(one);
    other.forEach((who, what) -> all.merge(who, what, merge));
    return all;
  }
}
