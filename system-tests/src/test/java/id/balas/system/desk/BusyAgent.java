package id.balas.system.desk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An agent with an open page, who takes the chat that has waited longest, acts on it and takes the
/// next. Repeats a call that has no result with the same key, as the desk does.
final class BusyAgent {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String url;
  private final String name;
  private final Supplier<String> signIn;
  private final @Nullable String pickedTeam;
  private final String otherTeam;
  private final BusyLedger ledger;
  private final Random random;
  private volatile String token;
  private volatile boolean works = true;

  /// `signIn` returns an access token. `pickedTeam` is the team whose queue the agent picks chats
  /// from; null if the desk assigns them.
  BusyAgent(
      String url,
      String name,
      Supplier<String> signIn,
      @Nullable String pickedTeam,
      String otherTeam,
      BusyLedger ledger) {
    this.url = url;
    this.name = name;
    this.signIn = signIn;
    this.token = signIn.get();
    this.pickedTeam = pickedTeam;
    this.otherTeam = otherTeam;
    this.ledger = ledger;
    this.random = new Random(name.hashCode());
  }

  Stream<Runnable> threads() {
    return Stream.of(this::work, this::keepPageOpen);
  }

  void leave() {
    works = false;
  }

  private void keepPageOpen() {
    while (works) {
      try {
        HttpResponse<Stream<String>> page =
            HTTP.send(request("GET", "/chats/stream", null, null), BodyHandlers.ofLines());
        try (Stream<String> lines = page.body()) {
          boolean _ = lines.allMatch(_ -> works);
        }
      } catch (IOException | RuntimeException e) {
        pause(500, 1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void work() {
    call("PUT", "/agents/me/availability", "{\"availability\":\"AVAILABLE\"}");
    while (works) {
      Instant readAt = Instant.now();
      JsonNode chat = oldest("/chats?view=mine&limit=200");
      if (chat != null) {
        act(chat, readAt);
        pause(3000, 9000);
      } else if (pickedTeam != null
          && oldest("/chats?view=unassigned&limit=1&team=" + pickedTeam)
              instanceof JsonNode picked) {
        call("PATCH", path(picked), "{\"assignee\":\"" + name + "\"}");
      } else {
        pause(1000, 2000);
      }
    }
  }

  private @Nullable JsonNode oldest(String list) {
    return call("GET", list, null)
        .path("chats")
        .valueStream()
        .filter(chat -> chat.path("waiting").isObject() && chat.path("snoozedUntil").isNull())
        .min(Comparator.comparing(chat -> chat.at("/waiting/since").asString()))
        .orElse(null);
  }

  private void act(JsonNode chat, Instant readAt) {
    String number = chat.path("chatId").asString().replaceFirst("@.*", "");
    String seen = chat.at("/waiting/latestId").asString();
    int luck = random.nextInt(100);
    ledger.acts(
        number,
        seen,
        readAt,
        () -> {
          if (luck < 4) {
            Instant until = Instant.now().plusSeconds(20 + random.nextInt(40));
            String body = "{\"until\":\"%s\",\"seen\":\"%s\"}".formatted(until, seen);
            if (isDone(call("POST", path(chat) + "/snooze", body))) {
              ledger.snoozed(number, until);
            }
            return false;
          }
          if (luck < 8) {
            call("POST", path(chat) + "/transfer", "{\"team\":\"" + otherTeam + "\"}");
            return false;
          }
          if (luck < 11) {
            String body = "{\"mode\":\"BOT\",\"seen\":\"" + seen + "\"}";
            return isDone(call("PATCH", path(chat), body));
          }
          String text = "Baik, kami cek dahulu. " + UUID.randomUUID();
          String body = "{\"text\":\"%s\",\"seen\":\"%s\"}".formatted(text, seen);
          if (!isDone(call("POST", path(chat) + "/messages", body))) {
            return false;
          }
          ledger.replied(number, text);
          return true;
        });
    if (luck >= 40) {
      pause(2000, 4000);
      // Refused if the customer wrote since.
      call("POST", path(chat) + "/resolve", "{\"seen\":\"" + seen + "\"}");
    }
  }

  // The result of a command may come after its call.
  private boolean isDone(JsonNode outcome) {
    JsonNode known = outcome;
    while (known.path("state").asString("").equals("PENDING")) {
      pause(500, 1000);
      known = call("GET", "/commands/" + known.path("commandId").asString(), null);
    }
    return known.path("state").asString("").equals("DONE");
  }

  private static String path(JsonNode chat) {
    return "/chats/" + chat.path("id").asString();
  }

  private JsonNode call(String method, String path, @Nullable String body) {
    String key = UUID.randomUUID().toString();
    while (true) {
      try {
        HttpResponse<String> answer =
            HTTP.send(request(method, path, body, key), BodyHandlers.ofString());
        if (answer.statusCode() == 401) {
          token = signIn.get();
        } else if (answer.statusCode() < 500 && answer.statusCode() != 429) {
          return JSON.readTree(answer.body());
        }
      } catch (IOException e) {
        // No result is known.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      if (!works) {
        return JSON.createObjectNode();
      }
      pause(500, 1500);
    }
  }

  private HttpRequest request(
      String method, String path, @Nullable String body, @Nullable String key) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (key != null) {
      request.timeout(Duration.ofSeconds(20)).header("Idempotency-Key", key);
    }
    return request.build();
  }

  private void pause(int fromMs, int untilMs) {
    try {
      Thread.sleep(random.nextInt(fromMs, untilMs));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
