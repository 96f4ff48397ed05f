package id.balas.system.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares what the provider received with the expected messages: the texts of each chat, in
/// order.
public record Verdict(int expected, int sent, int lost, int doubled, int reordered) {

  public static Verdict of(Map<String, List<String>> expected, Map<String, List<String>> sent) {
    int lost = 0;
    int doubled = 0;
    int reordered = 0;
    for (var chat : expected.entrySet()) {
      List<String> given = sent.getOrDefault(chat.getKey(), List.of());
      List<String> once = new ArrayList<>();
      Map<String, Integer> left = new HashMap<>();
      chat.getValue().forEach(text -> left.merge(text, 1, Integer::sum));
      for (String text : given) {
        if (left.merge(text, -1, Integer::sum) < 0) {
          doubled++;
        } else {
          once.add(text);
        }
      }
      lost +=
          left.values().stream().filter(missing -> missing > 0).mapToInt(Integer::intValue).sum();
      reordered += outOfOrder(chat.getValue(), once);
    }
    Set<String> strangers = new HashSet<>(sent.keySet());
    strangers.removeAll(expected.keySet());
    doubled += strangers.stream().mapToInt(chat -> sent.getOrDefault(chat, List.of()).size()).sum();
    return new Verdict(size(expected), size(sent), lost, doubled, reordered);
  }

  // The places at which the order differs, when what was lost is left out of both.
  private static int outOfOrder(List<String> expected, List<String> given) {
    List<String> present = new ArrayList<>();
    Map<String, Integer> left = new HashMap<>();
    given.forEach(text -> left.merge(text, 1, Integer::sum));
    for (String text : expected) {
      if (left.merge(text, -1, Integer::sum) >= 0) {
        present.add(text);
      }
    }
    int places = 0;
    for (int i = 0; i < given.size(); i++) {
      places += given.get(i).equals(present.get(i)) ? 0 : 1;
    }
    return places;
  }

  private static int size(Map<String, List<String>> texts) {
    return texts.values().stream().mapToInt(List::size).sum();
  }

  /// That of both runs.
  public Verdict plus(Verdict other) {
    return new Verdict(
        expected + other.expected,
        sent + other.sent,
        lost + other.lost,
        doubled + other.doubled,
        reordered + other.reordered);
  }

  /// For the console of a run.
  public String summary() {
    return "expected %d, sent %d: lost %d, doubled %d, reordered %d"
        .formatted(expected, sent, lost, doubled, reordered);
  }

  public boolean isClean() {
    return lost == 0 && doubled == 0 && reordered == 0;
  }
}
