package id.balas.bot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.ChatCommand;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageChanged;
import id.balas.events.OutboundMessage;
import id.balas.events.PeopleCommand;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ChatTransitionTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final ChatKey KEY = new ChatKey("default", "628110000007@s.whatsapp.net");
  private static final Issuer ADMIN = Issuer.admin("628110000001", "628110000001@s.whatsapp.net");
  private static final Issuer OTHER = Issuer.admin("628110000002", "628110000002@s.whatsapp.net");

  private final ChatTransition transition =
      new ChatTransition(
          new Policy(
              Set.of("628110000001@s.whatsapp.net"),
              Duration.ofMinutes(15),
              Duration.ofHours(1),
              "62"));
  private Chat chat = Chat.unseen(KEY);

  @Test
  void answerHasTheCausesIdAndExpiry() {
    OutboundMessage reply = reply(take(customer("M1", "halo", NOW)));

    assertThat(reply).isEqualTo(reply(take(customer("M1", "halo", NOW))));
    assertThat(reply.id()).isNotEqualTo(reply(take(customer("M2", "halo", NOW))).id());
    assertThat(reply.author()).isEqualTo(Author.bot("the default reply"));
    assertThat(reply.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
  }

  @Test
  void missingNamesAreOmitted() {
    var nameless =
        new InboundMessage(
            "M1",
            KEY.channel(),
            KEY.chatId(),
            KEY.chatId(),
            null,
            From.CUSTOMER,
            new Content.Text("halo"),
            null,
            NOW,
            NOW,
            false);
    assertThat(reply(take(nameless)).content().words()).isEqualTo("Halo!");
  }

  @Test
  void longNamesAreCutBetweenCharacters() {
    var talkative =
        new InboundMessage(
            "M1",
            KEY.channel(),
            KEY.chatId(),
            KEY.chatId(),
            "👍".repeat(5000),
            From.CUSTOMER,
            new Content.Text("halo"),
            null,
            NOW,
            NOW,
            false);
    assertThat(reply(take(talkative)).content().words())
        .isEqualTo("Halo " + "👍".repeat(4090) + "…");
  }

  @Test
  void customerMessagesNeverRaiseTheEpoch() {
    take(customer("M1", "halo", NOW));
    assertThat(chat.epoch()).isZero();

    take(customer("M2", "agent", NOW));
    long switched = chat.epoch();
    take(customer("M3", "agent", NOW.plusSeconds(5)));
    assertThat(switched).isEqualTo(NOW.toEpochMilli());
    assertThat(chat.epoch()).isEqualTo(switched);
  }

  @Test
  void eachMessageOfAPersonRaisesTheEpoch() {
    take(phone("M1", NOW));
    take(phone("M2", NOW));
    assertThat(chat.epoch()).isEqualTo(NOW.toEpochMilli() + 1);
  }

  @Test
  void humanWindowEndsAnHourAfterTheLastMessage() {
    take(phone("M1", NOW.minusSeconds(60)));
    take(phone("M2", NOW.minusSeconds(600)));
    assertThat(chat.humanUntil()).isEqualTo(NOW.plusSeconds(3600 - 60));
  }

  @Test
  void oldPhoneMessageRaisesTheEpochOnly() {
    take(phone("M1", NOW.minusSeconds(7200)));
    assertThat(chat.humanUntil()).isNull();
    assertThat(chat.epoch()).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void handBackEndsOnlyItsOwnWindow() {
    take(phone("M1", NOW));
    long stale = chat.epoch();
    take(phone("M2", NOW));

    assertThat(take(handBack(stale)).outcome()).isEqualTo(Decided.Outcome.SILENT);
    assertThat(chat.humanUntil()).isNotNull();
    assertThat(take(handBack(chat.epoch())).outcome()).isEqualTo(Decided.Outcome.DONE);
    assertThat(chat.humanUntil()).isNull();
    assertThat(take(customer("M3", "halo", NOW)).outcome()).isEqualTo(Decided.Outcome.ANSWERED);
  }

  @Test
  void secondAssignmentIsRefusedWithTheAssignee() {
    Decided first = take(assign("C1", ADMIN));
    Decided second = take(assign("C2", OTHER));

    assertThat(chat.mode()).isEqualTo(Mode.AGENT);
    assertThat(chat.assignee()).isEqualTo("628110000001");
    assertThat(result(first).accepted()).isTrue();
    assertThat(result(first).chatId()).isEqualTo("628110000001@s.whatsapp.net");
    assertThat(result(second).accepted()).isFalse();
    assertThat(result(second).reason()).isEqualTo("this chat is assigned to 628110000001");
    assertThat(result(second).chatId()).isEqualTo("628110000002@s.whatsapp.net");
  }

  @Test
  void unassignReturnsTheChatAtOnce() {
    take(assign("C1", ADMIN));
    take(
        new ChatCommand.Reply(
            "C2",
            KEY.channel(),
            KEY.chatId(),
            ADMIN,
            NOW,
            new Content.Text("Siap"),
            null,
            null,
            null));
    take(new ChatCommand.Unassign("C3", KEY.channel(), KEY.chatId(), ADMIN, NOW, null));

    assertThat(chat.assignee()).isNull();
    assertThat(take(customer("M1", "halo", NOW)).outcome()).isEqualTo(Decided.Outcome.ANSWERED);
  }

  @Test
  void adminReplyRaisesTheEpochAndSilencesTheBot() {
    Decided decided =
        take(
            new ChatCommand.Reply(
                "C1",
                KEY.channel(),
                KEY.chatId(),
                ADMIN,
                NOW,
                new Content.Text("Siap\n Pak"),
                null,
                null,
                null));

    OutboundMessage reply = reply(decided);
    assertThat(reply.content()).isEqualTo(new Content.Text("Siap\n Pak"));
    assertThat(reply.author()).isEqualTo(Author.person(Author.Kind.ADMIN, "628110000001"));
    assertThat(reply.epoch()).isEqualTo(chat.epoch()).isPositive();
    assertThat(reply.expiresAt()).isNull();
    assertThat(take(customer("M1", "halo", NOW)).outcome()).isEqualTo(Decided.Outcome.SILENT);
  }

  @Test
  void resendGetsTheIdOfItsCommand() {
    Chat before = chat;
    OutboundMessage again = reply(take(resend("resend-k1")));
    chat = before;
    OutboundMessage repeated = reply(take(resend("resend-k1")));
    OutboundMessage another = reply(take(resend("resend-k2")));

    assertThat(again).isEqualTo(repeated);
    assertThat(again.id()).isNotEqualTo("o1").isNotEqualTo(another.id());
    assertThat(again.causeId()).isEqualTo("resend-k1");
    assertThat(again.author()).isEqualTo(Author.person(Author.Kind.AGENT, "siti"));
    assertThat(again.epoch()).isEqualTo(NOW.toEpochMilli());
    assertThat(again.expiresAt()).isNull();
    assertThat(take(customer("M1", "halo", NOW)).outcome()).isEqualTo(Decided.Outcome.SILENT);
  }

  @Test
  void actionDecidedTooLateHasNoEffect() {
    var siti = Issuer.user("siti", "admin");
    var content = new Content.Text("Siap");
    ChatCommand late =
        new ChatCommand.Reply(
            "R1", KEY.channel(), KEY.chatId(), siti, NOW, content, null, NOW.minusSeconds(1), null);
    ChatCommand inTime =
        new ChatCommand.Reply(
            "R2", KEY.channel(), KEY.chatId(), siti, NOW, content, null, NOW, null);

    Decided refused = take(late);

    assertThat(refused.outcome()).isEqualTo(Decided.Outcome.REFUSED);
    assertThat(refused.emits()).isEmpty();
    assertThat(refused.rule()).isEqualTo("the action was decided too late, so nothing was done");
    assertThat(take(inTime).outcome()).isEqualTo(Decided.Outcome.DONE);
  }

  @Test
  void bulkResendKeepsTheBotAnswering() {
    var siti = Issuer.user("siti", "admin");
    Decided decided =
        take(
            new ChatCommand.Resend(
                "resend-k1/o1",
                KEY.channel(),
                KEY.chatId(),
                siti,
                NOW,
                "o1",
                new Content.Text("Siap"),
                true));

    assertThat(reply(decided).content()).isEqualTo(new Content.Text("Siap"));
    assertThat(chat.humanUntil()).isNull();
    assertThat(take(customer("M1", "halo", NOW)).outcome()).isEqualTo(Decided.Outcome.ANSWERED);
  }

  @Test
  void lateMessagesAreOnlyRecorded() {
    Decided decided = take(customer("M1", "agent", NOW.minus(Duration.ofMinutes(16))));
    assertThat(decided.outcome()).isEqualTo(Decided.Outcome.SILENT);
    assertThat(decided.rule()).isEqualTo("the message is older than 15 minutes");
    assertThat(chat.mode()).isEqualTo(Mode.BOT);
  }

  @Test
  void commandsOlderThanKafkasRetentionAreRefused() {
    Instant longAgo = NOW.minus(Duration.ofDays(15));
    Decided decided =
        take(new ChatCommand.Pause("C1", KEY.channel(), KEY.chatId(), ADMIN, longAgo, null));
    assertThat(decided.outcome()).isEqualTo(Decided.Outcome.REFUSED);
    assertThat(chat.mode()).isEqualTo(Mode.BOT);
  }

  @Test
  void captionsAreAnswered() {
    assertThat(take(customer("M1", picture("harga?"), NOW)).outcome())
        .isEqualTo(Decided.Outcome.ANSWERED);
    assertThat(take(customer("M2", picture(null), NOW)).rule())
        .isEqualTo("the message has no text");
  }

  @Test
  void systemNoticesAreNotAPerson() {
    var notice = new Content.Unsupported("notice", JsonNodeFactory.instance.objectNode());
    var message =
        new InboundMessage(
            "M1",
            KEY.channel(),
            KEY.chatId(),
            KEY.chatId(),
            null,
            From.PHONE,
            notice,
            null,
            NOW,
            NOW,
            false);
    assertThat(take(message).outcome()).isEqualTo(Decided.Outcome.SILENT);
    assertThat(chat.humanUntil()).isNull();
  }

  @Test
  void editsAreOnlyRecorded() {
    var edit =
        new MessageChanged(
            "E1",
            KEY.channel(),
            KEY.chatId(),
            "M1",
            null,
            new MessageChanged.Edited(new Content.Text("agent")),
            NOW,
            NOW);
    assertThat(take(edit).outcome()).isEqualTo(Decided.Outcome.SILENT);
    assertThat(chat.mode()).isEqualTo(Mode.BOT);
  }

  private Decided take(ChatInput input) {
    ChatTransition.Step step = transition.step(chat, input, NOW, new AnswerBookOfTests());
    chat = step.chat();
    return step.decided();
  }

  private static OutboundMessage reply(Decided decided) {
    return (OutboundMessage) decided.emits().getFirst();
  }

  private static ChatCommand.CommandResult result(Decided decided) {
    return (ChatCommand.CommandResult) decided.emits().getLast();
  }

  private static Content picture(@Nullable String caption) {
    return new Content.Media(
        Content.Media.Kind.IMAGE, "jpeg-1", null, "image/jpeg", null, caption, null);
  }

  private static InboundMessage customer(String id, String text, Instant sentAt) {
    return customer(id, new Content.Text(text), sentAt);
  }

  private static InboundMessage customer(String id, Content content, Instant sentAt) {
    return new InboundMessage(
        id,
        KEY.channel(),
        KEY.chatId(),
        KEY.chatId(),
        "Budi",
        From.CUSTOMER,
        content,
        null,
        sentAt,
        NOW,
        false);
  }

  private static InboundMessage phone(String id, Instant sentAt) {
    return new InboundMessage(
        id,
        KEY.channel(),
        KEY.chatId(),
        "628119999999@s.whatsapp.net",
        null,
        From.PHONE,
        new Content.Text("ya"),
        null,
        sentAt,
        NOW,
        false);
  }

  private static ChatCommand assign(String id, Issuer issuer) {
    return new ChatCommand.Assign(
        id, KEY.channel(), KEY.chatId(), issuer, NOW, issuer.name(), null);
  }

  private static ChatCommand resend(String id) {
    var siti = Issuer.user("siti", "karyawan");
    return new ChatCommand.Resend(
        id, KEY.channel(), KEY.chatId(), siti, NOW, "o1", new Content.Text("Siap"), null);
  }

  private static ChatCommand handBack(long epoch) {
    return new PeopleCommand.HandBack(
        "H" + epoch, KEY.channel(), KEY.chatId(), Issuer.system("t"), NOW, epoch);
  }
}
