package id.balas.sender.web;

import org.springframework.security.oauth2.jwt.Jwt;

/// The admin who sent the request. `toString` is the recorded form: `Siti (7)`.
record Requester(String id, String name) {

  static Requester of(Jwt token) {
    String name = token.getClaimAsString("name");
    return new Requester(String.valueOf(token.getSubject()), name == null ? "" : name);
  }

  @Override
  public String toString() {
    return name.isEmpty() ? id : name + " (" + id + ")";
  }
}
