package id.balas.auth.apikey;

import id.balas.auth.audit.Audit;
import id.balas.auth.user.UserChanges;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Revokes the API keys of a user who is disabled, enabled or deleted. A disabled owner's key is
/// refused anyway, but a leaked one would work again as soon as the owner is enabled.
@Component
class KeysOfUser {

  private final ApiKeys keys;
  private final Audit audit;

  KeysOfUser(ApiKeys keys, Audit audit) {
    this.keys = keys;
    this.audit = audit;
  }

  @EventListener
  void on(UserChanges.KeysEnded ended) {
    for (ApiKeys.Known key : keys.validOf(ended.userId())) {
      keys.revoke(key.id());
      audit.record(ended.by(), "key.revoked", "key:" + key.id(), ended.address(), ended.reason());
    }
  }
}
