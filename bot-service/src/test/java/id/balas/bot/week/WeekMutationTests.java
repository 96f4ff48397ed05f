package id.balas.bot.week;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.testing.Mutation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Faults that the simulated days must find. `mvn -Pweek -Dweek=mutations` puts them in.
class WeekMutationTests {

  static final List<Mutation> ALL = Weeks.MUTATIONS;

  @ParameterizedTest
  @FieldSource("ALL")
  void stillMatchesTheSources(Mutation mutation) {
    assertThat(mutation.isUpToDate()).isTrue();
  }
}
