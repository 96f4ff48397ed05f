package id.balas.desk.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks the types of the page and runs its tests, on the Node of Playwright's driver.
final class Checks {

  private final Tools tools;
  private final Path target;

  Checks(Tools tools, Path target) {
    this.tools = tools;
    this.target = target;
  }

  void run() throws IOException {
    String node = tools.node().toAbsolutePath().toString();
    tools.modules();
    declareServices(node);
    Tools.run(
        Map.of(),
        List.of(
            node,
            tools.typescript().toAbsolutePath().resolve("_tsc.js").toString(),
            "--project",
            "tsconfig.json",
            "--incremental",
            "--tsBuildInfoFile",
            target.resolve("desk-types.json").toString()));
    Optional<Path> esbuild = tools.esbuild();
    if (esbuild.isPresent()) {
      test(node, bundled(esbuild.get()));
    }
    // Two of them also where esbuild is used, so that the other way of building works, too.
    List<String> plain = transpiled();
    test(node, esbuild.isPresent() ? plain.subList(0, 2) : plain);
  }

  // The types of the services' answers, from their OpenAPI documents.
  private void declareServices(String node) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(node, "src/build/js/service-types.cjs", target.resolve("services").toString()));
    for (Path document : Stamp.files(Path.of("src/main/openapi"))) {
      command.add(document.toString());
    }
    Tools.run(Map.of(), command);
  }

  private static void test(String node, List<String> tests) {
    if (!tests.isEmpty()) {
      List<String> command = new ArrayList<>(List.of(node, "--test", "--test-reporter=dot"));
      command.addAll(tests);
      Tools.run(Map.of("TZ", "Asia/Jakarta"), command);
    }
  }

  private List<String> bundled(Path esbuild) throws IOException {
    Path output = empty("desk-tests");
    List<Path> sources =
        Stamp.files(Path.of("src/test/ts")).stream()
            .filter(file -> file.toString().matches(".*\\.test\\.tsx?"))
            .toList();
    List<String> command =
        new ArrayList<>(
            List.of(
                esbuild.toAbsolutePath().toString(),
                "--bundle",
                "--platform=browser",
                "--external:node:*",
                "--format=esm",
                "--jsx=automatic",
                "--jsx-import-source=preact",
                "--tsconfig-raw={}",
                "--out-extension:.js=.mjs",
                "--log-level=warning",
                "--outbase=src/test/ts",
                "--outdir=" + output.toAbsolutePath()));
    sources.forEach(source -> command.add(source.toString()));
    Tools.run(Map.of("NODE_PATH", tools.modules().toAbsolutePath().toString()), command);
    return testsIn(output);
  }

  private List<String> transpiled() throws IOException {
    Path output = empty("desk-plain-tests");
    Bundle.transpile(tools, output, List.of(Path.of("src/main/ts"), Path.of("src/test/ts")));
    Files.writeString(output.resolve("package.json"), "{\"type\": \"module\"}");
    return testsIn(output);
  }

  private Path empty(String name) throws IOException {
    Path directory = Files.createDirectories(target.resolve(name));
    for (Path old : Stamp.files(directory)) {
      Files.delete(old);
    }
    return directory;
  }

  private static List<String> testsIn(Path directory) throws IOException {
    return Stamp.files(directory).stream()
        .map(Path::toString)
        .filter(name -> name.matches(".*\\.test(-\\w+)?\\.m?js"))
        .toList();
  }
}
