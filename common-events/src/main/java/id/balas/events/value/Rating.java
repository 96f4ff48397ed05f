package id.balas.events.value;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How satisfied the customer was with a conversation: 1 to 5 stars, and what they wrote with it.
public record Rating(int stars, @Nullable String comment, Instant at) {

  public Rating {
    Required.value("Rating", "stars", stars < 1 || stars > 5 ? null : stars);
    Required.value("Rating", "at", at);
  }
}
