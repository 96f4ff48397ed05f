package id.balas.events;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.wire.CloudEvents;
import id.balas.events.wire.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The topic, the key and the headers of each record.
class CloudEventsTests {

  @ParameterizedTest
  @CsvSource({
    "InboundMessage, chat-inputs, default/6281234567890@s.whatsapp.net, m1",
    "MessageChanged-Edited, chat-inputs, default/6281234567890@s.whatsapp.net, c1",
    "Assign, chat-inputs, default/6281234567890@s.whatsapp.net, k1",
    "AiAnswered, chat-inputs, default/6281234567890@s.whatsapp.net, k8",
    "CommandResult, chat-inputs, default/628111@s.whatsapp.net, k11",
    "ReplyRequest, reply-requests, default/6281234567890@s.whatsapp.net, r1",
    "OutboundMessage, outbound-messages, default/6281234567890@s.whatsapp.net, o1",
    "MessageStatus, message-statuses, default/6281234567890@s.whatsapp.net, m2:READ:6285@s.whatsapp.net",
    "MessageStatus-without-messageId, message-statuses, default/6281234567890@s.whatsapp.net, o1:FAILED",
    "MessageEcho-Text, message-echoes, default/6281234567890@s.whatsapp.net, m2",
    "ChatState, chat-states, default/6281234567890@s.whatsapp.net, default/6281234567890@s.whatsapp.net:8",
    "DeliveryFailed, chat-inputs, default/6281234567890@s.whatsapp.net, delivery-reported-o1",
    "ChatChanged, chat-changes, default/6281234567890@s.whatsapp.net, k31:changed",
    "IntakeWatermark, intake-watermarks, default, default:2026-11-20T08:15:30Z",
    "KnownLink, known-links, default/123456789012345@lid, default/123456789012345@lid=6281234567890@s.whatsapp.net",
  })
  void recordHasItsTopicAndKey(String name, String topic, String key, String eventId) {
    ProducerRecord<String, byte[]> message = CloudEvents.of(sample(name), "bot-service");

    assertThat(message.topic()).isEqualTo(topic);
    assertThat(message.key()).isEqualTo(key);
    assertThat(message.partition()).isNull();
    assertThat(headers(message)).containsEntry("ce_id", eventId);
  }

  @Test
  void attributesAreHeadersAndTheRecordIsTheValue() {
    WireRecord record = sample("OutboundMessage");

    ProducerRecord<String, byte[]> message = CloudEvents.of(record, "bot-service");

    assertThat(headers(message))
        .isEqualTo(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "o1",
                "ce_type", "id.balas.OutboundMessage",
                "ce_source", "/balas/bot-service",
                "ce_time", "2026-11-20T08:15:30Z",
                "content-type", "application/json"));
    assertThat(message.value()).isEqualTo(EventJson.write(record));
  }

  @Test
  void statusesWithoutChatAreKeyedByMessage() {
    var status = (MessageStatus) sample("MessageStatus");
    var chatless =
        MessageStatus.of(
            status.channel(),
            null,
            "m2",
            null,
            MessageStatus.Status.DELIVERED,
            null,
            status.at(),
            null);

    assertThat(chatless.key()).isEqualTo("default/m2");
  }

  private static WireRecord sample(String name) {
    return Objects.requireNonNull(SampleRecords.all().get(name));
  }

  private static Map<String, String> headers(ProducerRecord<String, byte[]> message) {
    return Arrays.stream(message.headers().toArray())
        .collect(
            Collectors.toMap(
                header -> header.key(),
                header -> new String(header.value(), StandardCharsets.UTF_8)));
  }
}
