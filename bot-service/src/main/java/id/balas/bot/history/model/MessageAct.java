package id.balas.bot.history.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.balas.events.OutboundMessage;
import id.balas.events.value.Content;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// What one of us did with a message: `content` is a [Content.Act], `causeId` the command, and
/// `user` its issuer. `end` is null until the provider has accepted or refused it. Its parts come
/// from two topics, in any order.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageAct(
    @Nullable Content content,
    @Nullable String user,
    @Nullable String causeId,
    @Nullable Instant at,
    @Nullable Progress end) {

  // The database stores microseconds. A loaded value must equal the stored one.
  public MessageAct {
    at = at == null ? null : at.truncatedTo(ChronoUnit.MICROS);
  }

  static MessageAct begun(OutboundMessage message) {
    return new MessageAct(
        message.content(), message.author().user(), message.causeId(), message.createdAt(), null);
  }

  static MessageAct ended(Progress end) {
    return new MessageAct(null, null, null, null, end);
  }

  MessageAct and(MessageAct other) {
    MessageAct begun = content == null ? other : this;
    return new MessageAct(
        begun.content, begun.user, begun.causeId, begun.at, Progress.further(end, other.end));
  }
}
