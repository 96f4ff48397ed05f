package id.balas.bot.replies;

import id.balas.bot.answers.book.Language;
import id.balas.bot.notes.Labels;
import id.balas.bot.replies.MacroRun.Act;
import id.balas.bot.replies.MacroRun.Part;
import id.balas.bot.teams.RatedTeams;
import id.balas.bot.web.Actions;
import id.balas.bot.web.Actions.Action;
import id.balas.bot.web.ChatCommands;
import id.balas.bot.web.CommandEnvelope;
import id.balas.bot.web.Requester;
import id.balas.events.ChatCommand;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.service.web.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Runs a macro: each act is a command with a key of its own, which follows from the caller's. So a
/// repeated request does nothing twice and goes on where the first one stopped. The acts after one
/// that is refused or not decided are skipped.
@Component
public class MacroRunner {

  private final ChatCommands commands;
  private final Actions actions;
  private final Labels labels;
  private final FilledReplies replies;
  private final RatedTeams ratedTeams;

  MacroRunner(
      ChatCommands commands,
      Actions actions,
      Labels labels,
      FilledReplies replies,
      RatedTeams ratedTeams) {
    this.commands = commands;
    this.actions = actions;
    this.labels = labels;
    this.replies = replies;
    this.ratedTeams = ratedTeams;
  }

  /// A macro to run in a chat. `reply` is the saved reply that it sends, if it sends one. `seen` is
  /// the input that the caller saw the chat wait for.
  public record Order(
      Macro.Acts acts,
      @Nullable SavedReply reply,
      ChatKey chat,
      Requester requester,
      IdempotencyKey key,
      Language language,
      @Nullable String seen) {}

  /// Throws a 422 if the key belongs to another request.
  public MacroRun run(Order order) {
    actions.begin(
        new Action(order.requester().name(), order.key(), "macro", order.chat(), null, null),
        List.of(order.acts(), "" + order.seen(), order.language()));
    List<Part> parts = new ArrayList<>();
    for (Act act : acts(order.acts())) {
      boolean goesOn = parts.isEmpty() || parts.getLast().state() == MacroRun.State.DONE;
      parts.add(goesOn ? perform(act, order) : Part.skipped(act));
    }
    return MacroRun.of(parts);
  }

  private static List<Act> acts(Macro.Acts macro) {
    List<Act> acts = new ArrayList<>();
    addIf(macro.replies(), Act.REPLY, acts);
    addIf(macro.labels() != null, Act.LABEL, acts);
    addIf(macro.transfers(), Act.TRANSFER, acts);
    addIf(macro.snoozeFor() != null, Act.SNOOZE, acts);
    addIf(macro.resolves(), Act.RESOLVE, acts);
    return acts;
  }

  private static void addIf(boolean isWanted, Act act, List<Act> acts) {
    if (isWanted) {
      acts.add(act);
    }
  }

  private Part perform(Act act, Order order) {
    if (act == Act.LABEL) {
      labels.add(order.chat(), Objects.requireNonNull(order.acts().labels()));
      return new Part(act, MacroRun.State.DONE, "labels", null);
    }
    CommandEnvelope it =
        commands.envelope("macro", order.chat(), key(act, order), order.requester());
    return Part.of(act, commands.execute(it, command(act, order, it), order.acts()));
  }

  private static IdempotencyKey key(Act act, Order order) {
    String text = order.requester().name() + "\n" + order.key();
    UUID whole = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    return new IdempotencyKey("macro-" + whole + "-" + act.name());
  }

  private ChatCommand command(Act act, Order order, CommandEnvelope it) {
    Macro.Acts acts = order.acts();
    return switch (act) {
      case REPLY -> it.reply(content(order), null, order.seen());
      case TRANSFER ->
          it.transfer(
              acts.assignee(),
              acts.team(),
              acts.snoozeFor() != null || acts.resolves() ? order.seen() : null);
      case SNOOZE ->
          it.snooze(it.now().plus(Objects.requireNonNull(acts.snoozeFor())), seenAtEnd(order));
      case RESOLVE -> it.resolve(seenAtEnd(order), ratedTeams.asksRating(order.chat()));
      case LABEL -> throw new IllegalArgumentException("labels need no command");
    };
  }

  // After a transfer to a team, the chat waits for the transfer itself. That one was refused if the
  // customer had written since the macro's caller looked.
  private @Nullable String seenAtEnd(Order order) {
    return order.acts().transfers() && order.seen() != null
        ? commands.envelope("macro", order.chat(), key(Act.TRANSFER, order), order.requester()).id()
        : order.seen();
  }

  private Content content(Order order) {
    String user = order.requester().name();
    return order.reply() == null
        ? new Content.Text(
            replies.fill(String.valueOf(order.acts().text()), order.language(), order.chat(), user))
        : replies.message(order.reply(), order.language(), order.chat(), user).content();
  }
}
