package id.balas.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.events.ChatInput;
import id.balas.events.ChatState;
import id.balas.events.MessageEcho;
import id.balas.events.OutboundMessage;
import id.balas.events.WireRecord;
import id.balas.events.value.Content;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EventJsonTests {

  private static final String ECHO =
      "{\"@type\":\"MessageEcho\",\"channel\":\"default\",\"chatId\":\"62811@s.whatsapp.net\","
          + "\"messageId\":\"m1\",\"sentAt\":\"2026-11-20T08:15:30Z\",\"content\":%s}";

  @Test
  void keepsUnknownContentAsRawJson() {
    String hologram = "{\"@type\":\"Hologram\",\"depth\":3}";

    MessageEcho echo = EventJson.read(bytes(ECHO.formatted(hologram)), MessageEcho.class);

    assertThat(echo.content())
        .isEqualTo(new Content.Unsupported("Hologram", JsonMapper.shared().readTree(hologram)));
    assertThat(EventJson.read(EventJson.write(echo), MessageEcho.class)).isEqualTo(echo);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"@type\":\"Teleport\",\"commandId\":\"k1\"}",
        "{\"@type\":\"MessageChanged\",\"id\":\"c1\",\"change\":{\"@type\":\"Starred\"}}"
      })
  void unknownKindIsNotUnreadable(String json) {
    assertThatThrownBy(() -> EventJson.read(bytes(json), ChatInput.class))
        .isInstanceOf(UnknownKindException.class)
        .hasMessageMatching("this release does not know the record \"(Teleport|Starred)\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messageId\":\"m1\"}",
        "{\"@type\":\"\",\"messageId\":\"m1\"}",
        "{\"@type\":null}",
        "not json",
        "",
        "null",
        "[]",
        "{\"@type\":\"ChatState\"",
        "\u0000\u0001"
      })
  void rejectsInvalidRecords(String json) {
    assertThatThrownBy(() -> EventJson.read(bytes(json), WireRecord.class))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void rejectsTrailingText() {
    String json = ECHO.formatted("{\"@type\":\"Text\",\"body\":\"a\"}") + "{}";

    assertThatThrownBy(() -> EventJson.read(bytes(json), MessageEcho.class))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void rejectsOtherKindOfRecord() {
    String json = ECHO.formatted("{\"@type\":\"Text\",\"body\":\"a\"}");

    assertThatThrownBy(() -> EventJson.read(bytes(json), OutboundMessage.class))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageStartingWith("invalid OutboundMessage");
  }

  @Test
  void rejectsMissingValue() {
    assertThatThrownBy(() -> EventJson.read(null, ChatState.class))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void namesMissingPrimitive() {
    String json = ECHO.formatted("{\"@type\":\"Location\",\"latitude\":{},\"longitude\":1}");

    assertThatThrownBy(() -> EventJson.read(bytes(json), MessageEcho.class))
        .hasMessage("invalid MessageEcho: Location.latitude is required, as double");
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
