package id.balas.ingest.webhook;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/// Who may call the webhook, and how much. `secret` is `WHAPI_SECRET`: one or, while it is changed,
/// several that are separated by commas; none lets anyone in. `maxBodiesInMemory` bounds what all
/// requests together have sent so far; `refusalsPerMinute` are those of one address;
/// `trustedProxies` are the addresses, as CIDR, whose `X-Forwarded-For` is believed.
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
    List<String> trustedProxies) {

  enum Authentication {
    HEADER,
    HMAC
  }

  /// The signature stands in `header` after `prefix`. With a `timestampHeader`, of unix seconds at
  /// most `tolerance` from our clock, what is signed is the timestamp, a dot and the body; else it
  /// is the body.
  record Hmac(String header, String prefix, String timestampHeader, Duration tolerance) {}

  List<String> secrets() {
    return Arrays.stream(secret.split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .distinct()
        .toList();
  }
}
