package id.balas.fakewhapi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The fake's own calls, below `/fake/`. They need no token, because they serve local use only.
final class ControlApi {

  private final Channels channels;
  private final Healths healths;
  private final Surroundings around;
  private final Happenings happenings;

  ControlApi(Channels channels, Healths healths, Surroundings around) {
    this.channels = channels;
    this.healths = healths;
    this.around = around;
    this.happenings = new Happenings(around);
  }

  /// Throws [Refusal].
  Answer answer(Call call) {
    List<String> path = call.segments();
    String name = path.size() > 2 ? path.get(2) : "";
    Faults faults = around.faults();
    return switch (call.method() + " " + path.get(1) + (name.isEmpty() ? "" : "/")) {
      case "GET channels" -> Answer.of(200, healths.json());
      case "POST channels" -> added(call);
      case "PATCH channels/" -> changed(channels.named(name), call);
      case "GET faults" -> Answer.of(200, faults.state());
      case "POST faults" -> ordered(faults.add(call.json()));
      case "DELETE faults" -> ordered(faults.clear());
      case "DELETE faults/" -> ordered(faults.remove(name));
      case "GET people" -> Answer.of(200, people(asked(call)));
      case "POST people" -> Answer.of(200, inBody(call).people().add(call.json()).json());
      case "POST messages" -> Answer.of(200, happenings.happen(inBody(call), call.json()));
      case "GET chats/" -> Answer.of(200, bubbles(asked(call), name));
      case "GET exchanges" ->
          Answer.of(200, around.exchanges().json(call.query().getOrDefault("messageId", "")));
      case "GET files/" -> file(name);
      case "DELETE history" -> cleared();
      case "DELETE callbacks" -> restarted();
      default -> throw new Refusal(404, "not found", call.method() + " " + call.path());
    };
  }

  private Channel asked(Call call) {
    return channels.named(call.query().get("channel"));
  }

  private Channel inBody(Call call) {
    @Nullable String name = new Parameters(call.json()).optionalText("channel");
    return channels.named(name);
  }

  private Answer added(Call call) {
    Channel channel = channels.add(call.json());
    around.events().tell("channel", () -> healths.json(channel));
    return Answer.of(200, healths.json(channel));
  }

  private Answer changed(Channel channel, Call call) {
    channel.change(call.json());
    healths.tellChanges();
    return Answer.of(200, healths.json(channel));
  }

  private Answer ordered(ObjectNode state) {
    around.events().tell("faults", () -> state);
    healths.tellChanges();
    return Answer.of(200, state);
  }

  private static ArrayNode people(Channel channel) {
    ArrayNode list = Json.array();
    channel.people().all().forEach(person -> list.add(person.json()));
    return list;
  }

  // Changes to a message show in its bubble.
  private static ObjectNode bubbles(Channel channel, String chatId) {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("bubbles");
    channel.history().ofChat(chatId).stream()
        .filter(message -> !message.type().equals("action"))
        .forEach(message -> list.add(message.bubble(channel.name())));
    return answer;
  }

  private Answer file(String id) {
    return channels.all().stream()
        .flatMap(channel -> channel.media().find(id).stream())
        .findFirst()
        .map(file ->
            // The sender claims the type, and the file is served from the page's own origin.
            Answer.of(200, file.mimeType(), file.bytes())
                .with("X-Content-Type-Options", "nosniff")
                .with("Content-Security-Policy", "sandbox; default-src 'none'"))
        .orElseThrow(() -> new Refusal(404, "media not found", id));
  }

  private Answer restarted() {
    channels.all().forEach(channel -> channel.callbacks().forgetUnlessKept());
    return Answer.success();
  }

  private Answer cleared() {
    channels.all().forEach(channel -> channel.history().clear());
    around.exchanges().clear();
    return Answer.success();
  }
}
