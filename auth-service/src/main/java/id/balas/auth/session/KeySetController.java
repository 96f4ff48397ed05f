package id.balas.auth.session;

import com.nimbusds.jose.jwk.JWKSet;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The public keys by which the other services verify the front door's token (RFC 7517).
@RestController
@Tag(name = "Key set")
class KeySetController {

  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final KeyRing keys;

  KeySetController(KeyRing keys) {
    this.keys = keys;
  }

  @Operation(summary = "Get the public keys that verify the front door's token")
  @ApiResponse(
      responseCode = "200",
      description = "A JSON Web Key Set (RFC 7517)",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"…\",\"x\":\"…\",\"y\":\"…\"}]}")))
  @GetMapping("/.well-known/jwks.json")
  ResponseEntity<Map<String, Object>> keySet() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(MAX_AGE).cachePublic())
        .body(new JWKSet(keys.published()).toJSONObject(true));
  }
}
