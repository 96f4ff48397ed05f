package id.balas.system.bench;

/// `mvn -Pbench`, with `-Dbench=ingest`, `sender`, `bot`, `auth`, `desk`, `slow` or `all`.
final class Bench {

  private Bench() {}

  static void main(String[] arguments) {
    switch (arguments[0]) {
      case "ingest" -> IngestBench.main();
      case "sender" -> SenderBench.main();
      case "bot" -> BotBench.main();
      case "auth" -> AuthBench.main();
      case "desk" -> DeskBench.main();
      case "slow" -> SlowBench.main();
      case "all" -> {
        IngestBench.main();
        SenderBench.main();
        BotBench.main();
        AuthBench.main();
        DeskBench.main();
        SlowBench.main();
      }
      default ->
          throw new IllegalArgumentException(
              "bench is \""
                  + arguments[0]
                  + "\": set it to ingest, sender, bot, auth, desk, slow or all.");
    }
  }
}
