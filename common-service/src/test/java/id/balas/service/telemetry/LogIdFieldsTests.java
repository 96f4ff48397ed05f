package id.balas.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonWriter;

class LogIdFieldsTests {

  @Test
  void everyIdIsAField() {
    assertThat(
            json(
                "Decided messageId=wamid.1:2 chatId=default/…334@s.whatsapp.net: ANSWERED, default"))
        .isEqualTo("{\"messageId\":\"wamid.1:2\",\"chatId\":\"default/…334@s.whatsapp.net\"}");
  }

  @Test
  void firstIdIsUsed() {
    assertThat(json("Accepted InboundMessage messageId=a, MessageStatus messageId=b:SENT"))
        .isEqualTo("{\"messageId\":\"a\"}");
  }

  @Test
  void lineWithoutIdsHasNoFields() {
    assertThat(json("Kafka takes records again")).isEqualTo("{}");
  }

  private static String json(String line) {
    ILoggingEvent event =
        new LoggingEvent(
            "x", new LoggerContext().getLogger("test"), Level.INFO, line, null, new Object[0]);
    return JsonWriter.<ILoggingEvent>of(new LogIdFields()::customize).writeToString(event);
  }
}
