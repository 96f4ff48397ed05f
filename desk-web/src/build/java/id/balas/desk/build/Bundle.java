package id.balas.desk.build;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/// Writes the files of the page: scripts and styles with a hash in their names, so that browsers
/// keep them for ever, `desk.html`, which names them, and each of them compressed.
final class Bundle {

  static final Path KIT = Path.of("../page-kit/src/main/resources");
  private static final int LIMIT = 80 * 1024;
  // A script's own imports, not those it loads later by import().
  private static final Pattern STATIC_IMPORT =
      Pattern.compile("(?:from|import)\\s*\"\\./([^\"]+\\.js)\"");

  private final Tools tools;
  private final Path target;
  private final Path output;

  Bundle(Tools tools, Path target, Path output) {
    this.tools = tools;
    this.target = target;
    this.output = output;
  }

  void write() throws IOException {
    delete(output);
    Files.createDirectories(output);
    Optional<Path> esbuild = tools.esbuild();
    String main = esbuild.isPresent() ? bundled(esbuild.get()) : transpiled();
    String styles = hashed("desk", ".css", styles().getBytes(StandardCharsets.UTF_8));
    String icon = hashed("icon", ".svg", Files.readAllBytes(KIT.resolve("icon.svg")));
    Set<String> first = new LinkedHashSet<>();
    imports(main, first);
    String preload =
        first.stream()
            .filter(name -> !name.equals(main))
            .map(name -> "<link rel=\"modulepreload\" href=\"/desk/" + name + "\">\n")
            .collect(Collectors.joining());
    String page =
        Files.readString(Path.of("src/main/html/desk.html"))
            .replace("{styles}", styles)
            .replace("{icon}", icon)
            .replace("{main}", main)
            .replace("{preload}", preload);
    Files.writeString(output.resolve("desk.html"), page);
    licence();
    first.addAll(List.of("desk.html", styles, icon));
    compress();
    long size = 0;
    for (String name : first) {
      size += Files.size(output.resolve(name + ".gz"));
    }
    System.out.printf(Locale.ROOT, "[desk] first load: %.1f KB compressed%n", size / 1024.0);
    // Without a bundler nothing is made smaller: for development on other platforms only.
    if (esbuild.isPresent() && size > LIMIT) {
      throw new BuildFailedException(
          "The first load has more than "
              + LIMIT
              + " bytes: "
              + first
              + ". Load a view later, with import().");
    }
  }

  // Preact is part of the scripts, so the jar has its licence.
  private void licence() throws IOException {
    Path target = output.resolveSibling("META-INF/licenses/preact.txt");
    Files.createDirectories(target.getParent());
    Files.copy(
        tools.modules().resolve("preact/LICENSE"), target, StandardCopyOption.REPLACE_EXISTING);
  }

  private String bundled(Path esbuild) throws IOException {
    Tools.run(
        Map.of("NODE_PATH", tools.modules().toAbsolutePath().toString()),
        List.of(
            esbuild.toAbsolutePath().toString(),
            "src/main/ts/main.tsx",
            "--bundle",
            "--splitting",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--jsx=automatic",
            "--jsx-import-source=preact",
            "--tsconfig-raw={}",
            "--entry-names=[name]-[hash]",
            "--chunk-names=[name]-[hash]",
            "--legal-comments=none",
            "--log-level=warning",
            "--outdir=" + output.toAbsolutePath()));
    return only("main-");
  }

  private String transpiled() throws IOException {
    transpile(tools, output, List.of(Path.of("src/main/ts")));
    return only("main-");
  }

  /// Transpiles each file to a module, in one flat directory.
  static void transpile(Tools tools, Path output, List<Path> sources) {
    List<String> command =
        new ArrayList<>(
            List.of(
                tools.node().toAbsolutePath().toString(),
                "src/build/js/transpile.cjs",
                tools.typescript().toAbsolutePath().resolve("typescript.js").toString(),
                tools.modules().toAbsolutePath().toString(),
                output.toAbsolutePath().toString()));
    sources.forEach(source -> command.add(source.toString()));
    Tools.run(Map.of(), command);
  }

  private String only(String start) throws IOException {
    return Stamp.files(output).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  private void imports(String name, Set<String> found) throws IOException {
    if (found.add(name)) {
      String text = Files.readString(output.resolve(name));
      for (MatchResult each : STATIC_IMPORT.matcher(text).results().toList()) {
        imports(each.group(1), found);
      }
    }
  }

  // In the order of their names: `10-kit.css` before `20-shell.css`.
  private static String styles() throws IOException {
    var text = new StringBuilder(Files.readString(KIT.resolve("tokens.css")));
    for (Path file : Stamp.files(Path.of("src/main/css"))) {
      text.append(Files.readString(file));
    }
    return text.toString()
        .replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("\\s*\\n\\s*", "\n")
        .strip();
  }

  private String hashed(String name, String end, byte[] content) throws IOException {
    var hash = new CRC32();
    hash.update(content);
    String full = "%s-%08X%s".formatted(name, hash.getValue(), end);
    Files.write(output.resolve(full), content);
    return full;
  }

  private void compress() throws IOException {
    for (Path file : Stamp.files(output)) {
      var bytes = new ByteArrayOutputStream();
      try (var zip =
          new GZIPOutputStream(bytes) {
            {
              def.setLevel(9);
            }
          }) {
        zip.write(Files.readAllBytes(file));
      }
      Files.write(file.resolveSibling(file.getFileName() + ".gz"), bytes.toByteArray());
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      for (Path file : Stamp.files(directory)) {
        Files.delete(file);
      }
    }
  }
}
