package id.balas.whapi.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LidListTests {

  private static final Map<String, String> BUDI = Map.of("111222333@lid", "628111@s.whatsapp.net");

  @Test
  void readsPhonesWithTheirHiddenNumbers() {
    assertThat(pairs("{\"628111@s.whatsapp.net\":{\"lid\":\"111222333@lid\"}}")).isEqualTo(BUDI);
  }

  @Test
  void readsHiddenNumbersWithTheirPhones() {
    assertThat(pairs("{\"111222333@lid\":\"628111@c.us\"}")).isEqualTo(BUDI);
  }

  @Test
  void readsPairsAtAnyDepth() {
    assertThat(
            pairs(
                "{\"lids\":[{\"id\":\"628111@s.whatsapp.net\",\"lid\":\"111222333@lid\"}],\"count\":1}"))
        .isEqualTo(BUDI);
  }

  @Test
  void ignoresUnclearPairs() {
    assertThat(pairs("[\"111222333@lid\",\"628111@s.whatsapp.net\"]")).isEmpty();
    assertThat(pairs("{\"a\":\"111222333@lid\",\"b\":\"628111@s.whatsapp.net\"}")).isEmpty();
    assertThat(pairs("{\"628111@s.whatsapp.net\":{\"lid\":null}}")).isEmpty();
  }

  private static Map<String, String> pairs(String json) {
    return LidList.pairs(new JsonMapper().readTree(json));
  }
}
