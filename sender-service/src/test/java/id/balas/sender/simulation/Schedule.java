package id.balas.sender.simulation;

import id.balas.events.OutboundMessage;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.sender.queue.QueueSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A random scenario, the same for the same seed: two instances share a topic, a database and a
/// provider, and suffer failures. [#run] throws a [FlawException] for a broken promise.
final class Schedule {

  private static final int MOST_EVENTS = 100_000;
  private static final int OUTAGE = 10_000;
  private static final int HITCH = 8_000;
  private static final int AFTER_THE_LAST_MESSAGE = 120_000;

  final Agenda agenda = new Agenda();
  final RandomGenerator random;
  final QueueSettings queues;
  final Duration giveUp;
  final ModelPermits.Pace pace;
  final int pollMost;
  final int longestCall;
  final ModelTopic topic;
  final ModelDatabase database = new ModelDatabase();
  final ModelProvider provider = new ModelProvider(this);
  final ModelGroup group = new ModelGroup(this);
  final Judge judge = new Judge(this);
  final List<OutboundMessage> written = new ArrayList<>();
  final Map<ChatKey, Long> epochs = new LinkedHashMap<>();
  final List<ModelInstance> instances = new ArrayList<>();
  Odds odds;
  private final long troubleEnds;
  private final long writingEnds;
  private final long[] down = new long[4];
  private long outageUntil;

  Schedule(long seed) {
    random = new SplittableRandom(seed);
    odds = Odds.any(random);
    queues =
        new QueueSettings(
            oneOf(3, 6, 1000),
            oneOf(1, 2, 4, 200),
            Duration.ofSeconds(oneOf(2, 30)),
            Duration.ofSeconds(oneOf(0, 0, 2)));
    giveUp = Duration.ofMinutes(oneOf(3, 1440));
    longestCall = oneOf(20_000, 80_000);
    pollMost = oneOf(1, 3, 8);
    topic = new ModelTopic(oneOf(2, 3));
    writingEnds = oneOf(100, 3_000, 60_000);
    troubleEnds = writingEnds + AFTER_THE_LAST_MESSAGE;
    long quietFrom = millis(0, (int) writingEnds);
    long quietUntil = happens(0.2) ? quietFrom + millis(0, 300_000) : 0;
    pace = new ModelPermits.Pace(oneOf(1, 3, 100), oneOf(0, 0, 500, 3_000), quietFrom, quietUntil);
    for (int i = 0; i < down.length; i += 2) {
      down[i] = millis(0, (int) writingEnds);
      down[i + 1] = happens(0.2) ? down[i] + millis(0, 90_000) : 0;
    }
  }

  void run() {
    start("A");
    start("B");
    int chats = oneOf(3, 4, 6);
    int messages = (int) millis(12, 30);
    for (int i = 0; i < messages; i++) {
      int number = i;
      int chat = happens(0.3) ? 0 : (int) millis(0, chats - 1);
      agenda.at(millis(0, (int) writingEnds), () -> write(number, chat));
    }
    for (int i = (int) millis(0, 3); i > 0; i--) {
      agenda.at(millis(0, (int) troubleEnds), group::rebalance);
    }
    if (happens(0.3)) {
      agenda.at(millis(0, (int) writingEnds), () -> takeOver(chat((int) millis(0, chats - 1))));
    }
    agenda.at(troubleEnds, () -> odds = Odds.FAIR);
    agenda.run(MOST_EVENTS);
    judge.quiet();
    group.rebalance();
    agenda.run(MOST_EVENTS);
    judge.end();
  }

  private void write(int number, int chatNumber) {
    ChatKey chat = chat(chatNumber);
    Instant now = agenda.instant();
    var message =
        OutboundMessage.toChat(
            "m" + number,
            chat.channel(),
            chat.chatId(),
            new Content.Text(happens(0.2) ? "ok" : "text " + number),
            happens(0.5) ? Author.BOT : Author.NOTICE,
            "c",
            epochs.getOrDefault(chat, 0L),
            null,
            now,
            happens(0.1) ? now.plusSeconds(60) : null);
    written.add(message);
    topic.write(message);
    if (happens(0.1)) {
      topic.write(written.get((int) millis(0, written.size() - 1)));
    }
    instances.forEach(instance -> instance.consumer.pollSoon());
  }

  private static ChatKey chat(int number) {
    return new ChatKey(number % 2 == 0 ? "a" : "b", number + "@s.whatsapp.net");
  }

  // An agent writes in the chat, so earlier bot answers must not be sent any more.
  private void takeOver(ChatKey chat) {
    long epoch = epochs.merge(chat, 1L, Long::sum);
    for (ModelInstance instance : instances) {
      instance.step(millis(0, 500), () -> instance.seen(chat, epoch));
    }
  }

  private void start(String name) {
    var instance = new ModelInstance(this, name);
    instances.add(instance);
    group.join(instance.consumer);
  }

  void died(ModelInstance instance) {
    instances.remove(instance);
    group.watch(instance.consumer);
    agenda.in(millis(1_000, 20_000), () -> start(instance.name));
  }

  void commit(int partition, long offset) {
    judge.committed(partition, topic.committed(partition), offset);
    topic.commit(partition, offset);
  }

  boolean isDown(String channel) {
    int i = channel.equals("a") ? 0 : 2;
    return agenda.now() >= down[i] && agenda.now() < down[i + 1];
  }

  boolean databaseFails() {
    if (happens(odds.outage())) {
      outageUntil = agenda.now() + millis(0, OUTAGE);
    }
    return agenda.now() < outageUntil || happens(odds.database());
  }

  /// The extra delay of a step in ms.
  long hitch() {
    return happens(odds.slow()) ? millis(0, HITCH) : 0;
  }

  boolean happens(double odds) {
    return odds > 0 && random.nextDouble() < odds;
  }

  long millis(int least, int most) {
    return least == most ? least : random.nextInt(least, most + 1);
  }

  private int oneOf(int... values) {
    return values[random.nextInt(values.length)];
  }
}
