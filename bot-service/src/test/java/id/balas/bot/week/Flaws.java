package id.balas.bot.week;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is not as expected. Of each kind the first few, so that one kind does not hide another.
final class Flaws {

  private static final int MOST_OF_A_KIND = 5;

  private final Map<String, List<String>> byKind = new LinkedHashMap<>();
  private final Map<String, Integer> more = new LinkedHashMap<>();

  void add(String kind, String text) {
    List<String> known = byKind.computeIfAbsent(kind, _ -> new ArrayList<>());
    if (known.size() < MOST_OF_A_KIND) {
      known.add(kind + ": " + text);
    } else {
      more.merge(kind, 1, Integer::sum);
    }
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    byKind.forEach((kind, known) -> {
      texts.addAll(known);
      if (more.containsKey(kind)) {
        texts.add("%s: %d more".formatted(kind, more.get(kind)));
      }
    });
    return texts;
  }
}
