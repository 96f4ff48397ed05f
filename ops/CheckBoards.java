import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/// Asks a running Prometheus for every panel of every board, and fails where one has no data:
/// `java ops/CheckBoards.java http://localhost:9090`, or through Grafana, which alone is published by compose:
/// `java ops/CheckBoards.java http://admin:$GRAFANA_PASSWORD@localhost:3000/api/datasources/proxy/uid/prometheus`.
static final Path BOARDS = Path.of("ops/grafana/dashboards");

static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
static final Pattern VALUE = Pattern.compile("\"value\":\\[[^,]+,\"([^\"]*)\"\\]");

void main(String[] args) throws Exception {
  URI address = URI.create(args.length == 0 ? "http://localhost:9090" : args[0]);
  int empty = 0;
  int asked = 0;
  try (var boards = Files.newDirectoryStream(BOARDS, "*.json"); var http = HttpClient.newHttpClient()) {
    for (Path board : boards) {
      for (var found : EXPRESSION.matcher(Files.readString(board)).results().toList()) {
        String query = found.group(1).translateEscapes().replace("$__rate_interval", "15m");
        asked++;
        if (!hasData(ask(http, address, query))) {
          empty++;
          System.err.println(board.getFileName() + " has no data for " + query);
        }
      }
    }
  } catch (IOException e) {
    System.err.println("No Prometheus answers at " + address.getHost() + ":" + address.getPort() + ": " + e);
    System.exit(2);
  }
  IO.println("%d queries, %d without data".formatted(asked, empty));
  System.exit(empty == 0 && asked > 0 ? 0 : 1);
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
