package id.balas.bot.ai;

import id.balas.bot.ai.AiRequests.Question;
import id.balas.bot.ai.server.AiResult;
import id.balas.bot.ai.server.AiResult.Answered;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.Basis;
import id.balas.bot.ai.usage.AiMetrics;
import id.balas.bot.chat.store.Chats;
import id.balas.bot.decision.Chat;
import id.balas.events.AiCommand.AiAnswered;
import id.balas.events.AiCommand.AiFailed;
import id.balas.events.ChatCommand;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Answers all pending questions of a chat with one answer, or records why the AI gave none. The
/// answer is stored first, then published. Drops questions that a person's message has ended
/// meanwhile.
@Component
class AiResponder {

  private static final Logger log = LoggerFactory.getLogger(AiResponder.class);
  private static final Duration AROUND_THE_CALL = Duration.ofSeconds(30);

  private final AiRequests requests;
  private final Chats chats;
  private final LimitedAi ai;
  private final AnswerPublisher publisher;
  private final AiProperties settings;
  private final AiMetrics metrics;
  private final Clock clock;
  private final Semaphore permits;

  AiResponder(
      AiRequests requests,
      Chats chats,
      LimitedAi ai,
      AnswerPublisher publisher,
      AiProperties settings,
      AiMetrics metrics,
      Clock clock) {
    this.requests = requests;
    this.chats = chats;
    this.ai = ai;
    this.publisher = publisher;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.permits = new Semaphore(settings.atOnce(), true);
  }

  void answer(ChatKey chat) throws InterruptedException {
    permits.acquire();
    try {
      List<Question> claimed = requests.claim(chat, ai.timeLimit().plus(AROUND_THE_CALL));
      List<Question> asked = claimed.isEmpty() ? claimed : stillPending(chat, claimed);
      List<Question> ended =
          claimed.stream().filter(question -> !asked.contains(question)).toList();
      requests.discard(ended);
      metrics.cancelled(ended.size());
      if (!asked.isEmpty()) {
        answerTogether(chat, asked);
      }
    } finally {
      permits.release();
    }
  }

  // A person's message or another input may have ended a question meanwhile.
  private List<Question> stillPending(ChatKey key, List<Question> questions) {
    Chat chat = chats.find(key);
    return questions.stream()
        .filter(question ->
            question.epoch() == chat.epoch()
                && !chat.pending(List.of(question.requestId())).isEmpty())
        .toList();
  }

  private void answerTogether(ChatKey chat, List<Question> asked) {
    LimitedAi.Outcome outcome = ai.ask(chat, asked);
    ChatCommand command = command(chat, asked, outcome.result());
    requests.store(command, asked, outcome.called());
    publisher.publish(command);
    switch (outcome.result()) {
      case Answered _ -> {
        metrics.answered(asked.size());
        log.info("Answered {} questions chatId={}", asked.size(), chat.masked());
      }
      case Failed failed -> {
        metrics.fellBack(failed);
        log.info(
            "Handed {} questions to agents chatId={}, because {}: {}",
            asked.size(),
            chat.masked(),
            failed.why().words(),
            failed.described());
      }
    }
  }

  private ChatCommand command(ChatKey chat, List<Question> asked, AiResult result) {
    List<String> ids = asked.stream().map(Question::requestId).toList();
    String id =
        "ai-" + UUID.nameUUIDFromBytes(String.join(" ", ids).getBytes(StandardCharsets.UTF_8));
    Issuer issuer = Issuer.system("ai");
    long epoch = asked.getFirst().epoch();
    return switch (result) {
      case Answered said ->
          new AiAnswered(
              id,
              chat.channel(),
              chat.chatId(),
              issuer,
              now(),
              ids,
              epoch,
              new Content.Text(said.text()),
              Basis.of(ai.model(), settings.prompt()));
      case Failed failed ->
          new AiFailed(
              id,
              chat.channel(),
              chat.chatId(),
              issuer,
              now(),
              ids,
              epoch,
              failed.why().words(),
              failed.handsOff() ? true : null);
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
