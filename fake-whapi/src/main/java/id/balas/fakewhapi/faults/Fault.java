package id.balas.fakewhapi.faults;

import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.model.ChatIds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One injected fault: its effect, its targets and its hit count. A share picks calls by the seed
/// and the chat alone. A run is therefore repeatable, independent of other chats.
final class Fault {

  private static final List<String> NAMES =
      List.of("kind", "channel", "chatId", "share", "times", "seed", "on", "retryAfter");
  private static final int MOST_TIMES = 1_000_000;
  private static final int LONGEST_RETRY_SECONDS = 86_400;

  private final String id;
  private final FaultKind kind;
  private final @Nullable String channel;
  private final @Nullable String chatId;
  private final double share;
  private final @Nullable Integer times;
  private final long seed;
  private final String on;
  private final @Nullable Integer retryAfter;
  private final Map<String, Integer> callsOfChat = new HashMap<>();
  private int hits;

  private Fault(String id, JsonNode order) {
    for (String name : order.propertyNames()) {
      check(NAMES.contains(name), "a fault has " + String.join(", ", NAMES) + ", not " + name);
    }
    this.id = id;
    kind = FaultKind.read(order.path("kind"));
    channel = text(order, "channel");
    String chat = text(order, "chatId");
    chatId = chat == null ? null : ChatIds.withSuffix(chat);
    JsonNode part = order.path("share");
    check(Json.isAbsent(part) || part.isNumber(), "share is a number over 0 and at most 1");
    share = part.asDouble(1);
    check(share > 0 && share <= 1, "share is over 0 and at most 1");
    times = whole(order, "times", 1, MOST_TIMES);
    seed = order.path("seed").asLong(1);
    check(
        Json.isAbsent(order.path("seed")) || order.path("seed").isIntegralNumber(),
        "seed is a whole number");
    String where = text(order, "on");
    on = where != null ? where : kind.isOfTheWholeChannel() ? "all" : "sends";
    check(Set.of("sends", "reads", "all").contains(on), "on is one of sends, reads, all");
    retryAfter = whole(order, "retryAfter", 0, LONGEST_RETRY_SECONDS);
  }

  /// Throws [ErrorResponseException] that names the invalid field.
  static Fault read(String id, JsonNode order) {
    return new Fault(id, order);
  }

  private static @Nullable String text(JsonNode order, String name) {
    JsonNode value = order.path(name);
    check(Json.isAbsent(value) || value.isString(), name + " is a text");
    return Json.isAbsent(value) ? null : value.stringValue();
  }

  private static @Nullable Integer whole(JsonNode order, String name, int least, int most) {
    JsonNode value = order.path(name);
    check(
        Json.isAbsent(value)
            || (value.isInt() && value.intValue() >= least && value.intValue() <= most),
        name + " is a whole number from " + least + " to " + most);
    return Json.isAbsent(value) ? null : Integer.valueOf(value.intValue());
  }

  private static void check(boolean right, String rule) {
    if (!right) {
      throw new ErrorResponseException(400, "unknown fault", rule);
    }
  }

  String id() {
    return id;
  }

  FaultKind kind() {
    return kind;
  }

  @Nullable Integer retryAfter() {
    return retryAfter;
  }

  boolean isSpent() {
    return times != null && hits >= times;
  }

  boolean isOn(Call call) {
    return switch (on) {
      case "sends" -> call.isSend();
      case "reads" -> call.isRead();
      default -> true;
    };
  }

  /// Whether the fault changes the state of the whole channel, so that its health reports it.
  boolean holdsTheChannel(String name) {
    return !isSpent() && chatId == null && share == 1 && (channel == null || channel.equals(name));
  }

  /// Whether the fault hits this call or webhook. A hit is counted.
  boolean meets(String callsChannel, @Nullable String callsChat) {
    if (isSpent()
        || (channel != null && !channel.equals(callsChannel))
        || (chatId != null && !chatId.equals(callsChat))
        || (share < 1 && !isDrawn(callsChannel + "/" + callsChat))) {
      return false;
    }
    hits++;
    return true;
  }

  private boolean isDrawn(String chat) {
    int call = callsOfChat.merge(chat, 1, Integer::sum);
    return new SplittableRandom(seed * 1_000_003 + chat.hashCode() * 31L + call).nextDouble()
        < share;
  }

  ObjectNode json() {
    return Json.object()
        .put("id", id)
        .put("kind", kind.written())
        .put("channel", channel)
        .put("chatId", chatId)
        .put("share", share)
        .put("times", times)
        .put("seed", seed)
        .put("on", on)
        .put("retryAfter", retryAfter)
        .put("hits", hits);
  }
}
