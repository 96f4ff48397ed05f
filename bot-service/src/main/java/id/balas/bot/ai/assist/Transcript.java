package id.balas.bot.ai.assist;

import id.balas.bot.answers.book.Language;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.queries.RecentMessages.Turn;
import id.balas.service.text.ShortText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last messages of a chat as a text, one paragraph each. Further lines of a message are
/// indented, so that no message can look like one of the other side.
final class Transcript {

  private static final int LONGEST_MESSAGE = 2000;
  private static final int LONGEST = 12_000;

  private Transcript() {}

  static String of(List<Turn> turns, AssistPrompts prompts, Language language, HiddenData hidden) {
    Deque<String> paragraphs = new ArrayDeque<>();
    int characters = 0;
    for (Turn turn : turns.reversed()) {
      String side = turn.author() == MessageAuthor.CUSTOMER ? "customer" : "company";
      String words =
          ShortText.of(hidden.hide(turn.words().strip()), LONGEST_MESSAGE)
              .replaceAll("\\R", "\n  ");
      String paragraph = prompts.text(side, language) + ": " + words;
      characters += paragraph.length();
      if (characters > LONGEST) {
        break;
      }
      paragraphs.addFirst(paragraph);
    }
    return String.join("\n", paragraphs);
  }
}
