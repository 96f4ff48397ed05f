package id.balas.sender.simulation;

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

/// The schedules must find each [Mutation]. Otherwise their success proves nothing.
@Tag("long")
class MutationsIT {

  private static final Logger log = LoggerFactory.getLogger(MutationsIT.class);
  private static final long MOST = 100_000;

  static final List<Mutation> ALL = MutationTests.ALL;

  @ParameterizedTest
  @FieldSource("ALL")
  void schedulesFindEachMutation(Mutation mutation, @TempDir Path directory) throws Exception {
    OptionalLong flaw = mutation.firstFlaw(directory, Schedules.class, "id.balas.sender.", MOST);
    log.info("{}: found by schedule {}", mutation, flaw);
    assertThat(flaw).isPresent();
  }
}
