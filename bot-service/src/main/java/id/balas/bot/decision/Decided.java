package id.balas.bot.decision;

import id.balas.bot.decision.Decision.ActOnMessage;
import id.balas.bot.decision.Decision.Answer;
import id.balas.bot.decision.Decision.AnswerAway;
import id.balas.bot.decision.Decision.AnswerByAi;
import id.balas.bot.decision.Decision.Ask;
import id.balas.bot.decision.Decision.CloseConversation;
import id.balas.bot.decision.Decision.EndHumanWindow;
import id.balas.bot.decision.Decision.EndLink;
import id.balas.bot.decision.Decision.EndSnooze;
import id.balas.bot.decision.Decision.Forward;
import id.balas.bot.decision.Decision.HandOff;
import id.balas.bot.decision.Decision.Inquire;
import id.balas.bot.decision.Decision.KeepQuiet;
import id.balas.bot.decision.Decision.LeaveToPeople;
import id.balas.bot.decision.Decision.Link;
import id.balas.bot.decision.Decision.Merge;
import id.balas.bot.decision.Decision.OpenConversation;
import id.balas.bot.decision.Decision.PassOn;
import id.balas.bot.decision.Decision.PassToPeople;
import id.balas.bot.decision.Decision.Rate;
import id.balas.bot.decision.Decision.RecordOnly;
import id.balas.bot.decision.Decision.Refuse;
import id.balas.bot.decision.Decision.Relay;
import id.balas.bot.decision.Decision.Release;
import id.balas.bot.decision.Decision.ReplyToAdmin;
import id.balas.bot.decision.Decision.SetPriority;
import id.balas.bot.decision.Decision.SetRestrictions;
import id.balas.bot.decision.Decision.SnoozeChat;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.Decision.SwitchMode;
import id.balas.bot.decision.Decision.Wait;
import id.balas.bot.decision.Decision.YieldToPerson;
import id.balas.events.WireRecord;
import id.balas.events.value.ChatKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The stored decision about one input. `emits` lists every record to publish, in order, so that
/// the same records can be published again.
public record Decided(
    ChatKey chat,
    String causeId,
    Outcome outcome,
    String rule,
    List<WireRecord> emits,
    Instant decidedAt) {

  /// The id of the message or AI request that the input emits in this chat.
  public static String outboundId(ChatKey chat, String causeId) {
    String cause = chat + "/" + causeId;
    return UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /// Every input ends in one of these. Only `ASKED` is not final: the AI has yet to answer. For an
  /// input that was `FORWARDED`, the outcome is the decision of the phone's chat.
  public enum Outcome {
    ANSWERED,
    SILENT,
    HANDED_OFF,
    DONE,
    REFUSED,
    ASKED,
    FORWARDED;

    static Outcome of(Decision decision) {
      return switch (decision) {
        case Answer _, AnswerAway _, AnswerByAi _ -> ANSWERED;
        case Ask _ -> ASKED;
        case HandOff _, LeaveToPeople _ -> HANDED_OFF;
        case Merge merge -> merge.notice() == null ? DONE : HANDED_OFF;
        // The former phone's chat has the outcome.
        case Link link when link.former() != null -> FORWARDED;
        case Forward _, EndLink _ -> FORWARDED;
        case StaySilent _ -> SILENT;
        case Refuse _ -> REFUSED;
        case SwitchMode _,
            PassToPeople _,
            Wait _,
            CloseConversation _,
            OpenConversation _,
            SnoozeChat _,
            SetPriority _,
            EndSnooze _,
            KeepQuiet _,
            SetRestrictions _,
            Rate _,
            Link _,
            Release _,
            YieldToPerson _,
            Relay _,
            ActOnMessage _,
            EndHumanWindow _,
            PassOn _,
            ReplyToAdmin _,
            Inquire _,
            RecordOnly _ ->
            DONE;
      };
    }
  }

  /// The final outcome of a question that was `ASKED`, set by the input `endedBy`.
  public record Ended(ChatKey chat, String causeId, Outcome outcome, String rule, String endedBy) {}
}
