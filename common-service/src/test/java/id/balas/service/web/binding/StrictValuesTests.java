package id.balas.service.web.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.service.web.InvalidValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.TypeMismatchException;
import org.springframework.web.bind.WebDataBinder;

class StrictValuesTests {

  private final WebDataBinder binder = new WebDataBinder(null);

  StrictValuesTests() {
    new StrictValues().register(binder);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-5,-5", "007,7", "2147483647,2147483647", "-2147483648,-2147483648"})
  void readsPlainNumbers(String text, int number) {
    assertThat(binder.convertIfNecessary(text, Integer.class)).isEqualTo(number);
    assertThat(binder.convertIfNecessary(text, int.class)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " 5", "+5", "0x10", "#10", "5.0", "1e3", "٣", "2147483648", "99999999999"})
  void refusesOtherNumbers(String text) {
    assertRefused(text, Integer.class, "must be a whole number");
    assertRefused(text, int.class, "must be a whole number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 5", "+5", "0x10", "#10", "٣", "9223372036854775808"})
  void refusesOtherLongNumbers(String text) {
    assertThat(binder.convertIfNecessary("9223372036854775807", long.class))
        .isEqualTo(Long.MAX_VALUE);
    assertRefused(text, Long.class, "must be a whole number");
    assertRefused(text, long.class, "must be a whole number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void readsPlainBooleans(String text) {
    assertThat(binder.convertIfNecessary(text, Boolean.class)).isEqualTo(text.equals("true"));
    assertThat(binder.convertIfNecessary(text, boolean.class)).isEqualTo(text.equals("true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TRUE", "yes", "on", "1", "0", "no"})
  void refusesOtherBooleans(String text) {
    assertRefused(text, Boolean.class, "must be true or false");
  }

  private void assertRefused(String text, Class<?> type, String requirement) {
    assertThatThrownBy(() -> binder.convertIfNecessary(text, type))
        .isInstanceOf(TypeMismatchException.class)
        .hasRootCauseInstanceOf(InvalidValueException.class)
        .rootCause()
        .hasMessage(requirement);
  }
}
