package id.balas.ingest.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Baselines for the webhook benchmark, in the same server: a usual Spring endpoint and a minimal
/// servlet, which read the body and respond, and an endpoint that publishes the body before it
/// responds. The benchmark adds these classes next to the service's jar; no jar contains them.
@Configuration
@Profile("bench")
class Baseline {

  private static final String OK = "{\"status\":\"ok\"}";
  private static final String BODIES = "bench.bodies";
  // As many as the chats of the load.
  private static final int KEYS = 5_000;

  @RestController
  @Profile("bench")
  static class Endpoint {

    @PostMapping(path = "/baseline/endpoint", produces = "application/json")
    String readAndAnswer(@RequestBody byte[] body) {
      if (body.length == 0) {
        throw new IllegalStateException("the load has no bodies");
      }
      return OK;
    }
  }

  @RestController
  @Profile("bench")
  static class PublishingEndpoint {

    private final KafkaTemplate<String, byte[]> kafka;

    PublishingEndpoint(KafkaTemplate<String, byte[]> kafka) {
      this.kafka = kafka;
    }

    @PostMapping(path = "/baseline/publish", produces = "application/json")
    String publishAndAnswer(@RequestBody byte[] body) throws Exception {
      String key = Integer.toString(ThreadLocalRandom.current().nextInt(KEYS));
      kafka.send(BODIES, key, body).get();
      return OK;
    }
  }

  @Bean
  NewTopic benchTopic(@Value("${balas.kafka.partitions}") int partitions) {
    return new NewTopic(BODIES, partitions, (short) 1);
  }

  @Bean
  @Order(0)
  SecurityFilterChain everybody(HttpSecurity http) throws Exception {
    return http.securityMatcher("/baseline/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(csrf -> csrf.disable())
        .build();
  }

  @Bean
  ServletRegistrationBean<HttpServlet> servlet() {
    // Below the webhook's address, so that the same filters apply.
    var registration =
        new ServletRegistrationBean<HttpServlet>(new ReadAndAnswer(), "/webhook/whapi/baseline");
    registration.setName("baseline");
    return registration;
  }

  private static final class ReadAndAnswer extends HttpServlet {

    private static final byte[] ANSWER = OK.getBytes(StandardCharsets.US_ASCII);

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getInputStream().readNBytes(request.getContentLength()).length == 0) {
        throw new IllegalStateException("the load has no bodies");
      }
      response.setContentType("application/json");
      response.setContentLength(ANSWER.length);
      response.getOutputStream().write(ANSWER);
    }
  }
}
