package id.balas.sender.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MutationTests {

  static final List<Mutation> ALL = Mutation.ALL;

  @ParameterizedTest
  @FieldSource("ALL")
  void stillMatchesTheSources(Mutation mutation) {
    assertThat(mutation.isUpToDate()).isTrue();
  }
}
