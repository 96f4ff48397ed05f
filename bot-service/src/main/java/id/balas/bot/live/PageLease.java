package id.balas.bot.live;

import id.balas.bot.teams.OpenPages;
import java.util.UUID;

/// Shows that the caller of a stream has a page open.
final class PageLease {

  private final OpenPages pages;
  private final UUID stream = UUID.randomUUID();
  private final String caller;
  private long renewedAt = System.nanoTime() - OpenPages.RENEW_EVERY.toNanos();

  PageLease(OpenPages pages, String caller) {
    this.pages = pages;
    this.caller = caller;
  }

  void renew() {
    if (System.nanoTime() - renewedAt >= OpenPages.RENEW_EVERY.toNanos()) {
      renewedAt = System.nanoTime();
      pages.renew(stream, caller);
    }
  }
}
