package id.balas.bot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.decision.Decided.Outcome;
import id.balas.bot.decision.people.Handling;
import id.balas.bot.decision.people.Identity;
import id.balas.events.AiCommand.AiAnswered;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.OutboundMessage;
import id.balas.events.PeopleCommand.HandBack;
import id.balas.events.SameCustomer;
import id.balas.events.SameCustomer.ForwardedInput;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.SameCustomer.HandOver.HandedOverChat;
import id.balas.events.SameCustomer.Unlink;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.value.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A customer with a phone number and a hidden number.
class IdentityTests {

  private static final String LID = "123456789012345@lid";
  private static final String PHONE = "628111222333@s.whatsapp.net";
  private static final String OTHER = "628111222444@s.whatsapp.net";
  private static final String ADMIN = "628110000001@s.whatsapp.net";
  private static final ChatKey LID_CHAT = new ChatKey("default", LID);
  private static final ChatKey PHONE_CHAT = new ChatKey("default", PHONE);
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

  private final ChatTransition transition =
      new ChatTransition(
          new Policy(Set.of(ADMIN), Duration.ofMinutes(15), Duration.ofHours(1), "62"));

  @Test
  void linkHandsOverTheChat() {
    Chat lid = assigned(LID_CHAT, "siti");

    var step = step(lid, link(PHONE));

    assertThat(step.chat().identity().aliasOf()).isEqualTo(PHONE);
    assertThat(step.chat().mode()).isEqualTo(Mode.BOT);
    assertThat(step.chat().state(NOW).aliasOf()).isEqualTo(PHONE);
    assertThat(step.decided().emits())
        .singleElement()
        .isInstanceOfSatisfying(
            HandOver.class,
            handOver -> {
              assertThat(handOver.chatId()).isEqualTo(PHONE);
              assertThat(handOver.state().assignee()).isEqualTo("siti");
            });
  }

  @Test
  void takesOverModeAgentAndEpoch() {
    Chat lid = assigned(LID_CHAT, "siti");
    var link = step(lid, link(PHONE));

    Chat phone = step(Chat.unseen(PHONE_CHAT), (ChatInput) link.decided().emits().get(0)).chat();

    assertThat(phone.mode()).isEqualTo(Mode.AGENT);
    assertThat(phone.assignee()).isEqualTo("siti");
    assertThat(phone.epoch()).isGreaterThan(lid.epoch());
    assertThat(phone.identity().aliases()).containsExactly(LID);
  }

  @Test
  void keepsThePhonesAgentIfItsEpochIsLater() {
    Chat phone = Chat.withOneId(PHONE_CHAT, Mode.AGENT, 9, "budi", null, null, List.of(), 1);

    Chat merged = step(phone, handOver(Mode.AGENT, 8, "siti", false, null)).chat();

    assertThat(merged.assignee()).isEqualTo("budi");
    assertThat(merged.epoch()).isEqualTo(9);
  }

  @Test
  void laterAgentOfTwoTakesTheChat() {
    Chat phone = Chat.withOneId(PHONE_CHAT, Mode.AGENT, 7, "budi", null, null, List.of(), 1);

    assertThat(step(phone, handOver(Mode.AGENT, 8, "siti", false, null)).chat().assignee())
        .isEqualTo("siti");
  }

  @Test
  void agentComesBeforePauseBeforeBot() {
    Chat paused = Chat.withOneId(PHONE_CHAT, Mode.PAUSE, 7, null, null, null, List.of(), 1);

    assertThat(step(paused, handOver(Mode.AGENT, 8, null, false, null)).chat().mode())
        .isEqualTo(Mode.AGENT);
    assertThat(step(paused, handOver(Mode.BOT, 8, null, false, null)).chat().mode())
        .isEqualTo(Mode.PAUSE);
    assertThat(
            step(Chat.unseen(PHONE_CHAT), handOver(Mode.PAUSE, 8, null, false, null)).chat().mode())
        .isEqualTo(Mode.PAUSE);
  }

  @Test
  void keepsTheLaterHumanWindow() {
    Instant later = NOW.plus(Duration.ofMinutes(50));
    Chat phone =
        Chat.withOneId(PHONE_CHAT, Mode.BOT, 7, null, NOW.plusSeconds(60), null, List.of(), 1);
    var state = new HandedOverChat(Mode.BOT, 8, null, later, null, false, null, null);

    Chat merged = step(phone, handOver(state)).chat();

    assertThat(merged.humanUntil()).isEqualTo(later);
    assertThat(merged.epoch()).isGreaterThan(8);
  }

