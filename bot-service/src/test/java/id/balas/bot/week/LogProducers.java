package id.balas.bot.week;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;

/// Producers that write to a [RecordLog] and are acknowledged at once.
final class LogProducers<K, V> extends DefaultKafkaProducerFactory<K, V> {

  private final RecordLog log;

  LogProducers(RecordLog log) {
    super(Map.of());
    this.log = log;
  }

  @Override
  @SuppressWarnings("unchecked")
  protected Producer<K, V> createRawProducer(Map<String, Object> configuration) {
    return (Producer<K, V>)
        Proxy.newProxyInstance(
            LogProducers.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> call(proxy, method, arguments));
  }

  @SuppressWarnings("unchecked")
  private Object call(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "send" -> {
        var record = (ProducerRecord<String, byte[]>) arguments[0];
        log.append(record);
        var metadata = new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
        if (arguments.length > 1 && arguments[1] instanceof Callback callback) {
          callback.onCompletion(metadata, null);
        }
        yield CompletableFuture.completedFuture(metadata);
      }
      case "metrics" -> Map.of();
      case "toString" -> "LogProducer";
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
      default -> 0;
    };
  }

  @Override
  public ProducerFactory<K, V> copyWithConfigurationOverride(Map<String, Object> override) {
    return this;
  }
}
