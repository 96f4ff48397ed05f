package id.balas.bot.replies.web;

import id.balas.bot.answers.book.Language;
import id.balas.bot.answers.book.ReplyText;
import id.balas.bot.replies.Macro.Acts;
import id.balas.bot.replies.SavedReplies;
import id.balas.bot.replies.SavedReply;
import id.balas.bot.users.Assignees;
import id.balas.service.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Refuses macros that name unknown users, teams or saved replies, when they are saved and again
/// when they run.
@Component
class MacroChecks {

  private final SavedReplies replies;
  private final Assignees assignees;
  private final boolean peopleAreWritten;
  private final Language home;

  MacroChecks(
      SavedReplies replies,
      Assignees assignees,
      @Value("${balas.people.write}") boolean peopleAreWritten,
      @Value("${balas.bot.language}") String language) {
    this.replies = replies;
    this.assignees = assignees;
    this.peopleAreWritten = peopleAreWritten;
    this.home = Language.ofCode(language);
  }

  void check(Acts acts, @Nullable Long team) {
    acts.check();
    if (acts.text() != null) {
      ReplyText.check("acts.text", acts.text());
    }
    if (team != null) {
      assignees.requireTeam("team", team.toString());
    }
    if (acts.assignee() != null) {
      assignees.requireKnown("acts.assignee", List.of(acts.assignee()));
    }
    if (acts.team() != null) {
      assignees.requireTeam("acts.team", acts.team());
    }
    var _ = replyOf(acts);
  }

  /// Null if the macro sends no saved reply. Throws a 422 if it was deleted.
  @Nullable SavedReply replyOf(Acts acts) {
    // An instance of an older release would stop at these commands.
    boolean isNew = acts.assignee() != null || acts.team() != null || acts.snoozeFor() != null;
    if (!peopleAreWritten && (isNew || Boolean.TRUE.equals(acts.resolve()))) {
      throw ProblemException.conflict(
          "This macro is possible once `balas.people.write` is true. See docs/upgrading.md.");
    }
    Long id = acts.savedReply();
    return id == null
        ? null
        : replies
            .find(id, "", true)
            .orElseThrow(() ->
                ProblemException.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "\"acts.savedReply\" has " + id + ", which is not a saved reply.")
                    .with("parameter", "acts.savedReply"))
            .reply();
  }

  Language languageOr(@Nullable Language language) {
    return language == null ? home : language;
  }
}
