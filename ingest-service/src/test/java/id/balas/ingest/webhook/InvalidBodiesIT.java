package id.balas.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.testing.TestKafka;
import id.balas.ingest.IngestService;
import id.balas.ingest.translation.BodyMutator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Sends invalid bodies to the webhook of a real service with a real Kafka. `mvn -Pfuzz` posts many
/// more.
class InvalidBodiesIT {

  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final List<String> PATHS =
      List.of("", "", "/messages", "/messages/post", "/users/delete", "/surprise/post");
  private static final List<String> VERBS = List.of("POST", "POST", "PUT", "PATCH", "DELETE");

  @Test
  void invalidBodiesNeverCause5xx() throws Exception {
    assertThat(post(300)).containsKey(200);
  }

  // Calls System.exit because Kafka's threads would keep the process alive.
  public static void main(String[] posts) {
    try {
      System.out.println("answers by status: " + post(Integer.parseInt(posts[0])));
      System.exit(0);
    } catch (Exception | AssertionError e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static Map<Integer, Integer> post(int bodies) throws Exception {
    String[] settings = {
      "--server.port=0",
      "--management.server.port=0",
      "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
      "--balas.webhook.refusals-per-minute=1000000",
      "--logging.level.id.balas=WARN"
    };
    Map<Integer, Integer> answers = new TreeMap<>();
    BodyMutator mutator = BodyMutator.ofTheGoldenBodies();
    Random random = new Random(20_261_123);
    try (ConfigurableApplicationContext service =
            new SpringApplicationBuilder(IngestService.class).run(settings);
        HttpClient http = HttpClient.newHttpClient()) {
      String port = service.getEnvironment().getProperty("local.server.port");
      String address = "http://localhost:" + port + "/webhook/whapi";
      for (int i = 0; i < bodies; i++) {
        int status = post(http, address, mutator.mutate(random::nextInt), random);
        assertThat(status).as("the answer to body %d", i).isIn(200, 400, 413);
        answers.merge(status, 1, Integer::sum);
      }
    }
    return answers;
  }

  private static int post(HttpClient http, String address, byte[] body, Random random)
      throws IOException, InterruptedException {
    String path = PATHS.get(random.nextInt(PATHS.size()));
    String verb = path.isEmpty() ? "POST" : VERBS.get(random.nextInt(VERBS.size()));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json")
            .timeout(LONGEST)
            .method(verb, BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.body()).doesNotContain("Exception", "\tat ");
    return answer.statusCode();
  }
}