  @Test
  void snoozeOfTheHiddenNumbersChatGoesOn() {
    Instant tomorrow = NOW.plus(Duration.ofDays(1));
    Chat lid = snoozed(LID_CHAT, tomorrow);

    assertThat(linkedTo(Chat.unseen(PHONE_CHAT), lid).handling().snoozedUntil())
        .isEqualTo(tomorrow);
    Instant tonight = NOW.plus(Duration.ofHours(8));
    assertThat(linkedTo(snoozed(PHONE_CHAT, tonight), lid).handling().snoozedUntil())
        .isEqualTo(tonight);
    Chat waits = waiting(PHONE_CHAT);
    assertThat(linkedTo(waits, lid).handling().snoozedUntil()).isNull();
  }

  // Otherwise the customer's automatic answers and the bot's go on in the phone's chat.
  @Test
  void laterEndOfTheSilenceCounts() {
    Instant soon = NOW.plus(Duration.ofMinutes(2));
    Instant later = NOW.plus(Duration.ofMinutes(9));
    Chat lid = quiet(LID_CHAT, later);

    assertThat(linkedTo(Chat.unseen(PHONE_CHAT), lid).handling().quietUntil()).isEqualTo(later);
    assertThat(linkedTo(quiet(PHONE_CHAT, soon), lid).handling().quietUntil()).isEqualTo(later);
    Chat soonAwake = quiet(LID_CHAT, soon);
    assertThat(linkedTo(quiet(PHONE_CHAT, later), soonAwake).handling().quietUntil())
        .isEqualTo(later);
  }

  private static Chat quiet(ChatKey key, Instant until) {
    return Chat.unseen(key).with(Handling.NONE.quiet(until));
  }

  @Test
  void laterOfTwoEndedConversationsCounts() {
    Chat lid = resolved(LID_CHAT, NOW.minus(Duration.ofDays(7)));
    Chat phone = resolved(PHONE_CHAT, NOW);

    assertThat(linkedTo(phone, lid).handling().resolvedAt()).isEqualTo(NOW);
    assertThat(linkedTo(resolved(PHONE_CHAT, Instant.EPOCH), lid).handling().conversation())
        .isEqualTo(lid.handling().conversation());
  }

  private static Chat resolved(ChatKey key, Instant at) {
    var conversation = new Conversation("c-" + at, at, at, at, "siti", "siti");
    return Chat.unseen(key).with(Handling.NONE.withConversation(conversation));
  }

  @Test
  void owedAiAnswerEndsASnooze() {
    Chat phone = snoozed(PHONE_CHAT, NOW.plus(Duration.ofDays(1)));

    Chat merged = step(phone, handOver(Mode.BOT, 0, null, true, null)).chat();

    assertThat(merged.handling().waiting()).isNotNull();
    assertThat(merged.handling().snoozedUntil()).isNull();
  }

  @Test
  void adminsChatTakesOverNoWait() {
    Chat lid = waiting(LID_CHAT);
    var handOver = (HandOver) step(lid, link(ADMIN)).decided().emits().get(0);

    Chat admin = step(Chat.unseen(new ChatKey("default", ADMIN)), handOver).chat();

    assertThat(admin.handling().waiting()).isNull();
    assertThat(admin.handling().isOpen()).isFalse();
  }

  @Test
  void owedAiAnswerMakesTheChatWait() {
    var step = step(Chat.unseen(PHONE_CHAT), handOver(Mode.BOT, 0, null, true, "o1"));

    assertThat(step.decided().outcome()).isEqualTo(Outcome.HANDED_OFF);
    assertThat(step.chat().mode()).isEqualTo(Mode.BOT);
    assertThat(step.chat().handling().waiting())
        .isEqualTo(Waiting.of(Waiting.Reason.AI_FAILED, NOW, "h1", NOW));
    assertThat(step.decided().emits())
        .singleElement()
        .isInstanceOfSatisfying(
            OutboundMessage.class,
            notice -> {
              assertThat(notice.address()).isEqualTo(LID);
              assertThat(notice.after()).isEqualTo("o1");
            });
    assertThat(step.chat().identity().after()).isNull();
  }

  @Test
  void aliasForwardsMessagesAndTheAnswerGoesToTheHiddenNumber() {
    Chat lid = step(Chat.unseen(LID_CHAT), link(PHONE)).chat();

    var forwarded = step(lid, message(LID, "m1", "bot"));
    assertThat(forwarded.decided().outcome()).isEqualTo(Outcome.FORWARDED);
    var copy = (ForwardedInput) forwarded.decided().emits().get(0);
    assertThat(copy.key()).isEqualTo(PHONE_CHAT.toString());
    assertThat(copy.causeId()).isEqualTo("m1");

    Chat phone = step(Chat.unseen(PHONE_CHAT), handOver(Mode.BOT, 0, null, false, null)).chat();
    var answered = step(phone, copy);
    assertThat(answered.decided().chat()).isEqualTo(PHONE_CHAT);
    var message = (OutboundMessage) answered.decided().emits().get(0);
    assertThat(message.chatId()).isEqualTo(PHONE);
    assertThat(message.address()).isEqualTo(LID);

    var again = step(answered.chat(), message(PHONE, "m2", "bot"));
    assertThat(((OutboundMessage) again.decided().emits().get(0)).route()).isNull();
  }

