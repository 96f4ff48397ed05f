package id.balas.system.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTests {

  private static final Map<String, List<String>> EXPECTED = Map.of("c", List.of("1", "2", "3"));

  @Test
  void exactOrderedDeliveryIsClean() {
    assertThat(Verdict.of(EXPECTED, EXPECTED)).isEqualTo(new Verdict(3, 3, 0, 0, 0));
    assertThat(Verdict.of(EXPECTED, EXPECTED).isClean()).isTrue();
  }

  @Test
  void countsLostMessages() {
    assertThat(Verdict.of(EXPECTED, Map.of("c", List.of("1", "3"))))
        .isEqualTo(new Verdict(3, 2, 1, 0, 0));
    assertThat(Verdict.of(EXPECTED, Map.of())).isEqualTo(new Verdict(3, 0, 3, 0, 0));
  }

  @Test
  void countsDuplicatesAndUnexpectedMessages() {
    assertThat(Verdict.of(EXPECTED, Map.of("c", List.of("1", "2", "2", "3"))))
        .isEqualTo(new Verdict(3, 4, 0, 1, 0));
    assertThat(Verdict.of(EXPECTED, Map.of("c", List.of("1", "2", "3"), "d", List.of("1"))))
        .isEqualTo(new Verdict(3, 4, 0, 1, 0));
  }

  @Test
  void countsReorderedMessages() {
    assertThat(Verdict.of(EXPECTED, Map.of("c", List.of("1", "3", "2"))))
        .isEqualTo(new Verdict(3, 3, 0, 0, 2));
  }
}
