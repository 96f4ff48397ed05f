package id.balas.auth.frontdoor;

import id.balas.auth.access.Backend;
import id.balas.auth.access.Route;
import id.balas.service.settings.InvalidSettingException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Addresses of the other services, time limits and the limit of streams: docs/front-door.md
/// explains each setting.
@ConfigurationProperties("balas.front-door")
public record FrontDoorProperties(
    @DefaultValue("http://localhost:8000") URI ingest,
    @DefaultValue("http://localhost:8081") URI bot,
    @DefaultValue("http://localhost:8082") URI sender,
    @DefaultValue("2s") Duration connect,
    @DefaultValue("15s") Duration usual,
    @DefaultValue("60s") Duration slow,
    @DefaultValue("5m") Duration file,
    @DefaultValue("60s") Duration silence,
    @DefaultValue("10s") Duration recheck,
    @DefaultValue("30m") Duration stream,
    @DefaultValue("20") int streams,
    @DefaultValue List<String> corsOrigins) {

  public FrontDoorProperties {
    for (URI address : List.of(ingest, bot, sender)) {
      if (address.getHost() == null || !List.of("http", "https").contains(address.getScheme())) {
        throw new InvalidSettingException(
            "BALAS_INGEST_URL, BALAS_BOT_URL or BALAS_SENDER_URL",
            "is not an http or https address",
            "set it to an address such as http://localhost:8081");
      }
    }
    for (String origin : corsOrigins) {
      if (!origin.matches("https?://[\\w.-]+(:\\d+)?")) {
        throw new InvalidSettingException(
            "CORS_ORIGINS",
            "contains an invalid origin",
            "list origins such as https://desk.example.com, separated by commas");
      }
    }
  }

  public URI address(Backend service) {
    return switch (service) {
      case INGEST -> ingest;
      case BOT -> bot;
      case SENDER -> sender;
    };
  }

  Duration timeout(Route.Weight weight) {
    return switch (weight) {
      case USUAL -> usual;
      case SLOW -> slow;
      case FILE -> file;
    };
  }
}
