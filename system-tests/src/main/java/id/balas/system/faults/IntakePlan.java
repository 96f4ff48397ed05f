package id.balas.system.faults;

import java.time.Duration;

/// The customers' message rate and the faults. `kafkaDown` is how long Kafka is down, and then
/// silent, `outage` how long no webhook is sent, `kills` how often ingest is killed. Turning off
/// `scan` proves that the run can fail.
record IntakePlan(
    int perSecond, int chats, int kills, Duration kafkaDown, Duration outage, boolean scan) {

  static IntakePlan full() {
    return new IntakePlan(300, 300, 5, Duration.ofSeconds(60), Duration.ofSeconds(30), true);
  }

  /// Takes a minute and a half.
  static IntakePlan brief() {
    return new IntakePlan(100, 50, 1, Duration.ofSeconds(5), Duration.ofSeconds(4), true);
  }

  IntakePlan withoutScan() {
    return new IntakePlan(perSecond, chats, kills, kafkaDown, outage, false);
  }
}
