package id.balas.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.testing.Mutation;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [WaitingPropertyTests] must find each [Mutation]. Otherwise its success proves nothing.
@Tag("long")
class WaitingMutationsIT {

  private static final Logger log = LoggerFactory.getLogger(WaitingMutationsIT.class);
  private static final long MOST = 1500;

  static final List<Mutation> ALL = WaitingMutationTests.ALL;

  @ParameterizedTest
  @FieldSource("ALL")
  void schedulesFindEachMutation(Mutation mutation, @TempDir Path directory) throws Exception {
    OptionalLong flaw =
        mutation.firstFlaw(directory, WaitingPropertyTests.class, "id.balas.bot.", MOST);
    log.info("{}: found by schedule {}", mutation, flaw);
    assertThat(flaw).isPresent();
  }
}
