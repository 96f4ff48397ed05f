package id.balas.ingest.webhook;

import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.ChatChanged;
import id.balas.events.ChatCommand;
import id.balas.events.ChatState;
import id.balas.events.InboundMessage;
import id.balas.events.IntakeWatermark;
import id.balas.events.MessageChanged;
import id.balas.events.MessageEcho;
import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.SameCustomer;
import id.balas.events.SameCustomer.ForwardedInput;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.SameCustomer.KnownLink;
import id.balas.events.SameCustomer.Unlink;
import id.balas.events.WireRecord;
import id.balas.ingest.translation.TranslatedBody;
import id.balas.service.text.PhoneNumberMask;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Reports each accepted body: metrics, one log line with the ids, possible gaps. Keys and viewers
/// are phone numbers and are not logged.
@Component
class AcceptedBodies {

  private static final Logger log = LoggerFactory.getLogger(AcceptedBodies.class);

  private final WebhookMetrics metrics;
  private final ApplicationEventPublisher events;

  AcceptedBodies(WebhookMetrics metrics, ApplicationEventPublisher events) {
    this.metrics = metrics;
    this.events = events;
  }

  void report(TranslatedBody body, Instant receivedAt) {
    metrics.accepted(body, receivedAt);
    if (!body.records().isEmpty() && log.isInfoEnabled()) {
      log.info("{}", line(body.records()));
    }
    body.possibleGaps().forEach(events::publishEvent);
  }

  private static String line(List<WireRecord> records) {
    var line = new StringBuilder(64 * records.size());
    for (WireRecord record : records) {
      line.append(line.isEmpty() ? "Accepted " : ", ").append(record.getClass().getSimpleName());
      line.append(" messageId=").append(messageId(record));
    }
    return line.toString();
  }

  private static String messageId(WireRecord record) {
    return withoutNumber(
        switch (record) {
          case InboundMessage message -> message.id();
          case MessageChanged change -> change.messageId();
          case MessageEcho echo -> echo.messageId();
          case MessageStatus status -> status.messageId() + ":" + status.status();
          case ChatChanged _,
              ChatCommand _,
              DeliveryFailed _,
              ForwardedInput _,
              HandOver _,
              SameCustomer _,
              Unlink _,
              ChatState _,
              IntakeWatermark _,
              KnownLink _,
              OutboundMessage _,
              ReplyRequest _ ->
              record.eventId();
        });
  }

  // Older ids contain the chat, as in true_6281112223334@c.us_3EB0.
  private static String withoutNumber(String id) {
    return id.indexOf('@') < 0 ? id : PhoneNumberMask.masked(id);
  }
}
