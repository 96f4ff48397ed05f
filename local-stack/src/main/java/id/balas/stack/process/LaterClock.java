package id.balas.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/// A Java agent with which `java.time` of a process shows a later time. Kafka's clients, which do
/// not use it, keep the time of the machine.
public final class LaterClock implements ClassFileTransformer {

  private static final ClassDesc INSTANT = ClassDesc.of(Instant.class.getName());
  private static final MethodTypeDesc PLUS_SECONDS =
      MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long);

  private final long seconds;

  private LaterClock(long seconds) {
    this.seconds = seconds;
  }

  /// The environment variables of such a process. Writes the agent's jar to `directory`.
  public static Map<String, String> variables(Duration offset, Path directory) {
    String own = LaterClock.class.getName();
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", own);
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    Path jar = directory.resolve("later-clock.jar");
    String file = own.replace('.', '/') + ".class";
    try {
      Files.createDirectories(directory);
      try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
          InputStream bytes = LaterClock.class.getResourceAsStream("/" + file)) {
        out.putNextEntry(new JarEntry(file));
        out.write(bytes.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("JDK_JAVA_OPTIONS", "-javaagent:%s=%d".formatted(jar, offset.toSeconds()));
  }

  /// Called by the JVM of the process before its main class.
  public static void premain(String seconds, Instrumentation instrumentation)
      throws UnmodifiableClassException {
    instrumentation.addTransformer(new LaterClock(Long.parseLong(seconds)), true);
    instrumentation.retransformClasses(Clock.class);
  }

  // Instant.now() and all system clocks read the time in one method of Clock.
  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> loaded,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (!name.equals("java/time/Clock")) {
      return null;
    }
    ClassFile format = ClassFile.of();
    return format.transformClass(
        format.parse(bytes),
        ClassTransform.transformingMethodBodies(
            method -> method.methodName().equalsString("currentInstant"), this::addSeconds));
  }

  private void addSeconds(CodeBuilder code, CodeElement element) {
    if (element instanceof ReturnInstruction) {
      code.loadConstant(seconds).invokevirtual(INSTANT, "plusSeconds", PLUS_SECONDS);
    }
    code.with(element);
  }
}