  @Test
  void replyGoesToTheHiddenNumberThatWaits() {
    Chat merged = linkedTo(Chat.unseen(PHONE_CHAT), waiting(LID_CHAT));

    assertThat(merged.identity().address()).isEqualTo(LID);
  }

  @Test
  void replyGoesToTheIdThatWroteLast() {
    Chat formerPhone = resolved(PHONE_CHAT, NOW.minus(Duration.ofDays(365)));
    assertThat(linkedTo(formerPhone, waiting(LID_CHAT)).identity().address()).isEqualTo(LID);

    Chat formerLid = resolved(LID_CHAT, NOW.minus(Duration.ofDays(7)));
    assertThat(linkedTo(waiting(PHONE_CHAT), formerLid).identity().address()).isNull();
  }

  @Test
  void firstMessageWaitsForTheHiddenNumbersLastMessage() {
    var before = step(Chat.unseen(LID_CHAT), message(LID, "m1", "bot"));
    String last = ((OutboundMessage) before.decided().emits().get(0)).id();
    var link = step(before.chat(), link(PHONE));

    Chat phone = step(Chat.unseen(PHONE_CHAT), (ChatInput) link.decided().emits().get(0)).chat();
    var first = step(phone, message(PHONE, "m2", "bot"));
    var second = step(first.chat(), message(PHONE, "m3", "bot"));

    assertThat(((OutboundMessage) first.decided().emits().get(0)).after()).isEqualTo(last);
    assertThat(((OutboundMessage) second.decided().emits().get(0)).after()).isNull();
  }

  @Test
  void nothingWaitsForAMessageThatMustHaveEnded() {
    Chat phone = step(Chat.unseen(PHONE_CHAT), handOver(Mode.BOT, 0, null, false, "o1")).chat();
    Instant later = NOW.plus(Policy.KAFKA_RETENTION);

    var reply =
        transition.step(phone, message(PHONE, "m1", "bot", later), later, new AnswerBookOfTests());

    assertThat(((OutboundMessage) reply.decided().emits().get(0)).after()).isNull();
  }

  @Test
  void timersAndAiAnswersEndSilentlyInTheAlias() {
    Chat lid = step(Chat.unseen(LID_CHAT), link(PHONE)).chat();
    Issuer system = Issuer.system("clock");

    assertThat(step(lid, new HandBack("h", "default", LID, system, NOW, 0)).decided().outcome())
        .isEqualTo(Outcome.SILENT);
    assertThat(
            step(
                    lid,
                    new AiAnswered(
                        "a",
                        "default",
                        LID,
                        system,
                        NOW,
                        List.of("r"),
                        0,
                        new Content.Text("x"),
                        "m"))
                .decided()
                .outcome())
        .isEqualTo(Outcome.SILENT);
  }

  @Test
  void refusesAnotherPhoneUnlessAPersonLinksIt() {
    Chat lid = step(Chat.unseen(LID_CHAT), link(PHONE)).chat();

    assertThat(step(lid, link(OTHER)).chat().identity().aliasOf()).isEqualTo(PHONE);
    assertThat(step(lid, link(PHONE)).decided().outcome()).isEqualTo(Outcome.DONE);
    var byPerson = new SameCustomer("p", "default", LID, Issuer.user("root", "admin"), NOW, OTHER);
    var relinked = step(lid, byPerson);
    assertThat(relinked.chat().identity().aliasOf()).isEqualTo(OTHER);
    assertThat(relinked.decided().emits())
        .extracting(record -> ((ChatInput) record).chat().chatId())
        .containsExactly(OTHER, PHONE);
  }

  @Test
  void customerWhoseHiddenNumberASecondPhoneClaimsWaits() {
    Chat lid = step(Chat.unseen(LID_CHAT), link(PHONE)).chat();
    Chat phone = step(Chat.unseen(PHONE_CHAT), handOver(Mode.BOT, 0, null, false, null)).chat();

    var refused = step(lid, link(OTHER));
    assertThat(refused.decided().emits()).containsExactly(forwarded(link(OTHER)));
    var claimed = step(phone, (ChatInput) refused.decided().emits().get(0));

    assertThat(claimed.chat().handling().waiting())
        .isEqualTo(Waiting.of(Waiting.Reason.PASSED, NOW, "same-" + OTHER, NOW));
    assertThat(claimed.chat().mode()).isEqualTo(Mode.BOT);
    assertThat(claimed.chat().identity()).isEqualTo(phone.identity());
    assertThat(claimed.decided().rule()).contains(OTHER).contains(LID);
  }

