package id.balas.bot.ai.assist;

import id.balas.bot.ai.server.AiResult;
import id.balas.bot.ai.server.AiResult.Answered;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.NoAnswer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/// Counts the texts that agents asked for, by task and outcome: `written`, `limited` or why the AI
/// wrote none. All series are registered at startup with 0.
@Component
class AssistMetrics {

  private static final String WRITTEN = "written";
  private static final String LIMITED = "limited";

  private final MeterRegistry registry;

  AssistMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (AssistTask task : AssistTask.values()) {
      counter(task, WRITTEN);
      counter(task, LIMITED);
      for (NoAnswer why : NoAnswer.values()) {
        counter(task, why.label());
      }
    }
  }

  void count(AssistTask task, AiResult result) {
    String outcome =
        switch (result) {
          case Answered _ -> WRITTEN;
          case Failed failed -> failed.why().label();
        };
    counter(task, outcome).increment();
  }

  void limited(AssistTask task) {
    counter(task, LIMITED).increment();
  }

  private Counter counter(AssistTask task, String outcome) {
    return registry.counter("balas.bot.ai.assists", "task", task.code(), "outcome", outcome);
  }
}
