package id.balas.service.settings;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.util.ClassUtils;

/// Derives Spring properties from the settings that all services share, with the lowest precedence:
/// a `spring.…` property overrides them. It listens this late to see every property source, also
/// the dynamic properties of a test.
final class SharedSettings implements ApplicationListener<ApplicationContextInitializedEvent> {

  private static final boolean USES_POSTGRES =
      ClassUtils.isPresent("org.postgresql.Driver", SharedSettings.class.getClassLoader());

  private final boolean usesPostgres;

  SharedSettings() {
    this(USES_POSTGRES);
  }

  SharedSettings(boolean usesPostgres) {
    this.usesPostgres = usesPostgres;
  }

  @Override
  public void onApplicationEvent(ApplicationContextInitializedEvent event) {
    derive(event.getApplicationContext().getEnvironment());
  }

  void derive(ConfigurableEnvironment environment) {
    ConnectionLimits limits = ConnectionLimits.of(environment);
    Map<String, Object> properties = new HashMap<>(KafkaSettings.of(environment));
    properties.putAll(limits.kafka().clients());
    if (usesPostgres) {
      properties.putAll(limits.database().pool());
      if (!environment.containsProperty("spring.datasource.url")) {
        properties.putAll(datasource(environment, limits.database()));
      }
    }
    if (environment.acceptsProfiles(Profiles.of("production"))) {
      SampleValues.refuse(environment);
    }
    environment.getPropertySources().addLast(new MapPropertySource("shared settings", properties));
  }

  // Migrations have a connection of their own, because the limits of the pool are too short for
  // them, and because another role may own the tables.
  private static Map<String, Object> datasource(
      ConfigurableEnvironment environment, ConnectionLimits.Database limits) {
    DatabaseUrl usual = DatabaseUrl.of(environment);
    DatabaseUrl owner = DatabaseUrl.ofOwner(environment, usual);
    DatabaseUrl pool = ConnectionLimits.allowsLongWork(environment) ? owner : usual;
    Map<String, Object> properties = new HashMap<>();
    properties.put("spring.datasource.url", pool.jdbcUrl());
    putIfThere(properties, "spring.datasource.username", pool.user());
    putIfThere(properties, "spring.datasource.password", pool.password());
    properties.put("spring.liquibase.url", limits.ofLongWork().appendedTo(owner.jdbcUrl()));
    putIfThere(properties, "spring.liquibase.user", owner.user());
    putIfThere(properties, "spring.liquibase.password", owner.password());
    return properties;
  }

  private static void putIfThere(
      Map<String, Object> properties, String name, @Nullable String value) {
    if (value != null) {
      properties.put(name, value);
    }
  }
}
