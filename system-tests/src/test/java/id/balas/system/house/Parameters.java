package id.balas.system.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// The constructors of classes with their arguments, and the records with their components.
final class Parameters {

  /// How many arguments or components `name` has.
  record Count(MainSource source, String name, int count) {

    String described() {
      return "%s in %s".formatted(name, source.place());
    }
  }

  private final List<Count> constructors = new ArrayList<>();
  private final List<Count> records = new ArrayList<>();

  Parameters(List<MainSource> sources) {
    sources.forEach(source -> new Scanner(source).scan(source.tree(), null));
  }

  List<Count> constructors() {
    return List.copyOf(constructors);
  }

  List<Count> records() {
    return List.copyOf(records);
  }

  private final class Scanner extends TreeScanner<@Nullable Void, @Nullable String> {

    private final MainSource source;

    Scanner(MainSource source) {
      this.source = source;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable String outer) {
      String name = outer == null ? "" + type.getSimpleName() : outer + "." + type.getSimpleName();
      int components = type.getKind() == Tree.Kind.RECORD ? components(type) : -1;
      if (components >= 0) {
        records.add(new Count(source, name, components));
      }
      for (Tree member : type.getMembers()) {
        // A record's canonical constructor has one argument for each component.
        if (member instanceof MethodTree method
            && method.getName().contentEquals("<init>")
            && method.getParameters().size() != components) {
          constructors.add(new Count(source, name, method.getParameters().size()));
        }
      }
      return super.visitClass(type, name);
    }

    private static int components(ClassTree type) {
      return (int)
          type.getMembers().stream()
              .filter(VariableTree.class::isInstance)
              .map(VariableTree.class::cast)
              .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
              .count();
    }
  }
}
