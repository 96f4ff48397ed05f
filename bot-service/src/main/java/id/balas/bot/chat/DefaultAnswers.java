package id.balas.bot.chat;

import id.balas.bot.decision.AnswerBook;
import id.balas.bot.decision.Texts;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/// Says the default reply to everything.
@Component
class DefaultAnswers implements Supplier<AnswerBook>, AnswerBook {

  /// `{name}` in the default reply is the customer's name.
  @ConfigurationProperties("balas.bot.texts")
  record Words(String defaultReply, String agent, String pause, String bot, String handOff) {}

  private final Words words;

  DefaultAnswers(Words words) {
    this.words = words;
  }

  @Override
  public AnswerBook get() {
    return this;
  }

  @Override
  public Finding find(Question question) {
    return new Finding.Say("the default reply", Texts.withName(words.defaultReply(), question.customerName()));
  }

  @Override
  public String notice(Notice notice, String channel) {
    return switch (notice) {
      case AGENT -> words.agent();
      case PAUSE -> words.pause();
      case BOT -> words.bot();
      case HAND_OFF -> words.handOff();
    };
  }
}
