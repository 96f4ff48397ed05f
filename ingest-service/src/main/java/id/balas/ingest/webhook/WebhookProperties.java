package id.balas.ingest.webhook;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Authentication and limits of the webhook. `secret` is `WHAPI_SECRET`: one secret, or several
/// separated by commas during a rotation. An empty value disables authentication.
/// `maxBodiesInMemory` limits the received bytes of all requests together; `refusalsPerMinute`
/// applies per source address. `trustedProxies` are CIDR ranges whose `X-Forwarded-For` is trusted;
/// `proxyPattern` is `TRUSTED_PROXIES`, a regular expression for the same.
@ConfigurationProperties("balas.webhook")
record WebhookProperties(
    String secret,
    Authentication authentication,
    String secretHeader,
    Hmac hmac,
    DataSize maxBody,
    DataSize maxBodiesInMemory,
    Duration bodyTimeout,
    int refusalsPerMinute,
    List<String> trustedProxies,
    @DefaultValue("none") Pattern proxyPattern) {

  enum Authentication {
    HEADER,
    HMAC
  }

  /// The signature is in `header`, in hexadecimal or Base64, with or without `prefix` or `sha256=`.
  /// It covers the body. With a `timestampHeader` it covers the timestamp, a dot and the body. The
  /// timestamp is in unix seconds, at most `tolerance` from our clock.
  record Hmac(String header, String prefix, String timestampHeader, Duration tolerance) {}

  List<String> secrets() {
    return Arrays.stream(secret.split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .distinct()
        .toList();
  }
}
