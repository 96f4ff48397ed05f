package id.balas.fakewhapi.webhook;

import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.model.WebhookState;
import java.util.List;
import java.util.UUID;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One body for one webhook, with its notices. `attempt` counts from 1; `id` is the fake's own.
record Callback(
    String id,
    WebhookTarget target,
    String type,
    String method,
    ObjectNode body,
    List<Notice> notices,
    @Nullable String chatId,
    int attempt) {

  /// All notices are of one event and go out in one body.
  static Callback of(String channelId, WebhookTarget target, List<Notice> notices) {
    Notice first = notices.getFirst();
    ObjectNode body = Json.object();
    if (first.isOfChannel()) {
      body.set(first.key(), first.item());
    } else {
      ArrayNode items = body.putArray(first.key());
      notices.forEach(notice -> items.add(notice.item()));
    }
    body.put("channel_id", channelId);
    return new Callback(
        newId(), target, first.type(), first.method(), body, notices, first.chatId(), 1);
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  /// A duplicate, as if the response had been lost.
  Callback duplicate() {
    return new Callback(newId(), target, type, method, body, notices, chatId, attempt);
  }

  Callback nextAttempt() {
    return new Callback(id, target, type, method, body, notices, chatId, attempt + 1);
  }

  byte[] bytes() {
    return target.body(type, method, body);
  }

  HttpUriRequestBase request(byte[] bytes) {
    return target.request(type, method, bytes);
  }

  void webhookState(WebhookState state) {
    notices.forEach(notice -> notice.webhookState(state));
  }

  ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("id", id)
            .put("type", type)
            .put("method", method)
            .put("chatId", chatId)
            .put("attempt", attempt);
    json.set("target", target.json());
    json.set("body", body);
    return json;
  }

  static Callback read(ObjectNode json) {
    return new Callback(
        json.path("id").asString(""),
        WebhookTarget.read(json.path("target")),
        json.path("type").asString(""),
        json.path("method").asString(""),
        (ObjectNode) json.path("body"),
        List.of(),
        json.path("chatId").asString(null),
        json.path("attempt").asInt(1));
  }
}
