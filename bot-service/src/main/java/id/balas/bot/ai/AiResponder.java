package id.balas.bot.ai;

import id.balas.bot.ai.AiRequests.Question;
import id.balas.bot.ai.server.AiProperties;
import id.balas.bot.ai.server.AiResult;
import id.balas.bot.ai.server.AiResult.Answered;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiServer;
import id.balas.bot.ai.server.ChatCompletions.Message;
import id.balas.bot.ai.server.NoAnswer;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.AiAnswered;
import id.balas.events.ChatCommand.AiFailed;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Answers all pending questions of a chat with one answer, or records why there is none. The
/// answer is stored first, then published. Drops questions that a person's message has ended
/// meanwhile.
@Component
class AiResponder {

  private static final Logger log = LoggerFactory.getLogger(AiResponder.class);
  private static final Duration AROUND_THE_CALL = Duration.ofSeconds(30);
  // Conservative estimate: in the languages of our customers a token has at least 2 characters.
  private static final int CHARACTERS_OF_TOKEN = 2;
  private static final String WANTS_PERSON = "AGENT";

  private final AiRequests requests;
  private final Dialogue dialogue;
  private final AiServer server;
  private final TokenBudget budget;
  private final AnswerPublisher publisher;
  private final AiProperties settings;
  private final AiMetrics metrics;
  private final Clock clock;
  private final Semaphore permits;

  AiResponder(
      AiRequests requests,
      Dialogue dialogue,
      AiServer server,
      TokenBudget budget,
      AnswerPublisher publisher,
      AiProperties settings,
      AiMetrics metrics,
      Clock clock) {
    this.requests = requests;
    this.dialogue = dialogue;
    this.server = server;
    this.budget = budget;
    this.publisher = publisher;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.permits = new Semaphore(settings.atOnce(), true);
  }

  private record Outcome(AiResult result, boolean called) {
    static Outcome failed(NoAnswer why) {
      return new Outcome(new Failed(why), false);
    }
  }

  void answer(ChatKey chat) throws InterruptedException {
    permits.acquire();
    try {
      List<Question> claimed =
          requests.claim(chat, now(), settings.timeLimit().plus(AROUND_THE_CALL));
      List<Question> asked = claimed.isEmpty() ? claimed : requests.stillPending(chat, claimed);
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

  private void answerTogether(ChatKey chat, List<Question> asked) {
    Outcome outcome = outcome(chat, asked);
    ChatCommand command = command(chat, asked, outcome.result());
    requests.store(command, asked, outcome.called());
    publisher.publish(command);
    switch (outcome.result()) {
      case Answered said -> metrics.answered(said, asked.size());
      case Failed failed -> metrics.fellBack(failed.why());
    }
    log.info(
        "Answered {} questions chatId={}: {}",
        asked.size(),
        chat.masked(),
        outcome.result() instanceof Failed(NoAnswer why) ? why.words() : "the AI answered");
  }

  private Outcome outcome(ChatKey chat, List<Question> asked) {
    Instant now = now();
    if (!settings.isOn()) {
      return Outcome.failed(NoAnswer.SWITCHED_OFF);
    }
    if (asked.stream().allMatch(question -> question.expiresAt().isBefore(now))) {
      return Outcome.failed(NoAnswer.TOO_LATE);
    }
    if (requests.callsOf(chat, now.minus(1, ChronoUnit.HOURS)) >= settings.perChatAndHour()) {
      return Outcome.failed(NoAnswer.CHAT_LIMIT);
    }
    if (requests.calls(now.minus(1, ChronoUnit.MINUTES)) >= settings.perMinute()) {
      return Outcome.failed(NoAnswer.OVERALL_LIMIT);
    }
    List<Message> messages = dialogue.about(chat, asked);
    LocalDate day = budget.today();
    long reserve = worstCase(messages);
    return budget.reserve(day, reserve)
        ? new Outcome(call(messages, day, reserve), true)
        : Outcome.failed(NoAnswer.BUDGET);
  }

  private long worstCase(List<Message> messages) {
    long characters =
        messages.stream()
            .mapToLong(message -> message.content() == null ? 0 : message.content().length())
            .sum();
    return characters / CHARACTERS_OF_TOKEN + settings.longestAnswer();
  }

  // The token usage of a failed call is unknown; it is counted as zero.
  private AiResult call(List<Message> messages, LocalDate day, long reserve) {
    AiResult result = new Failed(NoAnswer.TROUBLE);
    try {
      result = metrics.timed(() -> server.ask(messages));
    } finally {
      budget.settle(
          day,
          reserve,
          result instanceof Answered said ? said.promptTokens() + said.answerTokens() : 0);
    }
    if (result instanceof Answered said
        && said.text().replaceAll("[^\\p{L}]", "").equals(WANTS_PERSON)) {
      metrics.used(said);
      return new Failed(NoAnswer.WANTS_PERSON);
    }
    return result;
  }

  private ChatCommand command(ChatKey chat, List<Question> asked, AiResult result) {
    List<String> ids = asked.stream().map(Question::requestId).toList();
    String id =
        "ai-" + UUID.nameUUIDFromBytes(String.join(" ", ids).getBytes(StandardCharsets.UTF_8));
    Issuer ai = Issuer.system("ai");
    long epoch = asked.getFirst().epoch();
    return switch (result) {
      case Answered said ->
          new AiAnswered(
              id,
              chat.channel(),
              chat.chatId(),
              ai,
              now(),
              ids,
              epoch,
              new Content.Text(said.text()),
              settings.basis());
      case Failed failed ->
          new AiFailed(
              id, chat.channel(), chat.chatId(), ai, now(), ids, epoch, failed.why().words());
    };
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
