package id.balas.service.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/// The time limits of every connection to PostgreSQL and Kafka. The drivers' own defaults are
/// endless or minutes: a server that loses power, fails over or sits behind a firewall that forgets
/// the connection sends no reset, and the client would wait forever. Half a minute after such a
/// loss every service works again by itself.
@ConfigurationProperties("balas.limits")
public record ConnectionLimits(@DefaultValue Database database, @DefaultValue Kafka kafka) {

  private static final String LONG_WORK = "long work";

  /// - `connect`: longer than the retransmission of one lost SYN (3 s).
  /// - `fromPool`: the caller gets 503 and a consumer retries; dead connections of the pool are
  ///   replaced meanwhile.
  /// - `check`: the test of a pooled connection before its use. With 8 dead connections one caller
  ///   may wait for each of them.
  /// - `statement`: the longest usual one takes 5 s (a search). The server ends it.
  /// - `lock`: a transaction that waits for a frozen instance retries. The lock is free once
  ///   `idleTransaction` has passed.
  /// - `idleTransaction`: our transactions wait for nothing but the database, so an idle one
  ///   belongs to a frozen or dead instance. The server ends its session, and it can commit nothing
  ///   later.
  /// - `socket`: longer than `statement`, so that the server's answer comes first.
  /// - `longWork`: statement, lock and idle transaction of migrations and rebuilds.
  public record Database(
      @DefaultValue("5s") Duration connect,
      @DefaultValue("10s") Duration fromPool,
      @DefaultValue("2s") Duration check,
      @DefaultValue("12s") Duration statement,
      @DefaultValue("5s") Duration lock,
      @DefaultValue("10s") Duration idleTransaction,
      @DefaultValue("15s") Duration socket,
      @DefaultValue("30m") Duration longWork) {

    public Database {
      requirePositive("database.connect", connect);
      requirePositive("database.from-pool", fromPool);
      requirePositive("database.check", check);
      requirePositive("database.statement", statement);
      requirePositive("database.lock", lock);
      requirePositive("database.idle-transaction", idleTransaction);
      requirePositive("database.long-work", longWork);
      if (socket.compareTo(statement) <= 0) {
        throw new InvalidSettingException(
            "balas.limits.database.socket",
            "is not longer than balas.limits.database.statement",
            "set it to some seconds more");
      }
    }

    Database ofLongWork() {
      return new Database(
          connect, fromPool, check, longWork, longWork, longWork, longWork.plus(socket), longWork);
    }

    Map<String, Object> pool() {
      String pool = "spring.datasource.hikari.";
      Map<String, Object> properties = new HashMap<>();
      properties.put(pool + "connection-timeout", fromPool.toMillis());
      properties.put(pool + "validation-timeout", check.toMillis());
      driver()
          .forEach((name, value) -> properties.put(pool + "data-source-properties." + name, value));
      return properties;
    }

    String appendedTo(String jdbcUrl) {
      var url = new StringBuilder(jdbcUrl);
      driver()
          .forEach((name, value) ->
              url.append(url.indexOf("?") < 0 ? '?' : '&')
                  .append(name)
                  .append('=')
                  .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
      return url.toString();
    }

    // pgjdbc takes whole seconds. Its tcpKeepAlive uses the times of the operating system, often
    // 2 h: it keeps a firewall from forgetting the connection but finds no loss in time.
    private Map<String, String> driver() {
      return Map.of(
          "connectTimeout", seconds(connect),
          "socketTimeout", seconds(socket),
          "tcpKeepAlive", "true",
          "options", session());
    }

    // The keepalives let the server find a dead client in 25 s and release its locks.
    private String session() {
      return "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d"
              .formatted(statement.toMillis(), lock.toMillis(), idleTransaction.toMillis())
          + " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
          + " -c tcp_user_timeout=25000";
    }

    private static String seconds(Duration time) {
      return "" + Math.max(1, time.toSeconds());
    }
  }

  /// - `connect`: a broker that does not answer SYN; the client tries the next one.
  /// - `request`: after it the client opens a new connection and repeats the request. A lost record
  ///   may need two: one for the metadata. Repeats are harmless, because producers are idempotent.
  /// - `call`: one call of a consumer or an admin client, with its repeats.
  /// - `send`: how long a producer waits for the topic's metadata or for memory.
  /// - `pollGap`: a consumer that has not polled for so long counts as stuck. Longer than the
  ///   slowest batch: a pooled connection, a statement and the acknowledgement of Kafka.
  public record Kafka(
      @DefaultValue("5s") Duration connect,
      @DefaultValue("5s") Duration request,
      @DefaultValue("20s") Duration call,
      @DefaultValue("15s") Duration send,
      @DefaultValue("60s") Duration pollGap) {

    public Kafka {
      requirePositive("kafka.connect", connect);
      requirePositive("kafka.request", request);
      requirePositive("kafka.call", call);
      requirePositive("kafka.send", send);
      requirePositive("kafka.poll-gap", pollGap);
    }

    Map<String, Object> clients() {
      String all = "spring.kafka.properties.";
      return Map.of(
          all + "socket.connection.setup.timeout.ms",
          connect.toMillis(),
          all + "socket.connection.setup.timeout.max.ms",
          connect.multipliedBy(3).toMillis(),
          all + "request.timeout.ms",
          request.toMillis(),
          "spring.kafka.consumer.properties.default.api.timeout.ms",
          call.toMillis(),
          "spring.kafka.admin.properties.default.api.timeout.ms",
          call.toMillis(),
          "spring.kafka.producer.properties.max.block.ms",
          send.toMillis());
    }
  }

  /// For a program whose statements take long, such as a rebuild, and which may change tables. Call
  /// it before the application context is initialized.
  public static void allowLongWork(ConfigurableEnvironment environment) {
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(LONG_WORK, settings(of(environment).database().ofLongWork())));
  }

  static boolean allowsLongWork(ConfigurableEnvironment environment) {
    return environment.getPropertySources().contains(LONG_WORK);
  }

  private static Map<String, Object> settings(Database limits) {
    String prefix = "balas.limits.database.";
    return Map.of(
        prefix + "statement", limits.statement(),
        prefix + "lock", limits.lock(),
        prefix + "idle-transaction", limits.idleTransaction(),
        prefix + "socket", limits.socket());
  }

  static ConnectionLimits of(Environment environment) {
    return Binder.get(environment).bindOrCreate("balas.limits", ConnectionLimits.class);
  }

  private static void requirePositive(String name, Duration time) {
    if (!time.isPositive()) {
      throw new InvalidSettingException(
          "balas.limits." + name, "is " + time, "set it to a positive duration such as 10s");
    }
  }
}
