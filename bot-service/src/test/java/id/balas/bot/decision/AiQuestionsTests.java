package id.balas.bot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.decision.Decided.Ended;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.events.AiCommand.AiAnswered;
import id.balas.events.AiCommand.AiFailed;
import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.value.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The life cycle of AI questions: every question gets a final outcome, and none is answered after
/// a person writes.
class AiQuestionsTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final ChatKey KEY = new ChatKey("default", "628110000007@s.whatsapp.net");

  private final ChatTransition transition =
      new ChatTransition(new Policy(Set.of(), Duration.ofMinutes(15), Duration.ofHours(1), "62"));
  private Chat chat = Chat.unseen(KEY);
  private Instant now = NOW;

  @Test
  void aiRequestHasAllFields() {
    Decided asked = take(question("M1")).decided();

    assertThat(asked.outcome()).isEqualTo(Outcome.ASKED);
    ReplyRequest request = (ReplyRequest) asked.emits().getFirst();
    assertThat(request.text()).isEqualTo("berapa 2 + 2?");
    assertThat(request.causeId()).isEqualTo("M1");
    assertThat(request.customerName()).isEqualTo("Budi");
    assertThat(request.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    assertThat(chat.asked())
        .singleElement()
        .extracting(Chat.Asked::requestId)
        .isEqualTo(request.id());
  }

  @Test
  void oneAnswerEndsAllItsQuestions() {
    String first = ask("M1");
    String second = ask("M2");
    String third = ask("M3");

    ChatTransition.Step step = take(answer(first, second));

    OutboundMessage message = (OutboundMessage) step.decided().emits().getFirst();
    assertThat(message.author()).isEqualTo(Author.ai("model-1"));
    assertThat(message.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    assertThat(step.ended())
        .containsExactly(
            new Ended(KEY, "M1", Outcome.ANSWERED, "the AI answered", "A"),
            new Ended(KEY, "M2", Outcome.ANSWERED, "the AI answered", "A"));
    assertThat(chat.asked()).singleElement().extracting(Chat.Asked::requestId).isEqualTo(third);
  }

  @Test
  void aiFailureKeepsTheModeAndWaits() {
    String first = ask("M1");
    ask("M2");

    ChatTransition.Step step = take(failure(first));

    assertThat(step.decided().outcome()).isEqualTo(Outcome.HANDED_OFF);
    OutboundMessage notice = (OutboundMessage) step.decided().emits().getFirst();
    assertThat(notice.author()).isEqualTo(Author.NOTICE);
    assertThat(notice.content().words()).isEqualTo("hand-off");
    assertThat(chat.mode()).isEqualTo(Mode.BOT);
    assertThat(chat.handling().waiting())
        .isEqualTo(Waiting.of(Waiting.Reason.AI_FAILED, NOW, "M1", NOW));
    assertThat(chat.asked()).extracting(Chat.Asked::causeId).containsExactly("M2");
    assertThat(step.ended()).extracting(Ended::causeId).containsExactly("M1");
    assertThat(step.ended()).extracting(Ended::outcome).containsOnly(Outcome.HANDED_OFF);
  }

  @Test
  void personsMessageEndsEachQuestion() {
    String request = ask("M1");
    long asked = chat.epoch();

    ChatTransition.Step person = take(phone("P1"));
    assertThat(person.ended())
        .containsExactly(
            new Ended(KEY, "M1", Outcome.SILENT, "a person answered from the phone", "P1"));
    assertThat(take(answer(asked, request)).decided().outcome()).isEqualTo(Outcome.SILENT);
    assertThat(take(failure(asked, request)).decided().outcome()).isEqualTo(Outcome.SILENT);
    assertThat(chat.mode()).isEqualTo(Mode.BOT);
  }

  @Test
  void answerFromThePhoneCountsIfTheProvidersClockIsAhead() {
    now = NOW.minusSeconds(5);
    ask("M1");
    now = NOW.minusSeconds(2);
    take(phone("P1"));
    assertThat(chat.handling().waiting()).isNull();
  }

  @Test
  void repeatedQuestionsAreAnsweredOnce() {
    String request = ask("M1");
    take(answer(request));
    assertThat(take(answer(request)).decided().emits()).isEmpty();
  }

  @Test
  void lateAndEmptyAnswersLeaveTheChatToPeople() {
    String request = ask("M1");
    Chat before = chat;
    now = NOW.plus(Duration.ofMinutes(16));
    assertThat(take(answer(request)).decided().rule()).isEqualTo("the AI answered too late");
    chat = before;
    now = NOW;
    var nothing =
        new AiAnswered(
            "A",
            KEY.channel(),
            KEY.chatId(),
            Issuer.system("ai"),
            NOW,
            List.of(request),
            0,
            new Content.Text(" \n"),
            "m");
    assertThat(take(nothing).decided().rule()).isEqualTo("the AI's answer was empty");
    assertThat(chat.mode()).isEqualTo(Mode.BOT);
    assertThat(chat.handling().waiting()).isNotNull();
  }

  @Test
  void answerOfAnotherEpochKeepsTheQuestion() {
    String request = ask("M1");
    take(answer(99, request));
    assertThat(chat.asked()).hasSize(1);
    assertThat(take(failure(request)).decided().outcome()).isEqualTo(Outcome.HANDED_OFF);
  }

  @Test
  void longAiAnswersAreCut() {
    var long1 =
        new AiAnswered(
            "A",
            KEY.channel(),
            KEY.chatId(),
            Issuer.system("ai"),
            NOW,
            List.of(ask("M1")),
            0,
            new Content.Text("a".repeat(10_000)),
            "m");
    String words = ((OutboundMessage) take(long1).decided().emits().getFirst()).content().words();
    assertThat(words).hasSize(4096);
  }

  @Test
  void awayReplyIsSentOnceThenOthers() {
    assertThat(words(take(message("M1", From.CUSTOMER, "malam?")))).isEqualTo("kami tutup");
    assertThat(chat.lastAway()).isEqualTo(NOW);
    assertThat(words(take(message("M2", From.CUSTOMER, "malam?")))).isEqualTo("sampai besok");
  }

  @Test
  void everyQuestionEndsOnceInAnyOrder() {
    for (int seed = 0; seed < 1000; seed++) {
      var random = new Random(seed);
      chat = Chat.unseen(KEY);
      int ended = 0;
      int asked = 0;
      boolean held = false;
      for (int i = 0; i < 30; i++) {
        Chat before = chat;
        now = now.plusMillis(random.nextInt(3));
        String[] open =
            before.asked().stream().map(Chat.Asked::requestId).limit(2).toArray(String[]::new);
        ChatTransition.Step step =
            switch (random.nextInt(6)) {
              case 0 -> take(phone("P" + i));
              case 1 ->
                  take(answer(random.nextBoolean() ? before.epoch() : before.epoch() - 1, open));
              case 2 -> take(failure(open));
              case 3 ->
                  take(message("W" + i, From.CUSTOMER, random.nextBoolean() ? "bot" : "agent"));
              default -> take(question("M" + i));
            };
        asked += step.decided().outcome() == Outcome.ASKED ? 1 : 0;
        ended += step.ended().size();
        held = chat.humanUntil() != null || chat.mode() != Mode.BOT;
        assertThat(ended + chat.asked().size()).as("seed %d", seed).isEqualTo(asked);
        assertThat(held && !chat.asked().isEmpty()).as("seed %d", seed).isFalse();
        assertThat(before.humanUntil() != null && step.decided().outcome() == Outcome.ANSWERED)
            .isFalse();
      }
    }
  }

  private static String words(ChatTransition.Step step) {
    return String.valueOf(((OutboundMessage) step.decided().emits().getFirst()).content().words());
  }

  private String ask(String id) {
    return ((ReplyRequest) take(question(id)).decided().emits().getFirst()).id();
  }

  private ChatTransition.Step take(ChatInput input) {
    ChatTransition.Step step = transition.step(chat, input, now, new AnswerBookOfTests());
    chat = step.chat();
    return step;
  }

  private static InboundMessage question(String id) {
    return message(id, From.CUSTOMER, "berapa 2 + 2?");
  }

  private static InboundMessage phone(String id) {
    return message(id, From.PHONE, "empat");
  }

  private static InboundMessage message(String id, From author, String words) {
    return new InboundMessage(
        id,
        KEY.channel(),
        KEY.chatId(),
        KEY.chatId(),
        "Budi",
        author,
        new Content.Text(words),
        null,
        NOW,
        NOW,
        false);
  }

  private AiAnswered answer(String... requests) {
    return answer(chat.epoch(), requests);
  }

  private static AiAnswered answer(long epoch, String... requests) {
    return new AiAnswered(
        "A",
        KEY.channel(),
        KEY.chatId(),
        Issuer.system("ai"),
        NOW,
        Stream.of(requests).toList(),
        epoch,
        new Content.Text("empat"),
        "model-1");
  }

  private AiFailed failure(String... requests) {
    return failure(chat.epoch(), requests);
  }

  private static AiFailed failure(long epoch, String... requests) {
    return new AiFailed(
        "F",
        KEY.channel(),
        KEY.chatId(),
        Issuer.system("ai"),
        NOW,
        Stream.of(requests).toList(),
        epoch,
        "time limit",
        null);
  }
}
