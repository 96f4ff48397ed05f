package id.balas.ingest.translation;

import java.util.concurrent.atomic.AtomicInteger;

/// Entry point of `mvn -Pfuzz`; the fuzzer calls its methods by name. An input is a body as it is,
/// or the choices for mutating a golden body. At the end it prints statistics and checks whether
/// memory grew.
public final class TranslationFuzz {

  private static final long RUNS = Long.getLong("fuzz.runs", 1_000_000);
  private static final long TOLERATED_GROWTH = 16L * 1024 * 1024;
  private static final BodyMutator MUTATOR = BodyMutator.ofTheGoldenBodies();
  private static final TranslationPromises PROMISES = new TranslationPromises();
  private static long heapAtATenth;
  private static long spoilt;

  private TranslationFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    boolean asItIs = input.length == 0 || input[0] % 4 == 0 || input[0] == '{' || input[0] == '[';
    PROMISES.hold(asItIs ? input : spoilt(input));
    if (PROMISES.bodies() == RUNS / 10) {
      heapAtATenth = heap();
    }
  }

  private static byte[] spoilt(byte[] choices) {
    spoilt++;
    AtomicInteger next = new AtomicInteger(1);
    return MUTATOR.mutate(
        below -> below <= 1 ? 0 : (byteAt(choices, next) << 8 | byteAt(choices, next)) % below);
  }

  private static int byteAt(byte[] choices, AtomicInteger next) {
    int at = next.getAndIncrement();
    return at < choices.length ? choices[at] & 0xff : 0;
  }

  public static void fuzzerTearDown() {
    long heap = heap();
    System.out.printf(
        "%s; %,d made from golden ones; heap after GC %.1f MB at a tenth, %.1f MB at the end%n",
        PROMISES, spoilt, heapAtATenth / 1e6, heap / 1e6);
    if (heapAtATenth > 0 && heap > heapAtATenth + TOLERATED_GROWTH) {
      throw new AssertionError("memory grew");
    }
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
