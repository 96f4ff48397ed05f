package id.balas.bot.ai;

import id.balas.bot.ai.AiRequests.Question;
import id.balas.bot.ai.server.ChatCompletions.Message;
import id.balas.bot.ai.text.Masking;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.queries.RecentMessages;
import id.balas.bot.history.queries.RecentMessages.Turn;
import id.balas.events.value.ChatKey;
import id.balas.service.text.ShortText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Builds the AI's input: the prompt, the last messages of the chat and the questions, all masked.
/// It never contains the customer's name or number. After the prompt, turns of the customer and of
/// the company alternate.
@Component
class Dialogue {

  private static final int LONGEST_MESSAGE = 2000;
  private static final String ASSISTANT = Message.assistant("").role();
  // In the place of what the customer wrote before the first message that is shown.
  private static final String EARLIER = "(earlier messages are left out)";

  private final RecentMessages conversation;
  private final AiProperties settings;

  Dialogue(RecentMessages conversation, AiProperties settings) {
    this.conversation = conversation;
    this.settings = settings;
  }

  List<Message> about(ChatKey chat, List<Question> requests) {
    List<Message> messages = new ArrayList<>();
    for (Turn turn : before(conversation.last(chat, settings.contextMessages()), requests)) {
      boolean isCustomer = turn.author() == MessageAuthor.CUSTOMER;
      String words = shown(turn.words());
      messages.add(isCustomer ? Message.user(words) : Message.assistant(words));
    }
    requests.forEach(question -> messages.add(Message.user(shown(question.words()))));
    List<Message> dialogue = new ArrayList<>();
    dialogue.add(Message.system(settings.prompt()));
    dialogue.addAll(alternating(messages));
    return dialogue;
  }

  /// Merges consecutive messages of one role. Strict chat templates refuse two turns of one role in
  /// a row, and a first turn that is not the user's.
  static List<Message> alternating(List<Message> messages) {
    Deque<Message> turns = new ArrayDeque<>();
    if (!messages.isEmpty() && messages.getFirst().role().equals(ASSISTANT)) {
      turns.add(Message.user(EARLIER));
    }
    for (Message message : messages) {
      boolean isSameRole = !turns.isEmpty() && turns.getLast().role().equals(message.role());
      String before = isSameRole ? turns.removeLast().content() + "\n" : "";
      turns.add(new Message(message.role(), before + message.content()));
    }
    return List.copyOf(turns);
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

  // Half a surrogate pair is no valid text, and the AI server may refuse it.
  static String shown(String words) {
    return ShortText.of(Masking.of(words), LONGEST_MESSAGE);
  }
}
