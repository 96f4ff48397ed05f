import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/// Queries Prometheus for every panel of every board until each has data. Fails if one has none after two minutes; send
/// messages through the stack meanwhile. The argument is the address of Prometheus:
/// `java ops/CheckBoards.java http://localhost:9090`. With docker compose, which publishes Grafana only:
/// `java ops/CheckBoards.java http://admin:$GRAFANA_PASSWORD@localhost:3000/api/datasources/proxy/uid/prometheus`.
static final Path BOARDS = Path.of("ops/grafana/dashboards");

// A rate needs two scrapes, 15 s apart, and at least one event between them.
static final Duration TIMEOUT = Duration.ofMinutes(2);
static final Duration PAUSE = Duration.ofSeconds(3);

record Query(Path board, String text) {}

static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
static final Pattern VALUE = Pattern.compile("\"value\":\\[[^,]+,\"([^\"]*)\"\\]");

void main(String[] args) throws Exception {
  URI address = URI.create(args.length == 0 ? "http://localhost:9090" : args[0]);
  var asked = queries();
  var empty = asked;
  Instant end = Instant.now().plus(TIMEOUT);
  try (var http = HttpClient.newHttpClient()) {
    empty = withoutData(empty, http, address);
    while (!empty.isEmpty() && Instant.now().isBefore(end)) {
      Thread.sleep(PAUSE);
      empty = withoutData(empty, http, address);
    }
  } catch (IOException e) {
    System.err.println("Prometheus does not respond at " + address.getHost() + ":" + address.getPort() + ": " + e);
    System.exit(2);
  }
  empty.forEach(query -> System.err.println(query.board() + " has no data for " + query.text()));
  IO.println("%d queries, %d without data".formatted(asked.size(), empty.size()));
  System.exit(empty.isEmpty() && !asked.isEmpty() ? 0 : 1);
}

List<Query> queries() throws IOException {
  List<Query> queries = new ArrayList<>();
  try (var boards = Files.newDirectoryStream(BOARDS, "*.json")) {
    for (Path board : boards) {
      EXPRESSION.matcher(Files.readString(board)).results()
          .map(found -> found.group(1).translateEscapes().replace("$__rate_interval", "15m"))
          .forEach(text -> queries.add(new Query(board.getFileName(), text)));
    }
  }
  return queries;
}

List<Query> withoutData(List<Query> queries, HttpClient http, URI address) throws IOException, InterruptedException {
  List<Query> empty = new ArrayList<>();
  for (Query query : queries) {
    if (!hasData(ask(http, address, query.text()))) {
      empty.add(query);
    }
  }
  return empty;
}

String ask(HttpClient http, URI address, String query) throws IOException, InterruptedException {
  String base = address.getScheme() + "://" + address.getHost() + ":" + address.getPort() + address.getPath();
  var request = HttpRequest.newBuilder(URI.create(base + "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8)));
  if (address.getUserInfo() != null) {
    String login = Base64.getEncoder().encodeToString(address.getUserInfo().getBytes(UTF_8));
    request.header("Authorization", "Basic " + login);
  }
  var answer = http.send(request.build(), BodyHandlers.ofString());
  if (answer.statusCode() == 200 || answer.statusCode() == 400) {
    return answer.body();
  }
  throw new IOException("status " + answer.statusCode());
}

boolean hasData(String answer) {
  return VALUE.matcher(answer).results().anyMatch(value -> !value.group(1).equals("NaN"));
}
