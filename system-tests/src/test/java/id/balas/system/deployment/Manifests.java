package id.balas.system.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The manifests in some folders of `k8s/`, as written: kustomize is not run.
record Manifests(List<JsonNode> all, List<Path> folders) {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static Manifests in(String... folders) {
    List<JsonNode> all = new ArrayList<>();
    List<Path> paths =
        Stream.of(folders).map(folder -> ROOT.resolve("k8s").resolve(folder)).toList();
    for (Path folder : paths) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(
                file -> file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
            .sorted()
            .forEach(file -> all.addAll(documents(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Manifests(all, paths);
  }

  static List<JsonNode> documents(Path file) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file)) {
      return documents.readAll();
    }
  }

  static Path root() {
    return ROOT;
  }

  List<JsonNode> kind(String kind) {
    return all.stream().filter(one -> one.path("kind").asString("").equals(kind)).toList();
  }

  /// The objects that run pods.
  List<JsonNode> workloads() {
    return Stream.of("Deployment", "StatefulSet", "Job")
        .flatMap(kind -> kind(kind).stream())
        .toList();
  }

  List<JsonNode> podsWith(JsonNode selector) {
    Map<String, String> wanted =
        strings(selector.has("matchLabels") ? selector.path("matchLabels") : selector);
    return workloads().stream()
        .filter(pods -> labels(pods).entrySet().containsAll(wanted.entrySet()))
        .toList();
  }

  /// Names and values of the `.env` files in the folders; a later folder overrides.
  Map<String, String> values(String file) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Path folder : folders) {
      Path path = folder.resolve(file);
      if (Files.exists(path)) {
        lines(path)
            .forEach(line ->
                values.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
      }
    }
    return values;
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path).stream()
          .filter(line -> line.contains("=") && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> labels(JsonNode workload) {
    return strings(workload.path("spec").path("template").path("metadata").path("labels"));
  }

  static JsonNode pod(JsonNode workload) {
    return workload.path("spec").path("template").path("spec");
  }

  static JsonNode container(JsonNode workload) {
    return pod(workload).path("containers").path(0);
  }

  static String name(JsonNode one) {
    return one.path("metadata").path("name").asString("");
  }

  static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static Map<String, String> strings(JsonNode node) {
    Map<String, String> strings = new LinkedHashMap<>();
    node.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asString()));
    return strings;
  }
}
