package id.balas.bot.decision;

import id.balas.bot.decision.lookup.AnswerBook;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answers of a small shop that is open or closed: rules for "jam buka?" and "komplain", the AI
/// for "berapa 2 + 2?", else the default reply.
record ShopBook(boolean isOpen) implements AnswerBook {

  @Override
  public Finding find(Question question) {
    return findRule(question)
        .orElseGet(() -> isOpen ? withoutRule(question) : whileClosed(question));
  }

  @Override
  public Optional<Finding> findRule(Question question) {
    return switch (question.words()) {
      case "jam buka?" -> Optional.of(new Finding.Say("hours", "08.00-17.00"));
      case "komplain" -> Optional.of(new Finding.HandOff("complaint", "kami bantu"));
      default -> Optional.empty();
    };
  }

  private static Finding withoutRule(Question question) {
    return question.words().equals("berapa 2 + 2?")
        ? new Finding.AskAi("the AI is asked")
        : new Finding.SayDefault("the default reply", "default reply");
  }

  private static Finding whileClosed(Question question) {
    return question.lastAway() == null
        ? new Finding.SayAway("closed", "kami tutup")
        : new Finding.Silence("closed, said before");
  }

  @Override
  public boolean isOpen(Instant at) {
    return isOpen;
  }

  @Override
  public @Nullable String replyWithoutText(Addressee to) {
    return withOpening("kami lihat");
  }

  @Override
  public String notice(Notice notice, Addressee to) {
    return switch (notice) {
      case AGENT -> withOpening("agent ack");
      case PAUSE -> "pause ack";
      case BOT -> "bot ack";
      case HAND_OFF -> withOpening("hand-off");
      case RATING -> "rating?";
      case RATED -> "thanks";
    };
  }

  private String withOpening(String text) {
    return isOpen ? text : text + ", buka 08.00";
  }
}
