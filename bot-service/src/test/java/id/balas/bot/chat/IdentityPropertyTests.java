package id.balas.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.chat.store.Decisions.Cause;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.ChatTransition;
import id.balas.bot.decision.Decided;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.bot.decision.Policy;
import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.OutboundMessage;
import id.balas.events.SameCustomer;
import id.balas.events.WireRecord;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random schedules of a customer who writes under a phone number and a hidden number: the link
/// arrives at any time, the two partitions are read at any pace, records are redelivered under
/// either id, and batches are repeated after a lost offset commit.
class IdentityPropertyTests {

  private static final String LID = "123456789012345@lid";
  private static final String PHONE = "628111222333@s.whatsapp.net";
  private static final ChatKey PHONE_CHAT = new ChatKey("default", PHONE);
  private static final ChatKey LID_CHAT = new ChatKey("default", LID);
  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
  private static final int INPUTS = 25;

  private final ChatTransition transition =
      new ChatTransition(new Policy(Set.of(), Duration.ofMinutes(15), Duration.ofHours(1), "62"));
  private final Map<ChatKey, List<ChatInput>> topic = new HashMap<>();
  private final Map<ChatKey, Integer> offsets = new HashMap<>();
  private final Map<Cause, Decided> decisions = new LinkedHashMap<>();
  private final Map<ChatKey, Chat> chats = new HashMap<>();
  private Instant now = START;

  /// Answers every question with its own text.
  private static final class Echo implements AnswerBook {
    @Override
    public Finding find(Question question) {
      return new Finding.Say("echo", question.words());
    }

    @Override
    public String notice(Notice notice, Addressee to) {
      return notice.name();
    }
  }

