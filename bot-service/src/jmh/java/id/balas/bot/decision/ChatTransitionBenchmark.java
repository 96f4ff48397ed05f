package id.balas.bot.decision;

import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One transition of a chat without storing or publishing: an answer, a customer's keyword, and a
/// message of a person on the phone.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ChatTransitionBenchmark {

  private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
  private static final ChatKey KEY = new ChatKey("default", "6281112223334@s.whatsapp.net");

  private final ChatTransition transition =
      new ChatTransition(
          new Policy(
              Set.of("628110000001@s.whatsapp.net"),
              Duration.ofMinutes(15),
              Duration.ofHours(1),
              "62"));
  private final AnswerBook book = new AnswerBookOfTests();
  private final Chat chat = Chat.unseen(KEY);
  private final ChatInput question =
      message("Halo, apakah pesanan saya sudah dikirim?", From.CUSTOMER);
  private final ChatInput command = message("agent", From.CUSTOMER);
  private final ChatInput ours = message("Siap, Bu", From.PHONE);

  @Benchmark
  public ChatTransition.Step answers() {
    return transition.step(chat, question, NOW, book);
  }

  @Benchmark
  public ChatTransition.Step handsOff() {
    return transition.step(chat, command, NOW, book);
  }

  @Benchmark
  public ChatTransition.Step yieldsToAPerson() {
    return transition.step(chat, ours, NOW, book);
  }

  private static InboundMessage message(String words, From from) {
    return new InboundMessage(
        "M-1",
        KEY.channel(),
        KEY.chatId(),
        KEY.chatId(),
        "Budi",
        from,
        new Content.Text(words),
        null,
        NOW,
        NOW,
        false);
  }
}
