package id.balas.bot.ai;

import id.balas.bot.ai.AiRequests.Question;
import id.balas.bot.ai.server.ChatCompletions.Message;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.queries.RecentMessages;
import id.balas.bot.history.queries.RecentMessages.Turn;
import id.balas.events.value.ChatKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Builds the AI's input: the prompt, the last messages of the chat and the questions, all masked.
/// It never contains the customer's name or number.
@Component
class Dialogue {

  private static final int LONGEST_MESSAGE = 2000;

  private final RecentMessages conversation;
  private final AiProperties settings;

  Dialogue(RecentMessages conversation, AiProperties settings) {
    this.conversation = conversation;
    this.settings = settings;
  }

  List<Message> about(ChatKey chat, List<Question> requests) {
    List<Message> messages = new ArrayList<>();
    messages.add(Message.system(settings.prompt()));
    for (Turn turn : before(conversation.last(chat, settings.contextMessages()), requests)) {
      String words = shown(turn.words());
      messages.add(
          turn.author() == MessageAuthor.CUSTOMER ? Message.user(words) : Message.assistant(words));
    }
    requests.forEach(question -> messages.add(Message.user(shown(question.words()))));
    return messages;
  }

  // The history is written concurrently and may contain some of the questions already. Drops them,
  // so that no question appears twice.
  private static List<Turn> before(List<Turn> executor, List<Question> requests) {
    Set<String> asked =
        new HashSet<>(requests.stream().map(question -> question.words().strip()).toList());
    List<Turn> kept = new ArrayList<>(executor);
    while (!kept.isEmpty()
        && kept.getLast().author() == MessageAuthor.CUSTOMER
        && asked.contains(kept.getLast().words().strip())) {
      kept.removeLast();
    }
    kept.removeIf(turn -> turn.author() == MessageAuthor.NOTICE);
    return kept;
  }

  private static String shown(String words) {
    String masked = Masking.of(words);
    return masked.length() <= LONGEST_MESSAGE ? masked : masked.substring(0, LONGEST_MESSAGE);
  }
}
