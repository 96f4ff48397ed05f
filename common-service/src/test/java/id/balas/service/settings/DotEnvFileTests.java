package id.balas.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvFileTests {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "A=b => b",
        "export A=b => b",
        "A = b c => b c",
        "A=b # comment => b",
        "A=pass#word => pass#word",
        "A= # comment => ``",
        "A= => ``",
        "A=\"b # c\" # comment => b # c",
        "A='b \\\" $c' => b \\\" $c",
        "A=\"b \\\"c\\\" \\\\\" => b \"c\" \\",
        "A=x.Module required password=\"p\"; => x.Module required password=\"p\";",
        "A=b=c => b=c",
      })
  void readsValuesLikePython(String line, String value) {
    assertThat(DotEnvFile.parse(List.of(line), ".env")).isEqualTo(Map.of("A", value));
  }

  @Test
  void ignoresEmptyLinesAndComments() {
    assertThat(DotEnvFile.parse(List.of("", "# A=b", "  ", "  # c"), ".env")).isEmpty();
  }

  @Test
  void namesInvalidLineWithoutItsText() {
    assertThatThrownBy(() -> DotEnvFile.parse(List.of("A=b", "my secret"), "/srv/.env"))
        .hasMessage(".env has a line that is not NAME=value: correct line 2 of /srv/.env.");
  }

  @Test
  void namesUnreadableFile() {
    assertThatThrownBy(() -> DotEnvFile.read(Path.of("/nowhere/.env")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(".env cannot be read: make /nowhere/.env");
  }
}
