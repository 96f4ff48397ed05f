package id.balas.stack.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.Stream;

/// Makes the launcher the terminal's foreground process group, as a shell does for a command.
/// Ctrl-C then reaches the launcher and not Maven, which would exit at once and return the prompt
/// while the stack still stops. The JDK has no terminal API, so this calls the C library. Does
/// nothing without a terminal.
public final class ForegroundTerminal implements AutoCloseable {

  private static final int STANDARD_INPUT = 0;
  private static final int NONE = -1;
  // Same value on Linux and macOS.
  private static final int SIGTTOU = 22;
  private static final MemorySegment SIG_IGN = MemorySegment.ofAddress(1);

  private final int before;

  private ForegroundTerminal(int before) {
    this.before = before;
  }

  public static ForegroundTerminal take() {
    if (!ChildProcess.hasShell()) {
      return new ForegroundTerminal(NONE);
    }
    int inFront = call("tcgetpgrp", STANDARD_INPUT);
    // A background job (`mvn -Prun &`) has no terminal to take.
    if (inFront == NONE || inFront != call("getpgrp")) {
      return new ForegroundTerminal(NONE);
    }
    // Otherwise the OS stops a background process that changes the terminal, as this does here and
    // at exit.
    invoke("signal", ValueLayout.ADDRESS, SIGTTOU, SIG_IGN);
    call("setpgid", 0, 0);
    call("tcsetpgrp", STANDARD_INPUT, call("getpgrp"));
    Thread.ofPlatform().daemon().start(ForegroundTerminal::discardInput);
    return new ForegroundTerminal(inFront);
  }

  // Maven reads stdin to pass it on. In the background, the OS would stop it for that.
  private static void discardInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // the terminal is gone
    }
  }

  /// Gives the terminal back.
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
