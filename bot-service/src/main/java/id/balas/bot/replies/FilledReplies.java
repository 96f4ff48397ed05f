package id.balas.bot.replies;

import id.balas.bot.answers.AnswerBookCache;
import id.balas.bot.answers.book.Language;
import id.balas.bot.answers.book.ReplyText;
import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.users.User;
import id.balas.bot.users.Users;
import id.balas.bot.web.ReplyRequest;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Fills the variables of a saved reply for a customer.
@Component
public class FilledReplies {

  private static final String NAME =
      "SELECT name FROM bot.chat_summaries WHERE channel = ? AND chat_id = ? AND name IS NOT NULL";

  private final AnswerBookCache answers;
  private final Users users;
  private final JdbcTemplate jdbc;
  private final Clock clock;

  FilledReplies(AnswerBookCache answers, Users users, TimeLimitedJdbc jdbc, Clock clock) {
    this.answers = answers;
    this.users = users;
    this.jdbc = jdbc.template();
    this.clock = clock;
  }

  /// The message to send, as a reply takes it. The text of a file is its caption.
  @Schema(name = "FilledReply")
  public record FilledReply(@Nullable String text, ReplyRequest.@Nullable Media media) {

    Content content() {
      return media == null ? new Content.Text(String.valueOf(text)) : media.content();
    }
  }

  /// `language` is used if the reply has a text in it.
  public FilledReply message(SavedReply reply, Language language, ChatKey chat, String username) {
    SavedReply.Text text = reply.text(language);
    String filled = text == null ? null : fill(text.body(), text.language(), chat, username);
    ReplyRequest.Media media = reply.media();
    if (media == null || filled == null) {
      return new FilledReply(filled, media);
    }
    return new FilledReply(
        null,
        new ReplyRequest.Media(
            media.kind(),
            media.mediaId(),
            media.link(),
            media.mimeType(),
            media.fileName(),
            filled));
  }

  /// A text with variables of rules and `{agent}`.
  public String fill(String text, Language language, ChatKey chat, String username) {
    return ReplyText.fill(
        text,
        language,
        answers.get().hours(),
        clock.instant(),
        name(chat),
        users.find(username).map(User::name).orElse(username));
  }

  private @Nullable String name(ChatKey chat) {
    return jdbc.queryForList(NAME, String.class, chat.channel(), chat.chatId()).stream()
        .findFirst()
        .orElse(null);
  }
}
