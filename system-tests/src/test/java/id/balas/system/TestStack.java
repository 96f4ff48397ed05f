package id.balas.system;

import id.balas.stack.Stack;
import id.balas.stack.process.StackException;
import id.balas.stack.settings.Ports;
import id.balas.stack.settings.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/// A whole stack for the tests of another package, on its own ports.
public final class TestStack implements AutoCloseable {

  private final Stack stack;

  private TestStack(Stack stack) {
    this.stack = stack;
  }

  /// `name` begins the name of its directory below `target`; `extra` goes into the environment of
  /// every service.
  public static TestStack start(String name, String admins, Map<String, String> extra)
      throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Path directory =
        Files.createTempDirectory(
            Files.createDirectories(Path.of("target")).toAbsolutePath(), name);
    Stack stack =
        new Stack(
            new StackSettings(
                root, directory, freeOffset(), StackSettings.LOCAL_TOKEN, admins, "", extra),
            System.out::println);
    try {
      stack.start();
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
    return new TestStack(stack);
  }

  // Beside a developer's stack, and beside another build.
  public static int freeOffset() {
    return new Random().ints(10_000, 23_000).filter(TestStack::isFree).findFirst().orElseThrow();
  }

  static boolean isFree(int offset) {
    try {
      Ports.checkFree(StackSettings.of(Path.of(""), Map.of("BALAS_PORT_OFFSET", "" + offset)));
      return true;
    } catch (StackException e) {
      return false;
    }
  }

  public String deskUrl() {
    return stack.auth().url();
  }

  public String whapiUrl() {
    return stack.whapiUrl();
  }

  @Override
  public void close() {
    stack.close();
  }
}
