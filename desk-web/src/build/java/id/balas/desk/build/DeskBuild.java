package id.balas.desk.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Builds the page of the desk. Maven runs it from its source: `bundle` writes the files that
/// auth-service serves, `check` checks the types and runs the tests, `watch` serves the page for
/// its developers. What did not change since the last success is skipped.
final class DeskBuild {

  private DeskBuild() {}

  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(System.getProperty("desk.build", "target"));
    try {
      var tools = new Tools(arguments[1], target.resolve("tools"));
      switch (arguments[0]) {
        case "bundle" -> bundle(tools, target);
        case "check" -> check(tools, target);
        case "watch" -> new DevServer(tools, target, arguments[2]).start();
        default -> throw new IllegalArgumentException(arguments[0] + " is unknown.");
      }
    } catch (BuildFailedException e) {
      System.err.println("[desk] " + e.getMessage());
      System.exit(1);
    }
  }

  private static void bundle(Tools tools, Path target) throws IOException {
    Path output = target.resolve("classes/desk-web");
    Stamp stamp = stamp(target.resolve("desk-bundle.stamp"), Path.of("src/main"));
    if (!stamp.isCurrent() || !Files.exists(output.resolve("desk.html"))) {
      // A build that fails leaves a part of the files. The stamp of the one before must not vouch
      // for them.
      stamp.remove();
      new Bundle(tools, target, output).write();
      stamp.write();
    }
  }

  private static void check(Tools tools, Path target) throws IOException {
    Stamp stamp = stamp(target.resolve("desk-check.stamp"), Path.of("src"));
    if (isSkipped() || stamp.isCurrent()) {
      return;
    }
    new Checks(tools, target).run();
    stamp.write();
  }

  // Services that write their documents are built after this module, so it cannot have the new
  // types yet.
  private static boolean isSkipped() {
    return Stream.of("skipTests", "maven.test.skip", "openapi.write").anyMatch(Boolean::getBoolean);
  }

  private static Stamp stamp(Path file, Path sources) throws IOException {
    List<Path> inputs =
        List.of(
            sources,
            Path.of("src/build"),
            Path.of("pom.xml"),
            Path.of("tsconfig.json"),
            Bundle.KIT);
    return Stamp.of(file, inputs, System.getProperty("desk.esbuild", "true"));
  }
}
