package id.balas.bot.decision;

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

  /// A message of ours.
  public record Sent(String id, Instant at) {

    // The sender ends every delivery within that time.
    boolean isOpenAt(Instant now) {
      return at.plus(Policy.KAFKA_RETENTION).isAfter(now);
    }
  }

  public static final Identity NONE = new Identity(null, List.of(), null, null, null);

  public Identity {
    aliases = aliases == null ? List.of() : List.copyOf(aliases);
  }

  static Identity aliasOf(String phone) {
    return new Identity(phone, List.of(), null, null, null);
  }

  Identity withAlias(String lid, @Nullable Sent last) {
    return new Identity(
        aliasOf,
        aliases.contains(lid) ? aliases : Stream.concat(aliases.stream(), Stream.of(lid)).toList(),
        address,
        last == null ? after : last,
        lastOutbound);
  }

  Identity withoutAlias(String lid) {
    return new Identity(
        aliasOf,
        aliases.stream().filter(alias -> !alias.equals(lid)).toList(),
        lid.equals(address) ? null : address,
        after,
        lastOutbound);
  }

  /// The message for which the next one waits.
  @Nullable String afterAt(Instant now) {
    return after != null && after.isOpenAt(now) ? after.id() : null;
  }

  Identity withAddress(@Nullable String newAddress) {
    return new Identity(aliasOf, aliases, newAddress, after, lastOutbound);
  }

  Identity withoutAfter() {
    return new Identity(aliasOf, aliases, address, null, lastOutbound);
  }

  Identity withLastOutbound(Sent sent) {
    return new Identity(aliasOf, aliases, address, after, sent);
  }
}
