package id.balas.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.chat.store.Decisions.Cause;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.ChatTransition;
import id.balas.bot.decision.Decided;
import id.balas.bot.decision.Policy;
import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.bot.decision.people.PeoplePolicy;
import id.balas.events.AiCommand.AiAnswered;
import id.balas.events.AiCommand.AiFailed;
import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatCommand.Pause;
import id.balas.events.ChatCommand.Reply;
import id.balas.events.ChatCommand.Resend;
import id.balas.events.ChatCommand.Resume;
import id.balas.events.ChatCommand.Unassign;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.PeopleCommand.EndConversation;
import id.balas.events.PeopleCommand.HandBack;
import id.balas.events.PeopleCommand.LoopSeen;
import id.balas.events.PeopleCommand.PersonGone;
import id.balas.events.PeopleCommand.Resolve;
import id.balas.events.PeopleCommand.Snooze;
import id.balas.events.PeopleCommand.Transfer;
import id.balas.events.PeopleCommand.Wake;
import id.balas.events.WireRecord;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import id.balas.events.value.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random schedules of a customer, the bot, the AI, agents, failures, timers, redeliveries and
/// crashes through the shipped decider. At every quiet moment the chat waits exactly if
/// [WaitingModel] says so. No decision is made twice, and a refused action changes nothing.
public class WaitingPropertyTests {

  static final ChatKey CHAT = new ChatKey("default", "628111222333@s.whatsapp.net");

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant LONG_AGO = START.minus(Duration.ofHours(10));
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(15);
  private static final int INPUTS = 40;
  private static final Issuer SITI = Issuer.user("siti", "karyawan");
  private static final Issuer ANI = Issuer.user("ani", "admin");
  private static final Issuer CLOCK = Issuer.system("clock");
  private static final String OLDER = "older";

  private final ChatTransition transition =
      new ChatTransition(
          new Policy(
              Set.of(),
              ANSWER_WITHIN,
              Duration.ofMinutes(30),
              "62",
              new PeoplePolicy(true, false, Duration.ofDays(1), Duration.ofDays(1))));
  private final List<ChatInput> topic = new ArrayList<>();
  private final Map<Cause, Decided> decisions = new HashMap<>();
  private final Map<String, OutboundMessage> unsent = new LinkedHashMap<>();
  private final Map<String, ReplyRequest> unanswered = new LinkedHashMap<>();
  private final Set<String> published = new HashSet<>();
  private final WaitingModel model = new WaitingModel(ANSWER_WITHIN);

  private Random random = new Random(0);
  private int offset;
  private int number;
  private boolean open = true;
  private Chat chat = Chat.unseen(CHAT);
  private Instant now = START;

  static List<Long> seeds() {
    return IntStream.range(0, 1500).mapToObj(WaitingPropertyTests::seed).toList();
  }

  private static long seed(long number) {
    return 104_729L * number + 7;
  }

  /// The number of the first of these schedules that finds a flaw. [WaitingMutationsIT] calls it.
  public static OptionalLong firstFlaw(long from, long count) {
    return LongStream.range(from, from + count).filter(number -> !holds(seed(number))).findFirst();
  }

