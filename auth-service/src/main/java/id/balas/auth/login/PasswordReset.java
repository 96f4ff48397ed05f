package id.balas.auth.login;

import id.balas.auth.account.IssuedAccess;
import id.balas.auth.audit.Audit;
import id.balas.auth.password.Passwords;
import id.balas.auth.throttle.Place;
import id.balas.auth.user.AccountChanges;
import id.balas.auth.user.ResetCodes;
import id.balas.auth.user.User;
import id.balas.service.web.ProblemException;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Replaces a forgotten password, and ends the sessions, API keys and open invitations of the user:
/// a thief may have created them.
@Component
class PasswordReset {

  private final Passwords passwords;
  private final AccountChanges accounts;
  private final ResetCodes codes;
  private final IssuedAccess issued;
  private final Audit audit;

  PasswordReset(
      Passwords passwords,
      AccountChanges accounts,
      ResetCodes codes,
      IssuedAccess issued,
      Audit audit) {
    this.passwords = passwords;
    this.accounts = accounts;
    this.codes = codes;
    this.issued = issued;
    this.audit = audit;
  }

  /// Throws `refusal` if another request has used the code meanwhile.
  void replace(
      User user,
      ResetController.ResetRequest request,
      String code,
      Place place,
      Supplier<ProblemException> refusal) {
    accounts.resetPassword(
        user.id(),
        passwords.hash(request.password()),
        place.address(),
        account -> {
          if (!codes.isOpen(account, code)) {
            throw refusal.get();
          }
          endIssued(account, request, place);
        });
  }

  private void endIssued(User user, ResetController.ResetRequest request, Place place) {
    String ended =
        issued
            .end(
                user.id(),
                Boolean.TRUE.equals(request.keepKeys()),
                Boolean.TRUE.equals(request.keepInvitations()))
            .described();
    if (ended != null) {
      audit.recordAnonymous(
          user.username(), "access.ended", "user:" + user.id(), place.address(), ended);
    }
  }
}
