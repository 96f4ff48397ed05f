package id.balas.bot.web;

import id.balas.events.value.Issuer;
import org.springframework.security.oauth2.jwt.Jwt;

/// The caller, from the front door's token. `name` is the user name, which never changes.
public record Requester(String name, String role) {

  public static Requester of(Jwt token) {
    String name = token.getClaimAsString("name");
    return new Requester(
        name == null || name.isBlank() ? String.valueOf(token.getSubject()) : name,
        String.valueOf(token.getClaimAsString("role")));
  }

  public Issuer issuer() {
    return Issuer.user(name, role);
  }

  public boolean isAdmin() {
    return role.equals("admin");
  }
}
