package id.balas.service.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.balas.events.testing.TestKafka;
import id.balas.events.wire.Topic;
import id.balas.events.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Runs the check against a real broker, on topics of the tests' own.
class TopicCheckIT {

  private static final int PARTITIONS = Topic.DEFAULT_PARTITIONS;
  private static final Topic CORRECT = new Topic("checked-correct", Duration.ofDays(1), false);
  private static final Topic SMALL = new Topic("checked-small", Duration.ofDays(1), false);
  private static final Topic COMPACTED = new Topic("checked-compacted", null, false);
  private static final Topic MISSING = new Topic("checked-missing", null, false);

  private static Admin admin;

  @BeforeAll
  static void createTopics() throws ExecutionException, InterruptedException {
    admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
    admin
        .createTopics(
            List.of(
                CORRECT.toCreate(PARTITIONS, (short) 1),
                SMALL.toCreate(3, (short) 1),
                new NewTopic(COMPACTED.name(), PARTITIONS, (short) 1)))
        .all()
        .get();
    List<String> created = List.of(CORRECT.name(), SMALL.name(), COMPACTED.name());
    // The broker learns of a new topic shortly after the controller has created it.
    await()
        .ignoreExceptions()
        .until(() -> !admin.describeTopics(created).allTopicNames().get().isEmpty());
  }

  @AfterAll
  static void disconnect() {
    admin.close();
  }

  @Test
  void acceptsTopicsAsTheyAreCreated() {
    Map<String, Object> connection = Map.of("bootstrap.servers", TestKafka.bootstrapServers());
    List<String> all = Topics.ALL.stream().map(Topic::name).toList();

    assertThatCode(() -> TopicCheck.verify(connection, all, PARTITIONS, 1))
        .doesNotThrowAnyException();
  }

  @Test
  void namesMissingTopic() {
    assertThatThrownBy(() -> TopicCheck.verify(admin, List.of(CORRECT, MISSING), PARTITIONS, 1))
        .isInstanceOf(WrongTopicsException.class)
        .hasMessage("topic checked-missing is missing");
  }

  @Test
  void namesEveryWrongTopicAndItsProblem() {
    assertThatThrownBy(
            () -> TopicCheck.verify(admin, List.of(SMALL, CORRECT, COMPACTED), PARTITIONS, 1))
        .isInstanceOf(WrongTopicsException.class)
        .hasMessage(
            "topic checked-small has 3 partitions and needs 12;"
                + " topic checked-compacted has cleanup.policy=delete and needs compact");
  }

  @Test
  void namesTopicsWithTooFewReplicas() {
    assertThatThrownBy(() -> TopicCheck.verify(admin, List.of(CORRECT), PARTITIONS, 3))
        .hasMessage("topic checked-correct has 1 replicas and needs 3");
  }

  @Test
  void ignoresTopicsThatTheServiceDoesNotUse() {
    assertThatCode(() -> TopicCheck.verify(admin, List.of(CORRECT), PARTITIONS, 1))
        .doesNotThrowAnyException();
  }
}
