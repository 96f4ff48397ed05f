package id.balas.sender.queue;

import id.balas.sender.channel.SendResult;
import id.balas.sender.queue.ChatQueue.Entry;
import id.balas.sender.queue.SendPermits.Permit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The next task of a chat. A chat runs one task at a time.
public sealed interface Task {

  ChatQueue queue();

  /// Deliver the first message from the topic.
  record Deliver(ChatQueue queue, Entry entry, Permit permit) implements Task {}

  /// Park these messages after the parked ones of the chat.
  record Park(ChatQueue queue, List<Entry> entries, String reason) implements Task {}

  /// Deliver the first of the chat's parked messages.
  record DeliverParked(ChatQueue queue, Permit permit) implements Task {}

  /// How a task ended. `result` is that of its call, or null if it made none.
  sealed interface End {

    @Nullable SendResult result();

    /// The first message has ended, or all messages of a [Park] are parked.
    record Finished(@Nullable SendResult result) implements End {}

    /// The first message waits in memory.
    record Later(Instant due, @Nullable SendResult result) implements End {}

    /// The first message waits long and is parked.
    record Parked(Instant due, @Nullable SendResult result) implements End {}

    /// The chat has no parked messages.
    record NoneParked() implements End {
      @Override
      public @Nullable SendResult result() {
        return null;
      }
    }
  }
}
