package id.balas.service.kafka;

import id.balas.service.settings.InvalidSettingException;
import java.util.Map;

/// Exists only when the topics of this service were found to be correct. A bean that needs the
/// topics at startup takes this one as an argument.
public final class CheckedTopics {

  CheckedTopics(Map<String, Object> connection, RequiredTopics topics, TopicProperties wanted) {
    try {
      TopicCheck.verify(connection, topics.names(), wanted.partitions(), wanted.replication());
    } catch (WrongTopicsException | KafkaUnreachableException e) {
      throw new InvalidSettingException(
          "KAFKA_BOOTSTRAP_SERVERS",
          "leads to a broker that cannot be used (" + e.getMessage() + ")",
          "start Kafka there, with the topics as asyncapi.yaml describes them");
    }
  }
}
