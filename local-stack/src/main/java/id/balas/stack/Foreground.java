package id.balas.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.Stream;

/// Takes the terminal for the launcher, as a shell does for a command: Ctrl-C then goes to the
/// launcher and not to the Maven around it, which would end at once and give the prompt back while
/// the stack still ends. The JDK knows no terminals, so this asks the C library; without a terminal
/// nothing happens.
final class Foreground implements AutoCloseable {

  private static final int STANDARD_INPUT = 0;
  private static final int NONE = -1;
  // The same on Linux and macOS.
  private static final int SIGTTOU = 22;
  private static final MemorySegment SIG_IGN = MemorySegment.ofAddress(1);

  private final int before;

  private Foreground(int before) {
    this.before = before;
  }

  static Foreground take() {
    if (!Child.hasShell()) {
      return new Foreground(NONE);
    }
    int inFront = call("tcgetpgrp", STANDARD_INPUT);
    // What runs in the background (`mvn -Prun &`) has nothing to take.
    if (inFront == NONE || inFront != call("getpgrp")) {
      return new Foreground(NONE);
    }
    // Else the system stops whoever sets the terminal from behind, as is done here and at the end.
    invoke("signal", ValueLayout.ADDRESS, SIGTTOU, SIG_IGN);
    call("setpgid", 0, 0);
    call("tcsetpgrp", STANDARD_INPUT, call("getpgrp"));
    Thread.ofPlatform().daemon().start(Foreground::readAway);
    return new Foreground(inFront);
  }

  // Maven reads what is typed, to pass it on; behind the front the system would stop it for that.
  private static void readAway() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // the terminal is gone
    }
  }

  /// Gives it back.
  @Override
  public void close() {
    if (before != NONE) {
      call("tcsetpgrp", STANDARD_INPUT, before);
    }
  }

  private static int call(String function, Object... arguments) {
    return (int) invoke(function, ValueLayout.JAVA_INT, arguments);
  }

  @SuppressWarnings("restricted")
  private static Object invoke(String function, MemoryLayout result, Object... arguments) {
    MemoryLayout[] layouts =
        Stream.of(arguments)
            .map(argument ->
                argument instanceof Integer ? ValueLayout.JAVA_INT : ValueLayout.ADDRESS)
            .toArray(MemoryLayout[]::new);
    Linker linker = Linker.nativeLinker();
    try {
      return linker
          .downcallHandle(
              linker.defaultLookup().findOrThrow(function), FunctionDescriptor.of(result, layouts))
          .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(function + " cannot be called", e);
    }
  }
}
