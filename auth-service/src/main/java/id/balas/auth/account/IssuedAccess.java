package id.balas.auth.account;

import id.balas.auth.access.RightsChanged;
import id.balas.auth.access.Role;
import id.balas.auth.apikey.ApiKeys;
import id.balas.auth.user.Invitations;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// The access that an account has given away: its API keys and open invitations. They outlive its
/// sessions, so a thief creates them first.
@Component
public class IssuedAccess {

  private final ApiKeys keys;
  private final Invitations invitations;
  private final ApplicationEventPublisher events;

  IssuedAccess(ApiKeys keys, Invitations invitations, ApplicationEventPublisher events) {
    this.keys = keys;
    this.invitations = invitations;
    this.events = events;
  }

  public record Issued(List<Key> apiKeys, List<Invitation> invitations) {

    /// For the audit, such as `key:5 invitation:3`; null without any.
    public @Nullable String described() {
      String ids =
          Stream.concat(
                  apiKeys.stream().map(key -> "key:" + key.id()),
                  invitations.stream().map(invitation -> "invitation:" + invitation.id()))
              .collect(Collectors.joining(" "));
      return ids.isEmpty() ? null : ids;
    }
  }

  public record Key(
      @Schema(example = "5") long id,
      @Schema(example = "monthly report") String name,
      @Schema(example = "7KQ2MB94") String prefix) {}

  public record Invitation(
      @Schema(example = "3") long id,
      @Schema(example = "karyawan") Role role,
      @Schema(example = "2026-01-31T08:00:00Z") Instant expiresAt) {}

  public Issued of(long userId) {
    return new Issued(
        keys.validOf(userId).stream()
            .map(key -> new Key(key.id(), key.name(), key.prefix()))
            .toList(),
        invitations.openOf(userId).stream()
            .map(open -> new Invitation(open.id(), open.role(), open.expiresAt()))
            .toList());
  }

  /// Revokes the keys and withdraws the invitations of a user, and returns them. `keepKeys` and
  /// `keepInvitations` leave them valid.
  public Issued end(long userId, boolean keepKeys, boolean keepInvitations) {
    Issued issued = of(userId);
    List<Key> ended = keepKeys ? List.of() : issued.apiKeys();
    List<Invitation> withdrawn = keepInvitations ? List.of() : issued.invitations();
    ended.forEach(key -> keys.revoke(key.id()));
    withdrawn.forEach(invitation -> invitations.withdraw(invitation.id()));
    events.publishEvent(new RightsChanged());
    return new Issued(ended, withdrawn);
  }
}
