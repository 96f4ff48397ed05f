package id.balas.whapi.numbers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An LRU cache of at most `most` entries.
public final class RecentEntries<V> {

  private final Map<String, V> entries;

  public RecentEntries(int most) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
          }
        };
  }

  public synchronized @Nullable V get(String key) {
    return entries.get(key);
  }

  /// Returns false if the key is already present.
  public synchronized boolean add(String key, V value) {
    return entries.putIfAbsent(key, value) == null;
  }
}
