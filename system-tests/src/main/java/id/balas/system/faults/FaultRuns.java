package id.balas.system.faults;

import id.balas.system.faults.bot.BotFaultRun;
import java.util.Arrays;

/// Selects the run: sender, intake, bot or upgrade.
final class FaultRuns {

  private FaultRuns() {}

  static void main(String[] arguments) {
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    switch (arguments[0]) {
      case "intake" -> IntakeFaultRun.main(rest);
      case "bot" -> BotFaultRun.main(rest);
      case "sender" -> FaultRun.main(rest);
      case "upgrade" -> UpgradeRun.main();
      default ->
          throw new IllegalArgumentException(
              "-Dfaults.of is sender, intake, bot or upgrade, not " + arguments[0]);
    }
  }
}
