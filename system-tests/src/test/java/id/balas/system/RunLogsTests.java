package id.balas.system;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The log check detects forbidden content.
class RunLogsTests {

  private static final List<String> SECRETS =
      List.of("pipeline-token", "saya butuh bantuan", "Budi");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accepted messageId=a of 6281200000001@s.whatsapp.net",
        "{\"message\":\"to +6281200000001\"}",
        "Authorization: Bearer pipeline-token",
        "Could not read \"Halo Saya butuh bantuan\"",
        "{\"message\":\"Answered budi, twice\"}"
      })
  void findsNumbersTokensAndTexts(String line) throws IOException {
    RunLogs run = logs(line);
    assertThatThrownBy(() -> run.assertNoSecrets(SECRETS)).isInstanceOf(AssertionError.class);
  }

  @Test
  void idIsNotMistakenForAPhoneNumber() throws IOException {
    RunLogs run =
        logs(
            "{\"trace\":{\"id\":\"0a6281200000001c8c7cdd5a1c3ad40d\"},\"message\":\"chatId=default/…001@s.whatsapp.net\"}");
    assertThatCode(() -> run.assertNoSecrets(SECRETS)).doesNotThrowAnyException();
  }

  @Test
  void idIsNotMistakenForAName() throws IOException {
    RunLogs run = logs("{\"message\":\"Accepted messageId=myuu6t_40yJv6KUt-.LBUDIwgkt\"}");
    assertThatCode(() -> run.assertNoSecrets(SECRETS)).doesNotThrowAnyException();
  }

  private RunLogs logs(String line) throws IOException {
    Path log = directory.resolve("a.log");
    Files.writeString(
        log, "{\"message\":\"Kafka accepts records again\"}\n".repeat(101) + line + "\n");
    return RunLogs.of(List.of(log));
  }
}
