package id.balas.system.house;

import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Groups of packages of one module that depend on each other in a circle, by the names in their
/// sources: imports and fully qualified names.
final class PackageCycles {

  private final Map<String, Set<String>> arrows = new TreeMap<>();
  private final Map<String, String> examples = new HashMap<>();

  PackageCycles(List<MainSource> sources) {
    sources.forEach(source -> arrows.put(key(source, source.packageName()), new TreeSet<>()));
    sources.forEach(source -> new Scanner(source).scan(source.tree(), null));
  }

  /// One text for each group, with a file for each arrow inside it.
  List<String> find() {
    List<String> cycles = new ArrayList<>();
    Set<String> done = new TreeSet<>();
    for (String start : arrows.keySet()) {
      Set<String> group = new TreeSet<>(reachable(start));
      group.removeIf(other -> !reachable(other).contains(start));
      if (!group.isEmpty() && done.addAll(group)) {
        cycles.add(described(group));
      }
    }
    return cycles;
  }

  private String described(Set<String> group) {
    StringBuilder text = new StringBuilder(String.join(" <-> ", group));
    for (String from : group) {
      for (String to : arrows.getOrDefault(from, Set.of())) {
        if (group.contains(to)) {
          text.append("\n      ")
              .append(examples.get(from + " -> " + to))
              .append(" uses ")
              .append(to);
        }
      }
    }
    return text.toString();
  }

  private Set<String> reachable(String start) {
    Set<String> found = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(arrows.getOrDefault(start, Set.of()));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (found.add(next)) {
        open.addAll(arrows.getOrDefault(next, Set.of()));
      }
    }
    return found;
  }

  private static String key(MainSource source, String packageName) {
    return source.module() + ": " + packageName;
  }

  private final class Scanner extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final MainSource source;
    private final String from;

    Scanner(MainSource source) {
      this.source = source;
      this.from = key(source, source.packageName());
    }

    @Override
    public @Nullable Void visitPackage(PackageTree declaration, @Nullable Void nothing) {
      return null;
    }

    // `a.b.C` is the class C selected from the package a.b.
    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree name, @Nullable Void nothing) {
      String to = key(source, name.getExpression().toString());
      if (Character.isUpperCase(name.getIdentifier().charAt(0))
          && !to.equals(from)
          && arrows.containsKey(to)) {
        arrows.getOrDefault(from, Set.of()).add(to);
        examples.putIfAbsent(from + " -> " + to, source.place());
      }
      return super.visitMemberSelect(name, null);
    }
  }
}
