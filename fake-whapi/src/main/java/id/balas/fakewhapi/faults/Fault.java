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
  private static final int MAX_TIMES = 1_000_000;
  private static final int MAX_RETRY_SECONDS = 86_400;

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

  private Fault(String id, JsonNode request) {
    for (String name : request.propertyNames()) {
      check(
          NAMES.contains(name),
          "unknown field " + name + "; the fields are " + String.join(", ", NAMES));
    }
    this.id = id;
    kind = FaultKind.read(request.path("kind"));
    channel = text(request, "channel");
    String chat = text(request, "chatId");
    chatId = chat == null ? null : ChatIds.withSuffix(chat);
    JsonNode part = request.path("share");
    share = Json.isAbsent(part) ? 1 : part.isNumber() ? part.asDouble() : 0;
    check(share > 0 && share <= 1, "share must be above 0 and at most 1");
    times = integer(request, "times", 1, MAX_TIMES);
    seed = request.path("seed").asLong(1);
    check(
        Json.isAbsent(request.path("seed")) || request.path("seed").isIntegralNumber(),
        "seed must be a whole number");
    String where = text(request, "on");
    on = where != null ? where : kind.isOfWholeChannel() ? "all" : "sends";
    check(Set.of("sends", "reads", "all").contains(on), "on must be one of sends, reads, all");
    retryAfter = integer(request, "retryAfter", 0, MAX_RETRY_SECONDS);
  }

  /// Throws [ErrorResponseException] that names the invalid field.
  static Fault read(String id, JsonNode request) {
    return new Fault(id, request);
  }

  private static @Nullable String text(JsonNode request, String name) {
    JsonNode value = request.path(name);
    check(Json.isAbsent(value) || value.isString(), name + " must be a string");
    return Json.isAbsent(value) ? null : value.stringValue();
  }

  private static @Nullable Integer integer(JsonNode request, String name, int min, int max) {
    JsonNode value = request.path(name);
    check(
        Json.isAbsent(value)
            || (value.isInt() && value.intValue() >= min && value.intValue() <= max),
        name + " must be a whole number from " + min + " to " + max);
    return Json.isAbsent(value) ? null : Integer.valueOf(value.intValue());
  }

  private static void check(boolean valid, String rule) {
    if (!valid) {
      throw new ErrorResponseException(400, "invalid fault", rule);
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

  boolean isUsedUp() {
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
  boolean isActiveForChannel(String name) {
    return !isUsedUp() && chatId == null && share == 1 && (channel == null || channel.equals(name));
  }

  /// Whether the fault hits this call or webhook. A hit is counted.
  boolean hits(String channelOfCall, @Nullable String chatOfCall) {
    if (isUsedUp()
        || (channel != null && !channel.equals(channelOfCall))
        || (chatId != null && !chatId.equals(chatOfCall))
        || (share < 1 && !isSelected(channelOfCall + "/" + chatOfCall))) {
      return false;
    }
    hits++;
    return true;
  }

  private boolean isSelected(String chat) {
    int call = callsOfChat.merge(chat, 1, Integer::sum);
    return new SplittableRandom(seed * 1_000_003 + chat.hashCode() * 31L + call).nextDouble()
        < share;
  }

  ObjectNode json() {
    return Json.object()
        .put("id", id)
        .put("kind", kind.text())
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
