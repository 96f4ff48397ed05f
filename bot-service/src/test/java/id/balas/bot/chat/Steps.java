package id.balas.bot.chat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;

/// Counts the steps with an external effect. After a given number it simulates a crash: no later
/// step has an effect.
final class Steps {

  /// An Error, so that no code catches it on the way.
  static final class Stopped extends Error {
    Stopped(String step) {
      super(step);
    }
  }

  private int left = Integer.MAX_VALUE;

  void stopAfter(int steps) {
    left = steps;
  }

  void markRunning() {
    left = Integer.MAX_VALUE;
  }

  void pass(String step) {
    if (left-- <= 0) {
      left = 0;
      throw new Stopped(step);
    }
  }

  DataSource around(DataSource database) {
    return new DelegatingDataSource(database) {
      @Override
      public Connection getConnection() throws SQLException {
        return around(Connection.class, super.getConnection(), Steps::stepOf);
      }
    };
  }

  private static String stepOf(String method, Object[] arguments) {
    return switch (method) {
      case "prepareStatement" ->
          String.valueOf(arguments[0]).startsWith("SELECT") ? "a query" : "an update";
      case "commit" -> "the commit in the database";
      default -> "";
    };
  }

  ProducerFactory<String, byte[]> around(DefaultKafkaProducerFactory<String, byte[]> broker) {
    return new ProducerFactory<>() {
      @Override
      @SuppressWarnings("unchecked")
      public Producer<String, byte[]> createProducer() {
        return around(Producer.class, broker.createProducer(), Steps::stepAtBroker);
      }
    };
  }

  private static String stepAtBroker(String method, Object[] arguments) {
    return switch (method) {
      case "send" -> "a record published";
      case "flush" -> "the end of publishing";
      default -> "";
    };
  }

  private interface Naming {
    String step(String method, Object[] arguments);
  }

  private <T> T around(Class<T> kind, T real, Naming naming) {
    return kind.cast(
        Proxy.newProxyInstance(
            Steps.class.getClassLoader(),
            new Class<?>[] {kind},
            (_, method, arguments) -> {
              String step = naming.step(method.getName(), arguments);
              if (!step.isEmpty()) {
                pass(step);
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
              }
            }));
  }
}