  @Test
  void unlinkedNumberHasItsOwnChatAndGetsNoReplyOfThePhones() {
    Chat lid = step(Chat.unseen(LID_CHAT), link(PHONE)).chat();
    Chat phone = step(Chat.unseen(PHONE_CHAT), handOver(Mode.BOT, 0, null, false, null)).chat();
    phone = step(phone, forwarded(message(LID, "m1", "bot"))).chat();
    assertThat(phone.identity().address()).isEqualTo(LID);

    var unlinked = step(lid, new Unlink("u", "default", LID, Issuer.user("root", "admin"), NOW));
    phone = step(phone, (ChatInput) unlinked.decided().emits().get(0)).chat();

    assertThat(unlinked.decided().outcome()).isEqualTo(Outcome.FORWARDED);
    assertThat(phone.identity()).isEqualTo(Identity.NONE);
    assertThat(step(unlinked.chat(), message(LID, "m2", "bot")).decided().outcome())
        .isNotEqualTo(Outcome.FORWARDED);
  }

  @Test
  void timelineNamesBothPersonsOfMergedChats() {
    Chat phone = Chat.withOneId(PHONE_CHAT, Mode.AGENT, 9, "budi", null, null, List.of(), 1);

    var merged = step(phone, handOver(Mode.AGENT, 8, "siti", false, null));

    assertThat(merged.decided().rule())
        .isEqualTo("took over the chat of a hidden number: siti had it there, budi here");
  }

  private static ForwardedInput forwarded(ChatInput input) {
    return new ForwardedInput("default", PHONE, LID, input);
  }

  @Test
  void linksOnlyHiddenNumbersToPhones() {
    var toHidden = new SameCustomer("p", "default", LID, Issuer.system("x"), NOW, "9@lid");
    var ofPhone = new SameCustomer("p", "default", PHONE, Issuer.system("x"), NOW, OTHER);

    assertThat(step(Chat.unseen(LID_CHAT), toHidden).decided().outcome())
        .isEqualTo(Outcome.REFUSED);
    assertThat(step(Chat.unseen(PHONE_CHAT), ofPhone).decided().outcome())
        .isEqualTo(Outcome.REFUSED);
  }

  @Test
  void adminBehindAHiddenNumberIsAnAdmin() {
    var adminChat = Chat.unseen(new ChatKey("default", ADMIN));
    var forwarded =
        new ForwardedInput(
            "default", ADMIN, LID, message(LID, "m1", "assign " + PHONE.replaceFirst("@.*", "")));

    var step = step(adminChat, forwarded);

    var command = (Assign) step.decided().emits().get(0);
    assertThat(command.assignee()).isEqualTo("628110000001");
    assertThat(command.issuedBy().answerChatId()).isEqualTo(ADMIN);
  }

  private ChatTransition.Step step(Chat chat, ChatInput input) {
    return transition.step(chat, input, NOW, new AnswerBookOfTests());
  }

  private Chat assigned(ChatKey key, String agent) {
    return Chat.withOneId(key, Mode.AGENT, NOW.toEpochMilli() + 5, agent, null, null, List.of(), 1);
  }

  private Chat linkedTo(Chat phone, Chat lid) {
    return step(phone, (ChatInput) step(lid, link(PHONE)).decided().emits().get(0)).chat();
  }

  private static Chat snoozed(ChatKey key, Instant until) {
    return Chat.unseen(key).with(Handling.NONE.snoozed(until));
  }

  private static Chat waiting(ChatKey key) {
    var conversation = new Conversation("c0", NOW, NOW, null, null, null);
    return Chat.unseen(key)
        .with(
            Handling.NONE
                .withConversation(conversation)
                .withWaiting(Waiting.of(Waiting.Reason.AWAY, NOW, "m0", NOW)));
  }

  private static SameCustomer link(String phone) {
    return new SameCustomer("same-" + phone, "default", LID, Issuer.system("ingest"), NOW, phone);
  }

  private static HandOver handOver(
      Mode mode,
      long epoch,
      @Nullable String assignee,
      boolean owes,
      @Nullable String lastOutboundId) {
    return handOver(
        new HandedOverChat(mode, epoch, assignee, null, null, owes, lastOutboundId, null));
  }

  private static HandOver handOver(HandedOverChat state) {
    return new HandOver("h1", "default", PHONE, LID, state, NOW);
  }

  private static InboundMessage message(String chatId, String id, String text) {
    return message(chatId, id, text, NOW);
  }

  private static InboundMessage message(String chatId, String id, String text, Instant at) {
    return new InboundMessage(
        id,
        "default",
        chatId,
        chatId,
        "Budi",
        InboundMessage.From.CUSTOMER,
        new Content.Text(text),
        null,
        at,
        at,
        false);
  }
}
