package id.balas.bot.answers.web;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/// The caller's name, from the front door's token.
final class Callers {

  private Callers() {}

  static @Nullable String name(Jwt caller) {
    String name = caller.getClaimAsString("name");
    return name == null ? caller.getSubject() : name;
  }
}
