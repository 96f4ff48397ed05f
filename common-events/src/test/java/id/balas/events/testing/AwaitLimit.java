package id.balas.events.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/// The limit of every `await()` that names none. It ends a test that would hang, and says nothing
/// about speed: a service that has just started, on a machine that runs three modules' tests, needs
/// more than the 10 s of Awaitility for what takes 4 s on an idle one.
public final class AwaitLimit implements LauncherSessionListener {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(LIMIT);
  }
}
