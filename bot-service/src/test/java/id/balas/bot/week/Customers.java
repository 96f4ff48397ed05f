package id.balas.bot.week;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/// The customers: when and what they write, from the seed alone. Later messages answer an agent.
final class Customers {

  /// What a customer writes, and its share.
  private enum Kind {
    RULE("jam buka?", 40),
    QUESTION("apakah pesanan nomor %d sudah dikirim", 30),
    PERSON("agent", 8),
    COMPLAINT("saya kecewa dengan layanan ini", 7),
    PICTURE("", 8),
    STICKER("", 4),
    THANKS("terima kasih", 3);

    private final String text;
    private final int share;

    Kind(String text, int share) {
      this.text = text;
      this.share = share;
    }

    static Kind any(Random random) {
      int left = random.nextInt(100);
      for (Kind kind : values()) {
        left -= kind.share;
        if (left < 0) {
          return kind;
        }
      }
      return QUESTION;
    }
  }

  // How customers rate. The stars are those that a reader sees, not those that the bot finds.
  private static final Map<String, Integer> RATINGS =
      Map.of("5", 5, "4/5 cepat", 4, "bintang 4", 4, "3.", 3, "★★", 2, "1/5, lama sekali", 1);
  private static final List<String> RATING_TEXTS = RATINGS.keySet().stream().sorted().toList();

  // How many write in each hour of the day.
  private static final int[] HOURS = {
    2, 1, 1, 1, 1, 2, 4, 8, 14, 16, 16, 14, 10, 12, 14, 13, 11, 8, 7, 8, 7, 5, 4, 3
  };
  // From Monday to Sunday. Thursday is a holiday.
  private static final int[] DAYS = {12, 11, 10, 5, 10, 6, 4};

  private final World world;
  private final Agenda agenda;
  private final Consumer<InboundMessage> channel;
  private final Random random;
  private final Random ratings;
  private long number;

  Customers(World world, Agenda agenda, Consumer<InboundMessage> channel) {
    this.world = world;
    this.agenda = agenda;
    this.channel = channel;
    this.random = new Random(world.seed());
    this.ratings = new Random(world.seed() + 3);
  }

  /// Plans all conversations that customers begin.
  void plan() {
    for (int i = 0; i < world.conversations(); i++) {
      Instant at = anyTime();
      int chat = random.nextInt(world.chats());
      String team = world.teams().get(chat % 8 < 5 ? 0 : chat % 8 < 7 ? 1 : 2).channel();
      var key = new ChatKey(team, "62815%07d@s.whatsapp.net".formatted(chat));
      int messages = 1 + random.nextInt(3);
      for (int message = 0; message < messages; message++) {
        write(key, at);
        at = at.plusSeconds(30 + random.nextInt(600));
      }
    }
  }

  private Instant anyTime() {
    while (true) {
      Instant at =
          world
              .start()
              .plusMillis(
                  (long)
                      (random.nextDouble()
                          * Duration.between(world.start(), world.end()).toMillis()));
      ZonedDateTime local = at.atZone(ZoneId.of("Asia/Jakarta"));
      int weight = HOURS[local.getHour()] * DAYS[local.getDayOfWeek().getValue() - 1];
      if (random.nextInt(16 * 12) < weight) {
        return at;
      }
    }
  }

  /// Some customers write again after an agent's answer.
  void answered(ChatKey chat, Instant at) {
    if (random.nextInt(100) < 35) {
      write(chat, at.plusSeconds(40 + random.nextInt(900)));
    }
  }

  /// The customer was asked for a rating. Some give none, some too late, some after another
  /// message, some twice: the last three do not count.
  void askedForRating(ChatKey chat, Instant at) {
    int luck = ratings.nextInt(100);
    Instant later = at.plusSeconds(60 + ratings.nextInt(1800));
    if (luck < 10) {
      say(chat, "terima kasih", at.plusSeconds(30));
    }
    if (luck < 60) {
      say(chat, rating(), later);
    } else if (luck < 65) {
      say(chat, rating(), later.plus(Duration.ofHours(24)));
    }
    if (luck >= 50 && luck < 60) {
      say(chat, rating(), later.plusSeconds(120));
    }
  }

  private String rating() {
    return RATING_TEXTS.get(ratings.nextInt(RATING_TEXTS.size()));
  }

  private void say(ChatKey chat, String text, Instant at) {
    agenda.at(at, () -> publish(chat, From.CUSTOMER, new Content.Text(text), at, at));
  }

  /// 0 for a message that is no rating.
  static int starsOf(Content content) {
    return content instanceof Content.Text(String body) ? RATINGS.getOrDefault(body, 0) : 0;
  }

  /// An agent answers from the phone.
  void byPhone(ChatKey chat, Instant at) {
    publish(chat, From.PHONE, new Content.Text("Siap, sudah dikirim"), at, at);
  }

  // Of 200 messages one is found by a gap scan half an hour later.
  private void write(ChatKey chat, Instant at) {
    Kind kind = Kind.any(random);
    Content content =
        switch (kind) {
          case PICTURE -> media(Content.Media.Kind.IMAGE);
          case STICKER -> media(Content.Media.Kind.STICKER);
          default -> new Content.Text(kind.text.formatted(random.nextInt(10_000)));
        };
    boolean isLate = random.nextInt(200) == 0;
    agenda.at(
        isLate ? at.plusSeconds(1800) : at,
        () -> publish(chat, From.CUSTOMER, content, at, isLate ? at.plusSeconds(1800) : at));
  }

  private static Content media(Content.Media.Kind kind) {
    return new Content.Media(kind, "media", null, "x/y", null, null, null);
  }

  private void publish(
      ChatKey chat, From author, Content content, Instant sentAt, Instant receivedAt) {
    channel.accept(
        new InboundMessage(
            "m" + number++,
            chat.channel(),
            chat.chatId(),
            chat.chatId(),
            "Ratna",
            author,
            content,
            null,
            sentAt,
            receivedAt,
            receivedAt.isAfter(sentAt)));
  }
}
