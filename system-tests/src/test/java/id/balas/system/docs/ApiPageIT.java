package id.balas.system.docs;

import id.balas.system.StackOfATest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The examples of `docs/api.md` work as they are printed there.
class ApiPageIT {

  private static StackOfATest stack;

  @BeforeAll
  static void start() throws IOException {
    stack = StackOfATest.start("api", "628110000001", Map.of());
  }

  @AfterAll
  static void end() {
    stack.close();
  }

  @TestFactory
  Stream<DynamicTest> examplesWork(@TempDir Path directory) {
    return new ApiExamples(stack.deskUrl(), URI.create(stack.ingestUrl()).getAuthority(), directory)
        .tests();
  }
}
