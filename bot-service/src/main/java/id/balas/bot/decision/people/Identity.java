package id.balas.bot.decision.people;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a chat belongs to a customer with two ids. The chat of a linked hidden number has only
/// `aliasOf`, the phone's chat id. The phone's chat has `aliases`, the hidden numbers, and
/// `address`, the id under which the customer last wrote, null for its own. The first message after
/// a hand-over waits for `after`, unless that is too old. `lastOutbound` is kept in the chat of an
/// unlinked hidden number.
public record Identity(
    @Nullable String aliasOf,
    List<String> aliases,
    @Nullable String address,
    @Nullable Sent after,
    @Nullable Sent lastOutbound) {

  private static final Duration SENDER_ENDS_WITHIN = Duration.ofDays(14);

  /// A message of ours.
  public record Sent(String id, Instant at) {

    public boolean isOpenAt(Instant now) {
      return at.plus(SENDER_ENDS_WITHIN).isAfter(now);
    }
  }

  public static final Identity NONE = new Identity(null, List.of(), null, null, null);

  public Identity {
    aliases = aliases == null ? List.of() : List.copyOf(aliases);
  }

  public static Identity aliasOf(String phone) {
    return new Identity(phone, List.of(), null, null, null);
  }

  public Identity withAlias(String lid, @Nullable Sent last) {
    return new Identity(
        aliasOf,
        aliases.contains(lid) ? aliases : Stream.concat(aliases.stream(), Stream.of(lid)).toList(),
        address,
        last == null ? after : last,
        lastOutbound);
  }

  public Identity withoutAlias(String lid) {
    return new Identity(
        aliasOf,
        aliases.stream().filter(alias -> !alias.equals(lid)).toList(),
        lid.equals(address) ? null : address,
        after,
        lastOutbound);
  }

  /// The message for which the next one waits.
  public @Nullable String afterAt(Instant now) {
    return after != null && after.isOpenAt(now) ? after.id() : null;
  }

  public Identity withAddress(@Nullable String newAddress) {
    return new Identity(aliasOf, aliases, newAddress, after, lastOutbound);
  }

  public Identity withoutAfter() {
    return new Identity(aliasOf, aliases, address, null, lastOutbound);
  }

  public Identity withLastOutbound(Sent sent) {
    return new Identity(aliasOf, aliases, address, after, sent);
  }
}
