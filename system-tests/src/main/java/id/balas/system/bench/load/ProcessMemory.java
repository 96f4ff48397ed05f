package id.balas.system.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The memory use of a JVM.
public record ProcessMemory(long pid) {

  private static final Pattern HEAP_USED = Pattern.compile("(?:total|heap).*?used (\\d+)K");

  /// Linux only: no other system reports it in a file.
  public long residentMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public long heapKilobytesAfterGc() {
    jcmd("GC.run");
    long sum = 0;
    Matcher used = HEAP_USED.matcher(jcmd("GC.heap_info"));
    while (used.find()) {
      sum += Long.parseLong(used.group(1));
    }
    return sum;
  }

  private String jcmd(String command) {
    try {
      Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
      Process process =
          new ProcessBuilder(tool.toString(), "" + pid, command).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