  static List<Long> seeds() {
    return IntStream.range(0, 400).mapToObj(i -> 7919L * i + 1).toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eachInputIsDecidedOnceAndTheAgentIsKept(long seed) {
    var random = new Random(seed);
    List<String> written = new ArrayList<>();
    boolean linkFirst = random.nextBoolean();
    int takenAt = random.nextInt(INPUTS);
    int linkAt = linkFirst ? 0 : random.nextInt(INPUTS);
    for (int i = 0; i < INPUTS; i++) {
      if (i == linkAt) {
        append(LID_CHAT, link());
      }
      if (i == takenAt) {
        ChatKey chat = random.nextBoolean() ? LID_CHAT : PHONE_CHAT;
        append(chat, assign(chat));
      }
      String id = "m" + i;
      written.add(id);
      append(random.nextBoolean() ? LID_CHAT : PHONE_CHAT, id);
      if ((linkFirst || isLinked()) && random.nextInt(4) == 0) {
        append(
            random.nextBoolean() ? LID_CHAT : PHONE_CHAT,
            written.get(random.nextInt(written.size())));
      }
      while (random.nextInt(3) > 0) {
        read(random.nextBoolean() ? LID_CHAT : PHONE_CHAT, random);
      }
    }
    boolean hasMore = true;
    while (hasMore) {
      boolean hasMoreOfLid = read(LID_CHAT, random);
      hasMore = read(PHONE_CHAT, random) || hasMoreOfLid;
    }

    Map<String, Long> decidedTimes =
        decisions.values().stream()
            .filter(decided -> decided.outcome() != Outcome.FORWARDED)
            .filter(decided -> written.contains(decided.causeId()))
            .collect(Collectors.groupingBy(Decided::causeId, Collectors.counting()));
    assertThat(decidedTimes.keySet()).containsExactlyInAnyOrderElementsOf(written);
    assertThat(decidedTimes.values()).containsOnly(1L);
    Chat phone = chat(PHONE_CHAT);
    assertThat(phone.mode()).isEqualTo(Mode.AGENT);
    assertThat(phone.assignee()).isEqualTo("siti");
    assertThat(phone.identity().aliases()).containsExactly(LID);
    assertThat(chat(LID_CHAT).assignee()).isNull();
    assertNoAnswerAfterTheTakeover();
    assertThat(phoneOrder()).isEqualTo(topicOrder());
  }

  // A repeat under the other id can only be recognised once the chats are joined.
  private boolean isLinked() {
    return chat(PHONE_CHAT).identity().aliases().contains(LID);
  }

  private Chat chat(ChatKey key) {
    return chats.getOrDefault(key, Chat.unseen(key));
  }

  // After the chat that the customer's inputs reach has an agent, nothing is answered.
  private void assertNoAnswerAfterTheTakeover() {
    boolean taken = false;
    for (Decided decided : decisions.values()) {
      if (decided.chat().equals(PHONE_CHAT)) {
        if (taken) {
          assertThat(decided.emits()).noneMatch(OutboundMessage.class::isInstance);
        }
        taken |= takesOver(decided.causeId());
      }
    }
    assertThat(taken).isTrue();
  }

  private boolean takesOver(String causeId) {
    Decided inLid = decisions.get(new Cause(LID_CHAT, "assign"));
    return causeId.equals("assign")
        || (causeId.startsWith("hand-over") && inLid != null && inLid.outcome() == Outcome.DONE);
  }

  private List<String> phoneOrder() {
    return decisions.values().stream()
        .filter(decided -> decided.chat().equals(PHONE_CHAT))
        .map(Decided::causeId)
        .toList();
  }

  // The first occurrence of each input in the phone's partition that was not decided before.
  private List<String> topicOrder() {
    Set<String> ownDecisions = new HashSet<>(phoneOrder());
    return topic.getOrDefault(PHONE_CHAT, List.of()).stream()
        .map(ChatInput::causeId)
        .distinct()
        .filter(ownDecisions::contains)
        .toList();
  }

  /// Decides some records of this partition. Returns false at its end.
  private boolean read(ChatKey partition, Random random) {
    List<ChatInput> records = topic.getOrDefault(partition, List.of());
    int from = offsets.getOrDefault(partition, 0);
    if (random.nextInt(6) == 0) {
      from = Math.max(0, from - random.nextInt(5));
    }
    int to = Math.min(records.size(), from + 1 + random.nextInt(5));
    if (from >= records.size()) {
      return false;
    }
    List<ChatInput> inputs = List.copyOf(records.subList(from, to));
    now = now.plusMillis(7);
    Map<ChatKey, Chat> loaded =
        chats.entrySet().stream()
            .filter(entry -> entry.getKey().equals(partition))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Map<Cause, Decided> known =
        DecideBatch.causes(inputs, loaded).stream()
            .filter(decisions::containsKey)
            .collect(Collectors.toMap(cause -> cause, decisions::get));
    var batch = new Batch(known, loaded, now);
    var book = new Echo();
    inputs.forEach(input -> batch.decide(input, transition, book));
    batch.changedChats().forEach(chat -> chats.put(chat.key(), chat));
    batch
        .result()
        .fresh()
        .forEach(fresh -> {
          Decided decided = fresh.decided();
          decisions.put(new Cause(decided.chat(), decided.causeId()), decided);
        });
    boolean crashed = random.nextInt(8) == 0;
    if (!crashed) {
      batch.result().outcomes().stream()
          .flatMap(decided -> decided.emits().stream())
          .forEach(this::publish);
      offsets.put(partition, to);
    }
    return true;
  }

  private void publish(WireRecord record) {
    if (record instanceof ChatInput input) {
      append(input.chat(), input);
    }
  }

  private void append(ChatKey chat, String id) {
    append(
        chat,
        new InboundMessage(
            id,
            "default",
            chat.chatId(),
            chat.chatId(),
            "Budi",
            InboundMessage.From.CUSTOMER,
            new Content.Text("words of " + id),
            null,
            now,
            now,
            false));
  }

  private void append(ChatKey chat, ChatInput input) {
    topic.computeIfAbsent(chat, _ -> new ArrayList<>()).add(input);
  }

  private static SameCustomer link() {
    return new SameCustomer("link", "default", LID, Issuer.system("ingest"), START, PHONE);
  }

  private static Assign assign(ChatKey chat) {
    return new Assign(
        "assign", "default", chat.chatId(), Issuer.user("siti", "karyawan"), START, "siti", null);
  }
}
