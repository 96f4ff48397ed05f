package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.stack.Stack;
import id.balas.stack.part.Part;
import id.balas.system.load.Customers;
import id.balas.system.load.Provider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// Stops the stack that the classes before have used, and checks what they leave.
@Order(9)
class StackStopIT {

  private static final String CHAT = "6281299999999@s.whatsapp.net";

  @Test
  void stopLeavesNoProcessAndLogsContainNoSecrets() throws IOException {
    TestStack shared = TestStack.shared();
    Stack stack = shared.stack();
    var provider = new Provider(stack.whapiUrl(), TestStack.TOKEN);
    new Customers(stack.ingest().url(), "").write(CHAT, "stop-1", "Budi", "ini rahasia saya");
    await().untilAsserted(() -> assertThat(provider.texts("6281299999999")).containsKey(CHAT));
    List<ProcessHandle> processes = stack.parts().stream().map(Part::process).toList();
    List<Path> logs =
        Stream.of(stack.ingest(), stack.bot(), stack.sender(), stack.auth())
            .map(Part::log)
            .toList();

    shared.close();

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(shared.hasFreePorts()).isTrue();
    RunLogs run = RunLogs.of(logs);
    run.assertLogged("stop-1", "ingest-service", "bot-service");
    run.assertNoSecrets(
        List.of(
            TestStack.TOKEN,
            "Bearer",
            "BEGIN PRIVATE KEY",
            "postgresql://",
            "rahasia",
            "pertanyaan",
            "saya butuh bantuan",
            "terima kasih",
            "Budi"));
  }
}
