package id.balas.events;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.balas.events.testing.TestKafka;
import id.balas.events.wire.Topic;
import id.balas.events.wire.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Against a real broker, whose topics are bent and put right again.
class TopicCheckIT {

  private static final int PARTITIONS = Topic.DEFAULT_PARTITIONS;
  private static final List<String> ALL = Topics.ALL.stream().map(Topic::name).toList();

  private static Admin admin;

  @BeforeAll
  static void connect() {
    admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()));
  }

  @AfterAll
  static void disconnect() {
    admin.close();
  }

  @Test
  void acceptsTheTopicsAsTheyAreToBeCreated() {
    assertThatCode(() -> TopicCheck.verify(admin, ALL, PARTITIONS, 1)).doesNotThrowAnyException();
  }

  @Test
  void namesAMissingTopic() throws Exception {
    replace(Topics.CHAT_INPUTS, null);

    assertThatThrownBy(() -> TopicCheck.verify(admin, ALL, PARTITIONS, 1))
        .isInstanceOf(TopicCheck.UnfitTopics.class)
        .hasMessage("topic chat-inputs is missing");

    restore(Topics.CHAT_INPUTS);
  }

  @Test
  void namesEveryTopicThatIsWrongAndWhy() throws Exception {
    replace(Topics.CHAT_STATES, new NewTopic(Topics.CHAT_STATES, PARTITIONS, (short) 1));
    replace(Topics.MESSAGE_ECHOES, new NewTopic(Topics.MESSAGE_ECHOES, 3, (short) 1));

    assertThatThrownBy(() -> TopicCheck.verify(admin, ALL, PARTITIONS, 1))
        .isInstanceOf(TopicCheck.UnfitTopics.class)
        .hasMessage(
            "topic message-echoes has 3 partitions and needs 12;"
                + " topic chat-states has cleanup.policy=delete and needs compact");

    restore(Topics.CHAT_STATES);
    restore(Topics.MESSAGE_ECHOES);
  }

  @Test
  void namesTheTopicsWithTooFewReplicas() {
    assertThatThrownBy(() -> TopicCheck.verify(admin, List.of(Topics.CHAT_INPUTS), PARTITIONS, 3))
        .hasMessage("topic chat-inputs has 1 replicas and needs 3");
  }

  @Test
  void leavesTopicsAloneThatTheServiceDoesNotUse() throws Exception {
    replace(Topics.REPLY_REQUESTS, null);

    assertThatCode(() -> TopicCheck.verify(admin, List.of(Topics.CHAT_INPUTS), PARTITIONS, 1))
        .doesNotThrowAnyException();

    restore(Topics.REPLY_REQUESTS);
  }

  private static void restore(String name) throws Exception {
    replace(name, Topics.named(name).toCreate(PARTITIONS, (short) 1));
  }

  private static void replace(String name, @Nullable NewTopic other) throws Exception {
    if (isThere(name)) {
      admin.deleteTopics(List.of(name)).all().get();
    }
    await().until(() -> !isThere(name));
    if (other != null) {
      admin.createTopics(List.of(other)).all().get();
      await().until(() -> isThere(name));
    }
  }

  private static boolean isThere(String name) throws Exception {
    return admin.listTopics().names().get().contains(name);
  }
}
