package id.balas.ingest.webhook;

import id.balas.events.ChatCommand;
import id.balas.events.ChatState;
import id.balas.events.InboundMessage;
import id.balas.events.IntakeWatermark;
import id.balas.events.MessageChanged;
import id.balas.events.MessageEcho;
import id.balas.events.MessageStatus;
import id.balas.events.OutboundMessage;
import id.balas.events.ReplyRequest;
import id.balas.events.WireRecord;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one line for each body that was taken: what it brought, by id. Keys and viewers are phone
/// numbers and stay out.
final class AcceptedLog {

  private static final Logger log = LoggerFactory.getLogger(AcceptedLog.class);

  private static final Pattern NUMBER = Pattern.compile("\\d{5,}(?=\\d{3}[@:])");

  private AcceptedLog() {}

  static void write(List<WireRecord> records) {
    if (records.isEmpty() || !log.isInfoEnabled()) {
      return;
    }
    var line = new StringBuilder(64 * records.size());
    for (WireRecord record : records) {
      line.append(line.isEmpty() ? "Accepted " : ", ").append(record.getClass().getSimpleName());
      line.append(" messageId=").append(messageId(record));
    }
    log.info("{}", line);
  }

  private static String messageId(WireRecord record) {
    return withoutNumber(
        switch (record) {
          case InboundMessage message -> message.id();
          case MessageChanged change -> change.messageId();
          case MessageEcho echo -> echo.messageId();
          case MessageStatus status -> status.messageId() + ":" + status.status();
          case ChatCommand _, ChatState _, IntakeWatermark _, OutboundMessage _, ReplyRequest _ ->
              record.eventId();
        });
  }

  // Older ids have the chat in them, as in true_6281112223334@c.us_3EB0.
  private static String withoutNumber(String id) {
    return id.indexOf('@') < 0 ? id : NUMBER.matcher(id).replaceAll("…");
  }
}
