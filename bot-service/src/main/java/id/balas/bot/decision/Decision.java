package id.balas.bot.decision;

import id.balas.bot.decision.Chat.Asked;
import id.balas.events.ChatCommand;
import id.balas.events.HandOver;
import id.balas.events.HandOver.HandedOverChat;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the bot does with one input. `rule` explains why and is shown in the timeline.
public sealed interface Decision {

  String rule();

  /// The bot replies.
  record Answer(String rule, String text) implements Decision {}

  /// The bot sends the away reply and stores when it did.
  record AnswerAway(String rule, String text) implements Decision {}

  /// The text goes to the AI.
  record Ask(String rule, String words, @Nullable String customerName) implements Decision {}

  /// The AI's answer is sent. It answers all questions in `to`.
  record AnswerByAi(String rule, Content content, String model, List<Asked> to)
      implements Decision {}

  /// The input is recorded and deliberately gets no reply.
  record StaySilent(String rule) implements Decision {}

  /// The chat is handed to an agent; the customer gets `notice`.
  record HandOff(String rule, String notice) implements Decision {}

  /// The mode of the chat changes. If the customer requested it in the chat, `notice` is the reply.
  record SwitchMode(String rule, Mode mode, @Nullable String assignee, @Nullable String notice)
      implements Decision {}

  /// A person wrote from the phone: the bot stays silent until `until`.
  record YieldToPerson(String rule, Instant until) implements Decision {}

  /// An agent's or admin's reply is sent to the customer. The bot stays silent until `silentUntil`,
  /// or not at all if it is null.
  record Relay(
      String rule,
      Content content,
      Author author,
      @Nullable String quotedId,
      @Nullable Instant silentUntil)
      implements Decision {}

  /// The human window ends and the bot answers again.
  record EndHumanWindow(String rule) implements Decision {}

  /// An admin's WhatsApp message turns into a command for another chat.
  record PassOn(String rule, ChatCommand command) implements Decision {}

  /// An admin gets a reply to a command.
  record ReplyToAdmin(String rule, String text) implements Decision {}

  /// An admin asks about stored chats. The reply is computed after the batch is stored.
  record Inquire(String rule, Inquiry about) implements Decision {}

  /// Recording the command is all there is to do.
  record RecordOnly(String rule) implements Decision {}

  /// The chat of a hidden number becomes an alias of the chat of `phone`, which takes over `state`.
  /// `former` is the phone to which it was linked until now.
  record Link(String rule, String phone, HandedOverChat state, @Nullable String former)
      implements Decision {}

  /// The chat of a hidden number is no longer an alias of the chat of the phone `former`.
  record EndLink(String rule, String former) implements Decision {}

  /// The hidden number `lid` does not belong to this chat's customer any more.
  record Release(String rule, String lid) implements Decision {}

  /// The chat takes over that of a hidden number. The customer gets `notice` if an answer was owed
  /// there.
  record Merge(String rule, HandOver from, @Nullable String notice) implements Decision {}

  /// The chat is an alias: the chat of `phone` decides the input.
  record Forward(String rule, String phone) implements Decision {}

  /// The command is rejected.
  record Refuse(String rule) implements Decision {}

  /// An admin's question about stored chats. It is answered after its batch is stored, so the
  /// answer includes earlier commands of the same batch.
  sealed interface Inquiry {

    /// The state of one chat.
    record StatusOf(ChatKey chat) implements Inquiry {}

    /// The number of chats per mode in the channel.
    record CountByMode(String channel) implements Inquiry {}

    /// The chats of the channel that the bot does not answer, latest first.
    record WithoutBot(String channel) implements Inquiry {}
  }
}
