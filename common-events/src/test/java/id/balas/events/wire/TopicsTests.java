package id.balas.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of topics in the design.
class TopicsTests {

  @ParameterizedTest
  @CsvSource({
    "chat-inputs, 12, delete, 14",
    "reply-requests, 12, delete, 14",
    "outbound-messages, 12, delete, 14",
    "message-statuses, 12, delete, 14",
    "message-echoes, 12, delete, 2",
    "chat-states, 12, compact,",
    "chat-changes, 12, delete, 45",
    "intake-watermarks, 1, compact,",
    "known-links, 1, compact,",
    "chat-inputs-dlt, 12, delete, 30",
    "intake-watermarks-dlt, 1, delete, 30",
  })
  void topicsHavePartitionsAndRetention(
      String name, int partitions, String cleanupPolicy, Integer days) {
    NewTopic topic = Topics.named(name).toCreate(Topic.DEFAULT_PARTITIONS, (short) 3);

    assertThat(topic.numPartitions()).isEqualTo(partitions);
    assertThat(topic.replicationFactor()).isEqualTo((short) 3);
    assertThat(topic.configs())
        .containsAllEntriesOf(
            Map.of("cleanup.policy", cleanupPolicy, "max.message.bytes", "4194304"));
    assertThat(topic.configs().get("retention.ms"))
        .isEqualTo(days == null ? null : "" + days * 86_400_000L);
  }

  @Test
  void everyTopicHasDeadLetters() {
    List<String> names = Topics.ALL.stream().map(Topic::name).toList();

    assertThat(names).contains(Topics.CHAT_INPUTS).doesNotHaveDuplicates();
    assertThat(names.stream().filter(name -> !name.endsWith("-dlt")))
        .allMatch(name -> names.contains(name + "-dlt"));
  }

  @Test
  void unknownNameIsRejected() {
    assertThatThrownBy(() -> Topics.named("chat-input")).hasMessage("unknown topic chat-input");
  }
}
