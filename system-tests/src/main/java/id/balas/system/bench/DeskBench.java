package id.balas.system.bench;

import id.balas.stack.TestCluster;
import id.balas.stack.TestCluster.Instance;
import id.balas.stack.settings.StackSettings;
import id.balas.system.load.StoredChats;
import id.balas.system.load.desk.Desk;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The latency of pages of chats, pages of messages, searches and reports through the front door.
/// The database holds a million chats and ten million messages (`-Dbench.stored=`, ten per chat).
final class DeskBench {

  private static final int MESSAGES = StoredChats.messagesOr(10_000_000);
  private static final int CHATS = MESSAGES / 10;
  private static final int CALLS = 1_000;
  private static final int CALLS_THAT_READ_MUCH = 50;
  private static final int WARM_UP = 300;
  private static final List<String> VIEWS =
      List.of(
          "waiting",
          "mine",
          "unassigned",
          "team",
          "all",
          "open",
          "snoozed",
          "resolved",
          "bot",
          "groups");
  private static final String PASSWORD = "bench-password";

  private record Request(String what, int calls, Supplier<String> path) {

    Request(String what, Supplier<String> path) {
      this(what, CALLS, path);
    }
  }

  private final Random random = new Random(1);
  private final Desk desk;

  private DeskBench(Desk desk) {
    this.desk = desk;
  }

  static void main() {
    Path root = Path.of("").toAbsolutePath();
    var settings =
        new StackSettings(
            root,
            root.resolve("system-tests/target/desk-bench"),
            13_000,
            "bench-token",
            "628110000001",
            "",
            Map.of());
    Map<String, String> environment =
        Map.of(
            "LOGGING_LEVEL_ID_BALAS", "WARN",
            "SECRET_KEY", "only-for-this-run-only-for-this-run",
            "BALAS_ADMIN_PASSWORD", PASSWORD,
            "BALAS_FRONTDOOR_CALLSPERMINUTE", "1000000",
            "BALAS_FRONTDOOR_CALLSATONCE", "1000000",
            "BALAS_AUTH_URL", "http://localhost:" + settings.port(8080),
            "BALAS_BOT_URL", "http://localhost:" + settings.port(8081));
    try (var workbench = new TestCluster(settings, environment)) {
      workbench.start();
      Instance bot = workbench.instance("bot-service", 0, 8081, 9081, List.of());
      Instance auth = workbench.instance("auth-service", 0, 8080, 9080, List.of());
      bot.start();
      auth.start();
      bot.awaitReady();
      auth.awaitReady();
      IO.println(
          "bot-service behind auth-service, %d chats, %d messages, %d calls each"
              .formatted(CHATS, MESSAGES, CALLS));
      var stored = new StoredChats(workbench.jdbcUrl(), CHATS, MESSAGES);
      stored.fill();
      new StoredReports(LocalDate.now(ZoneOffset.UTC)).fill(workbench.jdbcUrl());
      Map<String, Long> before = stored.wholeReads();
      new DeskBench(new Desk(auth.url(), PASSWORD)).measure();
      Map<String, Long> after = stored.wholeReads();
      after.entrySet().removeAll(before.entrySet());
      IO.println(
          "  tables of over 100,000 rows that were read as a whole: "
              + (after.isEmpty() ? "none" : after.keySet()));
    }
  }

  // All requests are warm before the first is measured: they share most of their code.
  private void measure() {
    for (Request request : requests()) {
      for (int i = 0; i < Math.min(WARM_UP, request.calls()); i++) {
        get(request.path().get());
      }
    }
    requests().forEach(this::time);
  }

  private List<Request> requests() {
    List<Request> requests = new ArrayList<>();
    requests.add(new Request("the first page of chats", () -> "/chats"));
    requests.add(
        new Request(
            "those of one agent",
            () -> "/chats?assignee=agent-" + random.nextInt(StoredChats.AGENTS)));
    requests.add(new Request("those in agent mode", () -> "/chats?mode=AGENT"));
    requests.add(new Request("those with an unused label", () -> "/chats?label=nothing"));
    VIEWS.forEach(view -> requests.add(new Request("view=" + view, () -> "/chats?view=" + view)));
    requests.add(new Request("view=open, unread", () -> "/chats?view=open&unread=true"));
    requests.add(new Request("the counts of all views", () -> "/chats/counts"));
    requests.add(new Request("ten chats by id", () -> "/chats?ids=" + tenChats()));
    requests.add(
        new Request("a page of a chat's messages", () -> "/chats/" + chat() + "/messages"));
    requests.add(new Request("a chat's timeline", () -> "/chats/" + chat() + "/timeline"));
    requests.add(
        new Request(
            "a rare word of 90 days",
            () -> "/chats?q=nomor" + random.nextInt(MESSAGES / StoredChats.OF_A_RARE_WORD)));
    requests.add(new Request("a name", () -> "/chats?q=keluarga" + random.nextInt(10_007)));
    requests.add(new Request("a number", () -> "/chats?q=" + chat()));
    for (String part : List.of("day", "team", "agent", "channel", "label")) {
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      requests.add(
          new Request(
              "a year's report by " + part,
              CALLS_THAT_READ_MUCH,
              () ->
                  "/reports?from=%s&to=%s&by=%s"
                      .formatted(today.minusDays(StoredReports.DAYS - 1), today, part)));
    }
    requests.add(
        new Request(
            "a word of one message in 600",
            CALLS_THAT_READ_MUCH,
            () -> "/chats?q=kata" + random.nextInt(3_000)));
    return requests;
  }

  private String chat() {
    int number = random.nextInt(CHATS);
    return StoredChats.isCustomer(number) ? "6281%07d".formatted(number) : chat();
  }

  private String tenChats() {
    return Stream.generate(this::chat).limit(10).collect(Collectors.joining(","));
  }

  private void time(Request request) {
    int calls = request.calls();
    double[] took = new double[calls];
    for (int i = 0; i < calls; i++) {
      String next = request.path().get();
      long begun = System.nanoTime();
      get(next);
      took[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(took);
    IO.println(
        "  %-32s p50 %6.1f ms, p99 %6.1f ms, longest %6.1f ms"
            .formatted(request.what(), took[calls / 2], took[calls * 99 / 100], took[calls - 1]));
  }

  private void get(String path) {
    String _ = desk.get(path, "application/json", BodyHandlers.ofString());
  }
}
