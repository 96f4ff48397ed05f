package id.balas.whapi;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Pages through the provider's list of all messages of a channel, from us and to us. The
/// provider's `total` is unreliable, and pages shift when messages arrive or disappear. So each
/// page overlaps the previous one, and only a page without new messages ends the list.
public final class MessageLists {

  private static final int LARGEST_PAGE = 500;
  private static final int OVERLAP = 10;

  private final WhapiClient whapi;

  public MessageLists(WhapiClient whapi) {
    this.whapi = whapi;
  }

  /// Passes each message of this time range to `taker` once, newest first. Both ends are included
  /// and by the provider's clock, to the second. Returns false if there are more than `most`
  /// messages; then some are missing. Throws [WhapiUnavailableException].
  public boolean within(
      String channel, Instant from, Instant to, int most, Consumer<JsonNode> taker) {
    Set<String> seen = new HashSet<>();
    int count = LARGEST_PAGE;
    int offset = 0;
    int before = 0;
    while (true) {
      JsonNode messages;
      try {
        messages = page(channel, from, to, count, offset);
      } catch (WhapiUnavailableException.AnswerTooLargeException e) {
        if (count <= 2 * OVERLAP) {
          throw e;
        }
        count /= 2;
        continue;
      }
      int known = seen.size();
      messages.forEach(message -> takeOnce(message, seen, taker));
      if (seen.size() > most) {
        return false;
      }
      if (seen.size() == known) {
        if (messages.size() > OVERLAP && messages.size() >= before && offset > 0) {
          throw new WhapiUnavailableException(
              "the provider's list repeats itself and is not complete");
        }
        return true;
      }
      before = messages.size();
      offset += Math.max(1, before - OVERLAP);
    }
  }

  private static void takeOnce(JsonNode message, Set<String> seen, Consumer<JsonNode> taker) {
    if (seen.add(message.path("id").asString(message.toString()))) {
      taker.accept(message);
    }
  }

  private JsonNode page(String channel, Instant from, Instant to, int count, int offset) {
    JsonNode messages =
        whapi
            .get(
                channel,
                "/messages/list?sort=desc&count=%d&offset=%d&time_from=%d&time_to=%d"
                    .formatted(count, offset, from.getEpochSecond(), to.getEpochSecond()))
            .path("messages");
    // A response without a list does not prove that there are no messages.
    if (!messages.isArray()) {
      throw new WhapiUnavailableException("the provider's response is not a list");
    }
    return messages;
  }
}
