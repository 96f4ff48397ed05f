package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;
import id.balas.events.value.Content;
import id.balas.sender.channel.MessageSender;
import id.balas.sender.channel.SendResult;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.Effect.CheckFence;
import id.balas.sender.takeover.Fence;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// The check right before a call and the call itself. A message may name one of ours by our own id:
/// the provider's id is known once that message was accepted. Messages of a chat are sent one at a
/// time, so an act never overtakes its message.
@Component
class ProviderCalls {

  private final Fence fence;
  private final MessageSender whapi;
  private final Deletions deletions;
  private final SentIds sentIds;

  ProviderCalls(Fence fence, MessageSender whapi, Deletions deletions, SentIds sentIds) {
    this.fence = fence;
    this.whapi = whapi;
    this.deletions = deletions;
    this.sentIds = sentIds;
  }

  Fence.Verdict verdict(Delivery delivery, CheckFence check) {
    return check.when() == CheckFence.When.BEFORE_CALL && deletions.isDeleted(delivery)
        ? Fence.Verdict.DELETED
        : fence.verdict(delivery.message());
  }

  SendResult send(OutboundMessage message) {
    OutboundMessage quoting = withQuote(message);
    return switch (quoting.content()) {
      case Content.Reaction reaction ->
          act(quoting, reaction, id -> new Content.Reaction(id, reaction.emoji()));
      case Content.Edit edit -> act(quoting, edit, id -> new Content.Edit(id, edit.content()));
      case Content.Deletion deletion -> act(quoting, deletion, Content.Deletion::new);
      case Content.Text _,
          Content.Media _,
          Content.Location _,
          Content.Contact _,
          Content.Forward _,
          Content.Choice _,
          Content.Unsupported _ ->
          whapi.send(quoting);
    };
  }

  // The words matter more than the quote of a message that was never sent.
  private OutboundMessage withQuote(OutboundMessage message) {
    return message.quotedId() == null
        ? message
        : sentIds
            .of(message.quotedId())
            .map(quoted -> message.quoting(quoted.messageId()))
            .orElse(message);
  }

  private SendResult act(OutboundMessage message, Content.Act act, Function<String, Content> with) {
    SentIds.Sent target = sentIds.of(act.messageId()).orElse(null);
    if (target == null) {
      return whapi.send(message);
    }
    if (target.messageId() != null) {
      return whapi.send(message.with(with.apply(target.messageId())));
    }
    return switch (target.state()) {
      case WAITING, ATTEMPTING, UNKNOWN ->
          new SendResult.NotSent("the message of this act is not sent yet");
      case ACCEPTED -> new SendResult.Invalid("the provider's id of the message is unknown");
      case FAILED, DROPPED ->
          act instanceof Content.Deletion && !target.mayBeSent()
              ? new SendResult.Accepted(null)
              : new SendResult.Invalid("the message was not sent");
    };
  }
}
