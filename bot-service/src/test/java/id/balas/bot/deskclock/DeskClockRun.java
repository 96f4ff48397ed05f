package id.balas.bot.deskclock;

import org.springframework.context.ApplicationContext;

/// Runs the desk clock of a service once, in the caller's thread.
public final class DeskClockRun {

  private DeskClockRun() {}

  public static void once(ApplicationContext service) {
    service.getBean(DeskClock.class).run();
  }
}
