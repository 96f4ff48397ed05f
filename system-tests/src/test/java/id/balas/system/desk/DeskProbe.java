package id.balas.system.desk;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Measures the page of a tab: frames, long tasks, the heap after a collection, and keys.
final class DeskProbe {

  // Also keeps what the user pressed. A character that is typed into a text is no key of the desk.
  private static final String WATCH =
      """
      window.deskProbe = { tasks: [], keys: 0 };
      new PerformanceObserver((list) => list.getEntries().forEach(({ startTime, duration }) =>
        window.deskProbe.tasks.push({ startTime, duration }))).observe({ type: 'longtask' });
      addEventListener('keydown', (event) => {
        const isText = event.target instanceof HTMLTextAreaElement && event.key.length === 1
          && !event.ctrlKey && !event.metaKey && !event.altKey;
        window.deskProbe.keys += isText ? 0 : 1;
      }, true);
      """;
  private static final String FRAMES =
      """
      ([selector, ms]) => new Promise((resolve) => {
        const box = document.querySelector(selector);
        const frames = [];
        // Read once: reading them in each frame would make the page lay itself out twice.
        const most = box.scrollHeight - box.clientHeight;
        let [before, direction, place] = [performance.now(), 1, box.scrollTop];
        const end = before + ms;
        const step = () => {
          const now = performance.now();
          frames.push(now - before);
          before = now;
          place += direction * 120;
          direction = place >= most ? -1 : place <= 0 ? 1 : direction;
          box.scrollTop = place;
          now < end ? requestAnimationFrame(step) : resolve(frames);
        };
        requestAnimationFrame(step);
      })
      """;

  private final Page page;
  private final CDPSession session;

  private DeskProbe(Page page) {
    this.page = page;
    session = page.context().newCDPSession(page);
  }

  /// Loads the page again, to watch it from its first script on.
  static DeskProbe watch(DeskTab tab) {
    tab.page().addInitScript(WATCH);
    tab.page().reload();
    return new DeskProbe(tab.page());
  }

  /// Bytes of the heap after a collection of all garbage.
  long heap() {
    session.send("HeapProfiler.enable");
    // What one collection finalizes, the next one frees.
    session.send("HeapProfiler.collectGarbage");
    session.send("HeapProfiler.collectGarbage");
    JsonObject usage = session.send("Runtime.getHeapUsage");
    session.send("HeapProfiler.disable");
    return usage.get("usedSize").getAsLong();
  }

  /// Elements of the page: those that nothing removes are a leak, too.
  int elements() {
    return ((Number) page.evaluate("() => document.querySelectorAll('*').length")).intValue();
  }

  /// Forgets the tasks until now, such as those of the start and of a collection.
  void forgetTasks() {
    page.evaluate("() => { window.deskProbe.tasks.length = 0; }");
  }

  /// The lengths of tasks that took longer, in ms.
  List<Double> tasksOver(int ms) {
    return numbers(
        page.evaluate(
            "ms => window.deskProbe.tasks.map(({ duration }) => duration).filter((each) => each > ms)",
            ms));
  }

  int keys() {
    return ((Number) page.evaluate("() => window.deskProbe.keys")).intValue();
  }

  /// Scrolls the element up and down, and returns the time of each frame in ms, sorted.
  List<Double> frames(String selector, int ms) {
    List<Double> frames = new ArrayList<>(numbers(page.evaluate(FRAMES, List.of(selector, ms))));
    frames.sort(Double::compare);
    return frames;
  }

  static double at(List<Double> sorted, double share) {
    return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
  }

  static String figures(List<Double> sorted) {
    return String.format(
        Locale.ROOT,
        "%d frames, p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms",
        sorted.size(),
        at(sorted, 0.5),
        at(sorted, 0.95),
        at(sorted, 0.99),
        sorted.getLast());
  }

  private static List<Double> numbers(Object evaluated) {
    return ((List<?>) evaluated).stream().map(each -> ((Number) each).doubleValue()).toList();
  }
}
