package id.balas.bot.replies;

import id.balas.bot.answers.book.Language;
import id.balas.bot.answers.book.ReplyText;
import id.balas.bot.web.ReplyRequest;
import id.balas.service.web.ProblemException;
import org.jspecify.annotations.Nullable;

/// A text in one or both languages, a file, or both: then the text is the caption. `team` is the id
/// of the team that uses it; null: all.
public record SavedReply(
    String shortcut,
    @Nullable Long team,
    @Nullable String textId,
    @Nullable String textEn,
    ReplyRequest.@Nullable Media media) {

  public record Stored(long id, SavedReply reply, @Nullable String changedBy) {}

  public SavedReply {
    if (textId == null && textEn == null && media == null) {
      throw ProblemException.invalid("textId", "\"textEn\" or \"media\" must be given.");
    }
    check("textId", textId);
    check("textEn", textEn);
  }

  private static void check(String field, @Nullable String text) {
    if (text != null) {
      ReplyText.check(field, text);
    }
  }

  /// In this language, or in the other one. Null if it is a file alone.
  @Nullable Text text(Language wanted) {
    String own = wanted == Language.ID ? textId : textEn;
    String other = wanted == Language.ID ? textEn : textId;
    if (own != null) {
      return new Text(own, wanted);
    }
    return other == null
        ? null
        : new Text(other, wanted == Language.ID ? Language.EN : Language.ID);
  }

  record Text(String body, Language language) {}
}
