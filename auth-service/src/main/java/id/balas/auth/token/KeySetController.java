package id.balas.auth.token;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The public keys by which the other services verify the front door's token (RFC 7517).
@RestController
class KeySetController {

  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final KeyRing keys;

  KeySetController(KeyRing keys) {
    this.keys = keys;
  }

  @GetMapping("/.well-known/jwks.json")
  ResponseEntity<Map<String, Object>> keySet() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(MAX_AGE).cachePublic())
        .body(new JWKSet(keys.published()).toJSONObject(true));
  }
}
