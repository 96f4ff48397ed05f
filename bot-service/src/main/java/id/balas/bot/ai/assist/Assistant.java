package id.balas.bot.ai.assist;

import id.balas.bot.ai.server.AiCall;
import id.balas.bot.ai.server.AiResult;
import id.balas.bot.ai.server.AiResult.Answered;
import id.balas.bot.ai.server.AiServerProperties;
import id.balas.bot.ai.server.Basis;
import id.balas.bot.ai.server.ChatCompletions.Message;
import id.balas.bot.ai.usage.BudgetedAi;
import id.balas.bot.answers.book.BotTexts;
import id.balas.bot.answers.book.Language;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.queries.RecentMessages;
import id.balas.bot.history.queries.RecentMessages.Turn;
import id.balas.events.value.ChatKey;
import id.balas.service.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Lets the AI write a text for an agent, with the bot's client, time limit, budget and masking.
@Component
class Assistant {

  private final RecentMessages history;
  private final CustomerLanguage customers;
  private final AssistPrompts prompts;
  private final AssistProperties settings;
  private final BotTexts texts;
  private final BudgetedAi ai;
  private final String model;

  Assistant(
      RecentMessages history,
      CustomerLanguage customers,
      AssistPrompts prompts,
      AssistProperties settings,
      BotTexts texts,
      BudgetedAi ai,
      AiServerProperties server) {
    this.history = history;
    this.customers = customers;
    this.prompts = prompts;
    this.settings = settings;
    this.texts = texts;
    this.ai = ai;
    this.model = server.model();
  }

  /// `text` is what a task rewrites, or for a suggestion what it must say. Without `language` it is
  /// chosen by the task.
  record Order(AssistTask task, ChatKey chat, @Nullable String text, @Nullable Language language) {}

  /// `language` is that of the prompt, `basis` names the model and the prompt.
  record Written(AiResult result, Language language, String basis) {}

  Written write(Order order) {
    List<Turn> turns =
        history.last(order.chat(), settings.messages()).stream()
            .filter(turn -> turn.author() != MessageAuthor.NOTICE)
            .toList();
    Language language = language(order, turns);
    var hidden = new HiddenData();
    String prompt = prompts.of(order.task(), language);
    String material =
        order.task().rewrites()
            ? hidden.hide(String.valueOf(order.text()))
            : conversation(order, turns, language, hidden);
    // A rewritten text may be as long as the text.
    int moreTokens = order.task().rewrites() ? BudgetedAi.tokensOf(material.length()) : 0;
    AiResult result =
        ai.ask(AiCall.text(List.of(Message.system(prompt), Message.user(material)), moreTokens));
    return new Written(restored(result, hidden), language, Basis.of(model, prompt));
  }

  private Language language(Order order, List<Turn> turns) {
    Language wanted = order.language();
    return switch (order.task()) {
      case SHORTEN -> texts.languageOf(String.valueOf(order.text()));
      case SUMMARISE -> wanted == null ? texts.languageOf("") : wanted;
      case SUGGEST, TRANSLATE -> wanted == null ? customers.of(order.chat(), turns) : wanted;
    };
  }

  private String conversation(Order order, List<Turn> turns, Language language, HiddenData hidden) {
    boolean isUsable =
        order.task() == AssistTask.SUGGEST
            ? turns.stream().anyMatch(turn -> turn.author() == MessageAuthor.CUSTOMER)
            : !turns.isEmpty();
    if (!isUsable) {
      throw ProblemException.conflict("The chat has no text yet that the AI could read.")
          .with("reason", "no_messages");
    }
    String conversation =
        prompts.text("conversation", language)
            + ":\n"
            + Transcript.of(turns, prompts, language, hidden);
    return order.task() == AssistTask.SUGGEST && order.text() != null
        ? conversation
            + "\n\n"
            + prompts.text("notes", language)
            + ":\n"
            + hidden.hide(order.text())
        : conversation;
  }

  private static AiResult restored(AiResult result, HiddenData hidden) {
    return result instanceof Answered(String text, var tokens)
        ? new Answered(hidden.restore(text), tokens)
        : result;
  }
}
