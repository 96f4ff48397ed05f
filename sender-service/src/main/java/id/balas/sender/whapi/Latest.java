package id.balas.sender.whapi;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The entries that were used last, so many of them.
final class Latest<V> {

  private final Map<String, V> entries;

  Latest(int most) {
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized @Nullable V get(String key) {
    return entries.get(key);
  }

  /// False when the key was there already.
  synchronized boolean add(String key, V value) {
    return entries.putIfAbsent(key, value) == null;
  }
}
