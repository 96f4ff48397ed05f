package id.balas.bot.deskclock;

import id.balas.events.PeopleCommand.Target;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Counts the commands of the desk clock. Only its holder counts: sum over the instances.
@Component
class DeskMetrics {

  private final Map<Target, Counter> missed = new EnumMap<>(Target.class);
  private final Counter assigned;
  private final Counter released;

  DeskMetrics(MeterRegistry registry) {
    for (Target target : Target.values()) {
      missed.put(
          target,
          registry.counter(
              "balas.bot.targets.missed", "target", target.name().toLowerCase(Locale.ROOT)));
    }
    assigned = registry.counter("balas.bot.assignments");
    released = registry.counter("balas.bot.assignments.released");
  }

  void targetMissed(Target target) {
    Objects.requireNonNull(missed.get(target)).increment();
  }

  void assigned(int chats) {
    assigned.increment(chats);
  }

  void released(int chats) {
    released.increment(chats);
  }
}
