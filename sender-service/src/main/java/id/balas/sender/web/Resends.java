package id.balas.sender.web;

import id.balas.events.ChatCommand.Resend;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.wire.CloudEvents;
import id.balas.sender.delivery.queries.DeliveryDetails;
import id.balas.sender.delivery.queries.DeliveryDetails.Resent;
import id.balas.sender.delivery.queries.DeliveryQueries;
import id.balas.sender.protocol.Delivery.State;
import id.balas.sender.web.ResendClaims.Claim;
import id.balas.sender.web.ResendClaims.Which;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// Publishes the command that lets the bot send a failed message again. A delivery is resent once;
/// the resent message is a delivery of its own. A repeated request publishes the same command
/// again, which the bot ignores. So does another request until the first one has ended.
@Component
class Resends {

  static final int MOST_AT_ONCE = 10_000;
  private static final int PAGE = 500;

  /// `undecided` deliveries have an unknown result and are not resent.
  @Schema(name = "ResendCount")
  record Count(int failed, int undecided) {}

  @Schema(name = "ResendResult")
  record Bulk(int resent, int left, int undecided) {}

  private final DeliveryQueries deliveries;
  private final IdempotentActions actions;
  private final ResendClaims claims;
  private final ConfirmedPublisher publisher;

  Resends(
      DeliveryQueries deliveries,
      IdempotentActions actions,
      ResendClaims claims,
      ConfirmedPublisher publisher) {
    this.deliveries = deliveries;
    this.actions = actions;
    this.claims = claims;
    this.publisher = publisher;
  }

  static String commandId(String requestId) {
    return "resend-" + requestId;
  }

  static ProblemException notFound() {
    return ProblemException.notFound(
        "There is no delivery with this id. It never existed or was deleted, or it still waits in memory for its first "
            + "attempt: then try again in 30 seconds.");
  }

  /// Returns the id of the command. Throws a 409 when another request has resent it.
  String resend(
      IdempotentActions.Request request, String id, @Nullable Content edited, Requester by) {
    DeliveryDetails delivery = resendable(id);
    Content content =
        edited != null ? edited : delivery.message() == null ? null : delivery.message().content();
    if (content instanceof Content.Act
        || (delivery.message() != null && delivery.message().content() instanceof Content.Act)) {
      throw ProblemException.conflict(
          "It is an act on a message. Acts are not resent: do it again at the message.");
    }
    if (content == null) {
      throw ProblemException.conflict(
          "An earlier release did not store its content. Send it as \"content\".");
    }
    BiFunction<String, Instant, String> publish =
        (requestId, at) -> {
          String commandId = commandId(requestId);
          publisher.publish(
              List.of(
                  CloudEvents.of(
                      new Resend(
                          commandId,
                          delivery.channel(),
                          delivery.chatId(),
                          issuer(by),
                          at,
                          id,
                          content,
                          null),
                      "sender-service")));
          return commandId;
        };
    try {
      return actions.repeatable(request, at -> publish.apply(request.requestId(), at));
    } catch (DuplicateKeyException _) {
      return actions.finishResend(id, publish).orElseThrow(() -> resentAlready(id));
    }
  }

  private ProblemException resentAlready(String id) {
    Resent resent = actions.handled(id).resent();
    return ProblemException.conflict(
        resent == null
            ? "Another request resends it at this moment."
            : "It was resent already, at %s by %s as command %s. If that failed too, resend that one."
                .formatted(resent.at(), resent.by(), resent.commandId()));
  }

  private DeliveryDetails resendable(String id) {
    DeliveryDetails delivery = deliveries.find(id).orElseThrow(Resends::notFound);
    if (delivery.state() != State.FAILED && delivery.state() != State.DROPPED) {
      throw ProblemException.conflict(
          "It is " + delivery.state() + ". Only a FAILED or DROPPED delivery can be resent.");
    }
    return delivery;
  }

  Count count(Which which) {
    return new Count(claims.count(which, false), claims.count(which, true));
  }

  /// Resends 10,000 at most; `left` failed deliveries remain for the next request.
  Bulk resendAll(IdempotentActions.Request request, Instant at, Which which, Requester by) {
    claims.claim(request, at, which, MOST_AT_ONCE);
    int resent = 0;
    Claim last = null;
    List<Claim> page;
    do {
      page = claims.page(request.requestId(), which, last, PAGE);
      publisher.publish(page.stream().map(claim -> command(claim, at, by)).toList());
      claims.end(page);
      resent += page.size();
      last = page.isEmpty() ? last : page.getLast();
    } while (page.size() == PAGE);
    Count left = count(which);
    return new Bulk(resent, left.failed(), left.undecided());
  }

  private static ProducerRecord<String, byte[]> command(Claim claim, Instant at, Requester by) {
    var message = claim.message();
    return CloudEvents.of(
        new Resend(
            commandId(claim.requestId()),
            message.channel(),
            message.chatId(),
            issuer(by),
            at,
            message.id(),
            message.content(),
            true),
        "sender-service");
  }

  private static Issuer issuer(Requester by) {
    return Issuer.user(by.id(), "admin");
  }
}
