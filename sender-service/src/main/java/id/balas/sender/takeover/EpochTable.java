package id.balas.sender.takeover;

import id.balas.events.value.ChatKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;

/// The highest known epoch of each chat, in 37 to 75 bytes per chat. A map of objects needs four
/// times as much, and a sender may know a million chats. A chat is identified by 128 bits of its
/// key's SHA-256. Thread-safe.
final class EpochTable {

  // A power of two. Small tables need little memory while one of them grows.
  private static final int SHARDS = 64;

  private final Shard[] shards = Stream.generate(Shard::new).limit(SHARDS).toArray(Shard[]::new);

  /// Keeps the higher epoch and its time. An epoch of 0 is not stored.
  void raise(ChatKey chat, long epoch, Instant at) {
    if (epoch > 0) {
      Id id = Id.of(chat);
      shard(id).raise(id, epoch, seconds(at));
    }
  }

  /// Returns 0 for an unknown chat.
  long epoch(ChatKey chat) {
    Id id = Id.of(chat);
    return shard(id).epoch(id);
  }

  void removeBefore(Instant time) {
    for (Shard shard : shards) {
      shard.removeBefore(seconds(time));
    }
  }

  int size() {
    return Arrays.stream(shards).mapToInt(Shard::size).sum();
  }

  private Shard shard(Id id) {
    return shards[(int) (id.high() & (SHARDS - 1))];
  }

  private static int seconds(Instant time) {
    return Math.clamp(time.getEpochSecond(), 0, Integer.MAX_VALUE);
  }

  private record Id(long high, long low) {
    static Id of(ChatKey chat) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256")
                .digest(chat.toString().getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new Id(bytes.getLong(), bytes.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// A hash table with linear probing. An epoch of 0 marks an empty slot.
  private static final class Shard {

    private static final int LEAST = 16;

    private long[] high = new long[LEAST];
    private long[] low = new long[LEAST];
    private long[] epochs = new long[LEAST];
    private int[] seconds = new int[LEAST];
    private int size;

    synchronized void raise(Id id, long epoch, int second) {
      int slot = slot(id);
      if (epochs[slot] == 0) {
        if (size * 4 >= epochs.length * 3) {
          rebuild(epochs.length * 2, 0);
          slot = slot(id);
        }
        high[slot] = id.high();
        low[slot] = id.low();
        size++;
      }
      if (epoch > epochs[slot]) {
        epochs[slot] = epoch;
        seconds[slot] = second;
      }
    }

    synchronized long epoch(Id id) {
      return epochs[slot(id)];
    }

    synchronized int size() {
      return size;
    }

    synchronized void removeBefore(int second) {
      int kept = 0;
      for (int slot = 0; slot < epochs.length; slot++) {
        kept += epochs[slot] != 0 && seconds[slot] >= second ? 1 : 0;
      }
      if (kept < size) {
        int needed = LEAST;
        while (kept * 4 >= needed * 3) {
          needed *= 2;
        }
        rebuild(needed, second);
      }
    }

    private int slot(Id id) {
      int mask = epochs.length - 1;
      int slot = (int) id.low() & mask;
      while (epochs[slot] != 0 && (low[slot] != id.low() || high[slot] != id.high())) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    private void rebuild(int capacity, int since) {
      long[] oldHigh = high;
      long[] oldLow = low;
      long[] oldEpochs = epochs;
      int[] oldSeconds = seconds;
      high = new long[capacity];
      low = new long[capacity];
      epochs = new long[capacity];
      seconds = new int[capacity];
      size = 0;
      for (int old = 0; old < oldEpochs.length; old++) {
        if (oldEpochs[old] != 0 && oldSeconds[old] >= since) {
          raise(new Id(oldHigh[old], oldLow[old]), oldEpochs[old], oldSeconds[old]);
        }
      }
    }
  }
}
