package id.balas.bot.decision;

import id.balas.events.ChatCommand.CommandResult;

/// What an admin reads when their command was decided.
final class AdminTexts {

  private AdminTexts() {}

  static String of(CommandResult result) {
    String number = result.target().replaceFirst("@.*", "");
    return result.accepted()
        ? "✓ " + result.verb() + " " + number
        : "✗ " + result.verb() + " " + number + ": " + result.reason();
  }
}
