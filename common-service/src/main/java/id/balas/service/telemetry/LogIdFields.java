package id.balas.service.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/// Adds the ids in a log line, `messageId=… chatId=…`, as JSON fields: one query then finds all
/// lines of a message.
final class LogIdFields implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

  private enum Id {
    MESSAGE("messageId"),
    OUTBOUND("outboundId"),
    CHAT("chatId"),
    REQUEST("requestId");

    private final String label;
    private final Pattern pattern;

    Id(String label) {
      this.label = label;
      this.pattern = Pattern.compile("\\b" + label + "=(\\S+?)[,:]?(?=\\s|$)");
    }

    // The first of several.
    @Nullable String in(@Nullable String line) {
      if (line == null || !line.contains(label)) {
        return null;
      }
      Matcher found = pattern.matcher(line);
      return found.find() ? found.group(1) : null;
    }
  }

  @Override
  public void customize(Members<ILoggingEvent> members) {
    for (Id id : Id.values()) {
      members
          .add(id.label, (ILoggingEvent event) -> id.in(event.getFormattedMessage()))
          .whenNotNull();
    }
  }
}
