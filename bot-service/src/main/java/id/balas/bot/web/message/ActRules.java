package id.balas.bot.web.message;

import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.queries.MessageQueries.Target;
import id.balas.events.MessageStatus.Status;
import id.balas.events.value.Content;
import id.balas.service.web.ProblemException;
import java.text.BreakIterator;
import java.util.Locale;

/// What the history already shows to be impossible. WhatsApp has more rules, such as the age of a
/// message that can still be edited; it decides those when the act is sent.
final class ActRules {

  private ActRules() {}

  // A flag or a family is one grapheme of several characters.
  static void checkEmoji(String text) {
    var graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
    graphemes.setText(text);
    boolean isOne = graphemes.next() == text.length();
    if (!isOne
        || text.codePoints().allMatch(it -> it < 0x80)
        || text.codePoints().anyMatch(Character::isLetter)) {
      throw ProblemException.invalid("emoji", "must be one emoji.");
    }
  }

  static void checkReaction(Target target) {
    checkExists(target, "reacted to");
  }

  static void checkEdit(Target target) {
    checkExists(target, "edited");
    checkIsOurs(target, "edited");
    if (!(target.content() instanceof Content.Text)) {
      throw ProblemException.conflict("Only a text can be edited.");
    }
  }

  static void checkDeletion(Target target) {
    checkExists(target, "deleted");
    checkIsOurs(target, "deleted for everyone");
  }

  /// Returns the provider's id of the message.
  static String checkForward(Target target) {
    checkExists(target, "forwarded");
    String id = target.isInbound() ? target.id() : target.providerId();
    if (id == null) {
      throw ProblemException.conflict(
          "This message has not been sent yet. Forward it once it is sent.");
    }
    return id;
  }

  private static void checkExists(Target target, String done) {
    if (target.isDeleted()) {
      throw ProblemException.conflict("This message was deleted, so it cannot be " + done + ".");
    }
    boolean wasNotSent = target.status() == Status.FAILED || target.status() == Status.DROPPED;
    if (wasNotSent && target.providerId() == null) {
      throw ProblemException.conflict("This message was not sent, so it cannot be " + done + ".");
    }
  }

  private static void checkIsOurs(Target target, String done) {
    if (target.author() == MessageAuthor.CUSTOMER) {
      throw ProblemException.conflict("Only our own messages can be " + done + ".");
    }
  }
}
