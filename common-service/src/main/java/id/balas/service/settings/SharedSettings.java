package id.balas.service.settings;

import java.util.HashMap;
import java.util.Map;
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
    Map<String, Object> properties = new HashMap<>(KafkaSettings.of(environment));
    if (usesPostgres && !environment.containsProperty("spring.datasource.url")) {
      properties.putAll(datasource(DatabaseUrl.of(environment)));
    }
    if (environment.acceptsProfiles(Profiles.of("production"))) {
      SampleValues.refuse(environment);
    }
    environment.getPropertySources().addLast(new MapPropertySource("shared settings", properties));
  }

  private static Map<String, Object> datasource(DatabaseUrl database) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("spring.datasource.url", database.jdbcUrl());
    if (database.user() != null) {
      properties.put("spring.datasource.username", database.user());
    }
    if (database.password() != null) {
      properties.put("spring.datasource.password", database.password());
    }
    return properties;
  }
}
