package id.balas.service.telemetry;

import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/// Starts tracing and error reports from OpenTelemetry's own settings and `SENTRY_DSN`, also from
/// `.env`. Starts nothing without an address.
final class TelemetryStart implements ApplicationListener<ApplicationContextInitializedEvent> {

  static final String TRACES_ARE_ON = "balas.traces.on";

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  // The SDK reads the rest of OpenTelemetry's settings from the environment.
  private static final List<String> ALSO_IN_DOTENV =
      List.of(
          ENDPOINT, "OTEL_EXPORTER_OTLP_HEADERS", "OTEL_TRACES_SAMPLER", "OTEL_TRACES_SAMPLER_ARG");
  // By name: not every service has the classes of Kafka.
  private static final String INTERCEPTOR = "id.balas.service.telemetry.TraceHeader";
  private static final String INTERCEPTORS =
      "spring.kafka.producer.properties[interceptor.classes]";

  @Override
  public void onApplicationEvent(ApplicationContextInitializedEvent event) {
    ConfigurableEnvironment environment = event.getApplicationContext().getEnvironment();
    String service = environment.getProperty("spring.application.name", "balas");
    if (setting(environment, ENDPOINT) != null) {
      Traces.start(sdk(environment, service).getOpenTelemetrySdk());
      environment
          .getPropertySources()
          .addLast(
              new MapPropertySource(
                  "telemetry", Map.of(INTERCEPTORS, INTERCEPTOR, TRACES_ARE_ON, "true")));
    }
    String sentry = setting(environment, "SENTRY_DSN");
    if (sentry != null) {
      SentryErrors.start(sentry, service, String.join(",", environment.getActiveProfiles()));
    }
  }

  private static AutoConfiguredOpenTelemetrySdk sdk(Environment environment, String service) {
    Map<String, String> settings = new HashMap<>();
    settings.put("otel.service.name", service);
    settings.put("otel.metrics.exporter", "none");
    settings.put("otel.logs.exporter", "none");
    settings.put("otel.exporter.otlp.protocol", "http/protobuf");
    for (String name : ALSO_IN_DOTENV) {
      String value = setting(environment, name);
      if (value != null) {
        settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
      }
    }
    return AutoConfiguredOpenTelemetrySdk.builder().addPropertiesSupplier(() -> settings).build();
  }

  private static @Nullable String setting(Environment environment, String name) {
    String value = environment.getProperty(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