  private static boolean holds(long seed) {
    try {
      new WaitingPropertyTests().chatWaitsExactlyIfAPersonIsNeeded(seed);
      return true;
    } catch (AssertionError flaw) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void chatWaitsExactlyIfAPersonIsNeeded(long seed) {
    random = new Random(seed);
    for (int i = 0; i < INPUTS; i++) {
      now = now.plusSeconds(random.nextInt(240));
      open = random.nextInt(4) > 0;
      topic.add(random.nextInt(5) < 3 ? customer() : person());
      while (random.nextInt(3) > 0) {
        act();
      }
      if (random.nextInt(6) == 0) {
        settle(seed, i);
      }
    }
    settle(seed, INPUTS);
  }

  private void settle(long seed, int inputs) {
    while (offset < topic.size() || !unsent.isEmpty() || !unanswered.isEmpty()) {
      act();
    }
    Waiting waiting = chat.handling().waiting();
    assertThat(waiting != null)
        .as("seed %d, after %d inputs: %s", seed, inputs, model)
        .isEqualTo(model.needsPerson());
    assertThat(chat.handling().snoozedUntil()).as("seed %d", seed).isEqualTo(model.snoozedUntil());
    if (waiting != null) {
      assertThat(waiting.since()).as("seed %d", seed).isBeforeOrEqualTo(model.oldest());
      assertThat(chat.handling().isOpen()).as("seed %d", seed).isTrue();
    }
  }

  // One step of one of the parts that run beside each other.
  private void act() {
    switch (random.nextInt(5)) {
      case 0 -> send();
      case 1 -> answerByAi();
      case 2 -> timers();
      default -> read();
    }
  }

  private ChatInput customer() {
    String[] texts = {
      "rule", "rule", "ai", "ai", "handsoff", "what?", "agent", "bot", "pause", "picture", "sticker"
    };
    String text = texts[random.nextInt(texts.length)];
    Duration age =
        switch (random.nextInt(12)) {
          case 0 -> Duration.ofHours(2);
          case 1 -> Duration.ofDays(15);
          default -> Duration.ZERO;
        };
    return message(From.CUSTOMER, text, now.minus(age));
  }

  private ChatInput person() {
    String id = "k" + number++;
    String c = CHAT.channel();
    String chatId = CHAT.chatId();
    var text = new Content.Text("Siap");
    return switch (random.nextInt(14)) {
      case 0, 1 -> new Assign(id, c, chatId, SITI, now, "siti", null);
      case 2 -> new Reply(id, c, chatId, SITI, now, text, null, null, seen());
      case 3 -> new Reply(id, c, chatId, ANI, now, text, null, null, seen());
      case 4 -> new Resend(id, c, chatId, ANI, now, "o", text, random.nextBoolean() ? true : null);
      case 5 -> message(From.PHONE, "Siap", random.nextInt(3) == 0 ? LONG_AGO : now);
      case 6 -> new Resolve(id, c, chatId, ANI, now, null, seen());
      case 7 -> new Unassign(id, c, chatId, ANI, now, null, seen());
      case 8 -> new Resume(id, c, chatId, SITI, now, null, seen());
      case 9 -> new Pause(id, c, chatId, ANI, now, null);
      case 10 -> new Transfer(id, c, chatId, ANI, now, null, "sales", null, null);
      case 11 -> new PersonGone(id, c, chatId, CLOCK, now, "siti");
      case 12 -> new Snooze(id, c, chatId, ANI, now, now.plusSeconds(300), null, seen());
      default -> new LoopSeen(id, c, chatId, CLOCK, now, now.plusSeconds(600));
    };
  }

  private @Nullable String seen() {
    return random.nextInt(3) == 0 ? OLDER : null;
  }

  private static InboundMessage message(String id, From author, Content content, Instant sentAt) {
    return new InboundMessage(
        id,
        CHAT.channel(),
        CHAT.chatId(),
        CHAT.chatId(),
        "Budi",
        author,
        content,
        null,
        sentAt,
        sentAt,
        false);
  }

  private InboundMessage message(From author, String text, Instant sentAt) {
    Content content =
        switch (text) {
          case "picture" -> media(Content.Media.Kind.IMAGE);
          case "sticker" -> media(Content.Media.Kind.STICKER);
          default -> new Content.Text(text);
        };
    return message("m" + number++, author, content, sentAt);
  }

  private static Content media(Content.Media.Kind kind) {
    return new Content.Media(kind, "media", null, "x/y", null, null, null);
  }

  // The sender: drops automatic messages of an older epoch, and fails now and then.
  private void send() {
    if (unsent.isEmpty()) {
      return;
    }
    OutboundMessage message =
        Objects.requireNonNull(unsent.remove(unsent.keySet().iterator().next()));
    boolean isOvertaken = message.author().isAutomatic() && message.epoch() < chat.epoch();
    DeliveryFailed.Kind[] kinds = DeliveryFailed.Kind.values();
    DeliveryFailed.Kind kind =
        isOvertaken
            ? DeliveryFailed.Kind.OVERTAKEN
            : random.nextInt(5) == 0 ? kinds[random.nextInt(kinds.length - 1)] : null;
    if (kind == null) {
      return;
    }
    topic.add(
        DeliveryFailed.ofMessage(
            message.channel(),
            message.chatId(),
            message.id(),
            message.author(),
            message.createdAt(),
            message.answersSince(),
            kind,
            now));
  }

  private void answerByAi() {
    if (unanswered.isEmpty()) {
      return;
    }
    ReplyRequest request =
        Objects.requireNonNull(unanswered.remove(unanswered.keySet().iterator().next()));
    String id = "ai-" + request.id();
    List<String> ids = List.of(request.id());
    String c = CHAT.channel();
    topic.add(
        switch (random.nextInt(4)) {
          case 0 ->
              new AiFailed(id, c, CHAT.chatId(), CLOCK, now, ids, request.epoch(), "down", null);
          case 1 ->
              new AiFailed(id, c, CHAT.chatId(), CLOCK, now, ids, request.epoch(), "left", true);
          default ->
              new AiAnswered(
                  id,
                  c,
                  CHAT.chatId(),
                  CLOCK,
                  now,
                  ids,
                  request.epoch(),
                  new Content.Text(WaitingModel.ANSWER),
                  "m");
        });
  }

  private void timers() {
    now = now.plusSeconds(random.nextInt(60));
    Instant until = chat.humanUntil();
    if (until != null && until.isBefore(now)) {
      topic.add(
          new HandBack(
              "hb-" + chat.epoch(), CHAT.channel(), CHAT.chatId(), CLOCK, now, chat.epoch()));
    }
    Instant snoozed = chat.handling().snoozedUntil();
    if (snoozed != null && snoozed.isBefore(now)) {
      topic.add(new Wake("w-" + snoozed, CHAT.channel(), CHAT.chatId(), CLOCK, now, snoozed));
    }
    Conversation conversation = chat.handling().conversation();
    if (conversation != null && random.nextInt(20) == 0) {
      topic.add(
          new EndConversation(
              "e-" + number++, CHAT.channel(), CHAT.chatId(), CLOCK, now, conversation.id()));
    }
  }

  // Decides the next record, sometimes after records that were decided before. A crash loses what
  // was not published yet; the redelivered record publishes it.
  private void read() {
    if (offset >= topic.size()) {
      return;
    }
    int from = random.nextInt(5) == 0 ? Math.max(0, offset - random.nextInt(4)) : offset;
    List<ChatInput> inputs = List.copyOf(topic.subList(from, offset + 1));
    Map<ChatKey, Chat> loaded = chat.version() == 0 ? Map.of() : Map.of(CHAT, chat);
    Map<Cause, Decided> known = new HashMap<>();
    DecideBatch.causes(inputs, loaded).stream()
        .filter(decisions::containsKey)
        .forEach(cause -> known.put(cause, decisions.get(cause)));
    var batch = new Batch(known, loaded, now);
    inputs.forEach(input -> batch.decide(input, transition, new Book(open)));
    Chat before = chat;
    batch.changedChats().forEach(changed -> chat = stored(changed));
    batch
        .result()
        .fresh()
        .forEach(fresh -> {
          decisions.put(Cause.of(fresh.input()), fresh.decided());
          model.decided(before, fresh.input(), fresh.decided(), batch.ended(), now, open);
        });
    if (random.nextInt(8) > 0) {
      batch.result().outcomes().forEach(decided -> decided.emits().forEach(this::publish));
      offset++;
    }
  }

  private static Chat stored(Chat changed) {
    return changed.version() > 0
        ? changed
        : new Chat(
            changed.key(),
            changed.mode(),
            changed.epoch(),
            changed.assignee(),
            changed.humanUntil(),
            changed.lastAway(),
            changed.asked(),
            changed.identity(),
            changed.handling(),
            1);
  }

  private void publish(WireRecord record) {
    if (published.add(record.eventId())) {
      if (record instanceof OutboundMessage message) {
        unsent.put(message.id(), message);
      } else if (record instanceof ReplyRequest request) {
        unanswered.put(request.id(), request);
      }
    }
  }

  /// Answers "rule" by a rule, hands "handsoff" off, asks the AI for "ai".
  private record Book(boolean isOpen) implements AnswerBook {
    @Override
    public Finding find(Question question) {
      return findRule(question)
          .orElseGet(() ->
              !isOpen
                  ? question.lastAway() == null
                      ? new Finding.SayAway("closed", "away")
                      : new Finding.Silence("closed")
                  : question.words().equals("ai")
                      ? new Finding.AskAi("ai")
                      : new Finding.SayDefault("default", WaitingModel.ANSWER));
    }

    @Override
    public Optional<Finding> findRule(Question question) {
      return switch (question.words()) {
        case "rule" -> Optional.of(new Finding.Say("rule", WaitingModel.ANSWER));
        case "handsoff" -> Optional.of(new Finding.HandOff("rule", "notice"));
        default -> Optional.empty();
      };
    }

    @Override
    public boolean isOpen(Instant at) {
      return isOpen;
    }

    @Override
    public String replyWithoutText(Addressee to) {
      return "received";
    }

    @Override
    public String notice(Notice notice, Addressee to) {
      return notice.name();
    }
  }
}
