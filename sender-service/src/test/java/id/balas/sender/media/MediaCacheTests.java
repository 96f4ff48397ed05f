package id.balas.sender.media;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.events.testing.SetClock;
import id.balas.sender.media.MediaCache.CachedFile;
import id.balas.sender.media.MediaCache.Fetch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

class MediaCacheTests {

  private static final Duration KEEP = Duration.ofDays(30);

  @TempDir Path dir;
  private final SetClock clock = new SetClock(Instant.parse("2026-11-23T00:00:00Z"));

  @Test
  void cachedFileSurvivesARestart() throws IOException {
    assertThat(read(cache().get("default/a", file("Halo", "text/plain")))).isEqualTo("Halo");
    CachedFile again = cache().get("default/a", never());
    assertThat(read(again)).isEqualTo("Halo");
    assertThat(again.type()).isEqualTo(MediaType.TEXT_PLAIN);
  }

  @Test
  void channelsHaveSeparateFiles() throws IOException {
    MediaCache cache = cache();
    cache.get("default/a", file("ours", "text/plain"));
    assertThat(read(cache.get("sales/a", file("theirs", "text/plain")))).isEqualTo("theirs");
  }

  @Test
  void concurrentCallersShareOneFetch() throws Exception {
    MediaCache cache = cache();
    AtomicInteger fetches = new AtomicInteger();
    CountDownLatch fetching = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Fetch slow =
        path -> {
          fetches.incrementAndGet();
          fetching.countDown();
          await(go);
          return file("Halo", "text/plain").to(path);
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> ask = () -> read(cache.get("default/a", slow));
      Future<String> first = threads.submit(ask);
      await(fetching);
      List<Future<String>> others =
          IntStream.range(0, 20).mapToObj(_ -> threads.submit(ask)).toList();
      go.countDown();
      assertThat(first.get(10, SECONDS)).isEqualTo("Halo");
      for (Future<String> other : others) {
        assertThat(other.get(10, SECONDS)).isEqualTo("Halo");
      }
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void failedFetchLeavesNothing() throws IOException {
    MediaCache cache = cache();
    assertThatThrownBy(() ->
            cache.get(
                "default/a",
                path -> {
                  Files.writeString(path, "hal");
                  throw new IOException("reset");
                }))
        .hasMessage("reset");
    assertThat(names()).isEmpty();
    assertThat(read(cache.get("default/a", file("Halo", "text/plain")))).isEqualTo("Halo");
  }

  @Test
  void interruptedFetchIsNotServedAfterARestart() throws IOException {
    MediaCache cache = cache();
    Path whole = cache.get("default/a", file("Halo", "text/plain")).path();
    // The files that an interrupted fetch can leave: the type, and a part of the file.
    Files.move(whole, dir.resolve("left-over.part"));

    assertThat(read(cache().get("default/a", file("Halo lagi", "text/plain"))))
        .isEqualTo("Halo lagi");
    Files.setLastModifiedTime(
        dir.resolve("left-over.part"), FileTime.from(clock.instant().minus(Duration.ofHours(2))));
    cache.sweep();
    assertThat(names()).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void oldestFilesAreDeletedWhenTheCacheIsFull() throws IOException {
    MediaCache cache = cache();
    for (String key : List.of("a", "b", "c")) {
      cache.get(key, file("x".repeat(40), "text/plain"));
      clock.pass(Duration.ofMinutes(1));
    }
    assertThat(names()).hasSize(4);
    assertThat(read(cache.get("c", never()))).hasSize(40);
    assertThat(read(cache.get("a", file("new", "text/plain")))).isEqualTo("new");
  }

  // A sweep would find the part: it reads all files.
  @Test
  void cacheIsNotReadForEachFile() throws IOException {
    MediaCache cache = cache();
    cache.get("a", file("first", "text/plain"));
    Path old = Files.writeString(dir.resolve("left-over.part"), "hal");
    Files.setLastModifiedTime(old, FileTime.from(clock.instant().minus(Duration.ofHours(2))));

    cache.get("b", file("x".repeat(40), "text/plain"));
    cache.get("c", file("x".repeat(40), "text/plain"));
    assertThat(old).exists();
    cache.get("d", file("x".repeat(40), "text/plain"));
    assertThat(old).doesNotExist();
  }

  @Test
  void newestFileIsNeverDeleted() throws IOException {
    assertThat(read(cache().get("a", file("x".repeat(500), "text/plain")))).hasSize(500);
  }

  @Test
  void expiredFileIsFetchedAgain() throws IOException {
    MediaCache cache = cache();
    cache.get("a", file("old", "text/plain"));
    clock.pass(KEEP.plusSeconds(1));
    assertThat(read(cache.get("a", file("new", "text/plain")))).isEqualTo("new");
    clock.pass(KEEP.plusSeconds(1));
    cache.sweep();
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "default/../../a", "a\0b", "C:\\a", "default/x.type"})
  void keysCannotEscapeTheDirectory(String key) throws IOException {
    CachedFile file = cache().get(key, file("Halo", "text/plain"));
    assertThat(file.path().getParent()).isEqualTo(dir);
    assertThat(file.path().getFileName().toString()).matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "*/*", "text/plain; charset=\"", "image/*"})
  void unreadableTypeBecomesBinary(String type) throws IOException {
    assertThat(cache().get("a", file("x", type)).type())
        .isEqualTo(MediaType.APPLICATION_OCTET_STREAM);
  }

  @Test
  void cacheIsPrivateToTheUser() throws IOException {
    cache();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
        .isEqualTo("rwx------");
  }

  private MediaCache cache() {
    return new MediaCache(dir, 100, KEEP, clock);
  }

  private static Fetch file(String text, String type) {
    return path -> {
      Files.writeString(path, text);
      return type;
    };
  }

  private static Fetch never() {
    return _ -> {
      throw new AssertionError("fetched again");
    };
  }

  private static String read(CachedFile file) throws IOException {
    return Files.readString(file.path());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
