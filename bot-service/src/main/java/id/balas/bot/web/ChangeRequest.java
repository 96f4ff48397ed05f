package id.balas.bot.web;

import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatCommand.Pause;
import id.balas.events.ChatCommand.Resume;
import id.balas.events.ChatCommand.Unassign;
import id.balas.events.value.Mode;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A change of a chat: `mode`, with an optional `assignee` (default for `AGENT`: the caller);
/// `assignee` alone, where null unassigns the chat; and `labels`, which replace the existing ones.
@Schema(example = "{\"mode\":\"AGENT\",\"assignee\":\"siti\"}")
record ChangeRequest(
    @Nullable Mode mode,
    // A tree, because null differs from a missing field here.
    @Schema(
            types = {"string", "null"},
            description = "A username; null unassigns the chat")
        @Nullable JsonNode assignee,
    @Size(max = 20, message = "must have at most 20 labels")
        @Nullable List<@NotNull @PlainText(max = 40) String> labels,
    @Schema(
            description =
                "`waiting.latestId` of the chat as you saw it, or `none` if it did not wait; a return to the bot is refused if the customer wrote since")
        @PlainText(max = 200)
        @Nullable String seen) {

  private static final int LONGEST_NAME = 100;

  /// Null if only labels change.
  @Nullable ChatCommand command(CommandEnvelope it, String caller) {
    String name = assigneeName();
    if (mode != Mode.AGENT && mode != null && name != null) {
      throw ProblemException.invalid("assignee", "goes with mode AGENT only.");
    }
    if (mode == Mode.AGENT || name != null) {
      return new Assign(
          it.id(),
          it.channel(),
          it.chatId(),
          it.issuer(),
          it.now(),
          name == null ? caller : name,
          it.notAfter());
    }
    if (mode == Mode.PAUSE) {
      return new Pause(it.id(), it.channel(), it.chatId(), it.issuer(), it.now(), it.notAfter());
    }
    if (mode == Mode.BOT) {
      return new Resume(
          it.id(), it.channel(), it.chatId(), it.issuer(), it.now(), it.notAfter(), seen);
    }
    return assignee != null
        ? new Unassign(
            it.id(), it.channel(), it.chatId(), it.issuer(), it.now(), it.notAfter(), seen)
        : null;
  }

  private @Nullable String assigneeName() {
    if (assignee == null || assignee.isNull()) {
      return null;
    }
    String name = assignee.isString() ? assignee.asString() : "";
    if (name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
      throw ProblemException.invalid(
          "assignee", "must be null or a username of at most 100 characters.");
    }
    return name;
  }

  /// Null leaves the labels unchanged. Names that differ in case only are one label.
  @Nullable Set<String> labelNames() {
    if (labels == null) {
      return null;
    }
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    labels.forEach(label -> names.add(label.strip()));
    return names;
  }
}
