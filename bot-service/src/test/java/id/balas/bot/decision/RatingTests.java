package id.balas.bot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.decision.ChatTransition.Step;
import id.balas.bot.decision.people.PeoplePolicy;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.PeopleCommand.Reopen;
import id.balas.events.PeopleCommand.Resolve;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import id.balas.events.value.Rating;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The rating of one conversation, from the question to the answer.
class RatingTests {

  private static final ChatKey CHAT = new ChatKey("default", "628110000007@s.whatsapp.net");
  private static final Issuer SITI = Issuer.user("siti", "admin");

  private final ChatTransition transition =
      new ChatTransition(
          new Policy(
              Set.of(),
              Duration.ofMinutes(15),
              Duration.ofHours(1),
              "62",
              new PeoplePolicy(true, false, Duration.ofDays(1), Duration.ofDays(1))));
  private Chat chat = Chat.unseen(CHAT);
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private int number;

  @Test
  void answerIsStoredInTheConversationAndOpensNone() {
    customer("jam buka?");
    assertThat(reads(resolve())).isEqualTo("rating?");
    String id = conversation().id();

    assertThat(reads(customer("4/5 cepat"))).isEqualTo("thanks");
    assertThat(conversation().id()).isEqualTo(id);
    assertThat(conversation().resolvedAt()).isNotNull();
    assertThat(conversation().rating()).isEqualTo(new Rating(4, "cepat", now));
    assertThat(chat.handling().waiting()).isNull();
  }

  @Test
  void answerCountsOnce() {
    customer("jam buka?");
    resolve();
    customer("5");
    assertThat(reads(customer("1"))).isEqualTo("default reply");
    assertThat(conversation().rating()).extracting(Rating::stars).isEqualTo(5);
  }

  @Test
  void anotherMessageClosesTheQuestion() {
    customer("jam buka?");
    resolve();
    assertThat(reads(customer("jam buka?"))).isEqualTo("08.00-17.00");
    assertThat(reads(customer("5"))).isEqualTo("default reply");
    assertThat(conversation().rating()).isNull();
  }

  @Test
  void signsLeaveTheQuestionOpen() {
    customer("jam buka?");
    resolve();
    decide(message(new Content.Reaction("m0", "👍")));
    assertThat(reads(customer("5"))).isEqualTo("thanks");
  }

  @Test
  void messageFromBeforeTheEndLeavesTheQuestionOpen() {
    customer("jam buka?");
    InboundMessage crossing = message(new Content.Text("terima kasih"));
    resolve();
    decide(crossing);
    assertThat(reads(customer("5"))).isEqualTo("thanks");
  }

  @Test
  void numberAfterAPersonsMessageIsNoRating() {
    customer("jam buka?");
    resolve();
    decide(phone("Jadi kirim berapa dus?"));
    assertThat(reads(customer("3"))).isNull();
    assertThat(conversation().rating()).isNull();
    assertThat(chat.handling().waiting()).isNotNull();
  }

  @Test
  void numberForTheAgentIsNoRating() {
    customer("jam buka?");
    resolve();
    decide(new Assign(id(), CHAT.channel(), CHAT.chatId(), SITI, now, "siti", null));
    assertThat(reads(customer("3"))).isNull();
    assertThat(conversation().rating()).isNull();
    assertThat(chat.handling().waiting()).isNotNull();
  }

  @Test
  void personsMessageFromBeforeTheEndLeavesTheQuestionOpen() {
    customer("jam buka?");
    InboundMessage crossing = phone("Sama-sama");
    resolve();
    decide(crossing);
    assertThat(reads(customer("5"))).isEqualTo("thanks");
  }

  @Test
  void secondResolveChangesNothing() {
    customer("jam buka?");
    resolve();
    Conversation ended = conversation();
    now = now.plus(Duration.ofDays(2));
    assertThat(reads(resolve())).isNull();
    assertThat(conversation()).isEqualTo(ended);
  }

  @Test
  void questionIsAskedOnceForAConversation() {
    customer("jam buka?");
    resolve();
    decide(new Reopen(id(), CHAT.channel(), CHAT.chatId(), SITI, now, null));
    assertThat(reads(customer("5"))).isEqualTo("default reply");
    assertThat(reads(resolve())).isNull();

    now = now.plus(Duration.ofDays(2));
    customer("jam buka?");
    assertThat(reads(resolve())).isEqualTo("rating?");
  }

  @Test
  void answerIsTooLateAfterADay() {
    customer("jam buka?");
    resolve();
    now = now.plus(Duration.ofDays(1));
    assertThat(reads(customer("5"))).isEqualTo("default reply");
  }

  @Test
  void teamDecidesWhetherToAsk() {
    customer("jam buka?");
    decide(new Resolve(id(), CHAT.channel(), CHAT.chatId(), SITI, now, null, null));
    assertThat(conversation().ratingUntil()).isNull();
  }

  private Step resolve() {
    return decide(new Resolve(id(), CHAT.channel(), CHAT.chatId(), SITI, now, null, null, true));
  }

  private Step customer(String words) {
    return decide(message(new Content.Text(words)));
  }

  private InboundMessage phone(String words) {
    return message(From.PHONE, new Content.Text(words));
  }

  private InboundMessage message(Content content) {
    return message(From.CUSTOMER, content);
  }

  private InboundMessage message(From author, Content content) {
    return new InboundMessage(
        id(),
        CHAT.channel(),
        CHAT.chatId(),
        CHAT.chatId(),
        "Budi",
        author,
        content,
        null,
        now,
        now,
        false);
  }

  private String id() {
    now = now.plusSeconds(60);
    return "r" + number++;
  }

  private Step decide(ChatInput input) {
    Step step = transition.step(chat, input, now, new ShopBook(true));
    chat = step.chat();
    return step;
  }

  private Conversation conversation() {
    return Objects.requireNonNull(chat.handling().conversation());
  }

  private static @Nullable String reads(Step step) {
    return step.decided().emits().stream()
        .filter(OutboundMessage.class::isInstance)
        .map(record -> ((OutboundMessage) record).content().words())
        .findFirst()
        .orElse(null);
  }
}
