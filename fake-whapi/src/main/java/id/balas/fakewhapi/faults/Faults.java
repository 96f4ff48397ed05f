package id.balas.fakewhapi.faults;

import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The injected faults, in order of injection. The first that hits a call ends it; delays and the
/// flat error format are added on top. A used-up fault stays, so that its hits can be read.
public final class Faults {

  private static final int MOST = 1_000;
  // Of 28 logged sends: the fastest, the median, the 0.71 quantile and the slowest.
  private static final double[] QUANTILES = {0, 0.5, 0.71, 1};
  private static final double[] SECONDS = {0.47, 0.86, 2.7, 6.94};

  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final Random random = new Random(1);
  private int added;

  public synchronized ObjectNode add(JsonNode order) {
    Fault fault = Fault.read("f" + (added + 1), order);
    if (faults.size() >= MOST) {
      throw new ErrorResponseException(
          400, "too many faults", "remove some of the " + MOST + " with DELETE /fake/faults");
    }
    added++;
    faults.add(fault);
    return state();
  }

  public synchronized ObjectNode remove(String id) {
    if (!faults.removeIf(fault -> fault.id().equals(id))) {
      throw new ErrorResponseException(404, "unknown fault", "no fault has the id " + id);
    }
    return state();
  }

  public synchronized ObjectNode clear() {
    faults.clear();
    return state();
  }

  public synchronized ObjectNode state() {
    ArrayNode list = Json.array();
    faults.forEach(fault -> list.add(fault.json()));
    ObjectNode state = Json.object();
    state.set("faults", list);
    return state;
  }

  /// Gets `chatId` only if there are faults, because it must parse the call.
  public FaultEffect meet(String channel, Call call, Supplier<@Nullable String> chatId) {
    return faults.isEmpty() ? FaultEffect.NONE : meet(channel, call, chatId.get());
  }

  private synchronized FaultEffect meet(String channel, Call call, @Nullable String chatId) {
    FaultEffect trouble = FaultEffect.NONE;
    for (Fault fault : faults) {
      if (applies(fault.kind(), call)
          && fault.isOn(call)
          && canJoin(trouble, fault.kind())
          && fault.meets(channel, chatId)) {
        trouble = joined(trouble, fault);
      }
    }
    return trouble;
  }

  // An unlinked channel still reports its health.
  private static boolean applies(FaultKind kind, Call call) {
    boolean linked = kind != FaultKind.LOGGED_OUT && kind != FaultKind.TRIAL_LIMIT;
    return !kind.isOfWebhooks() && (linked || call.needsWhatsApp());
  }

  private static boolean canJoin(FaultEffect trouble, FaultKind kind) {
    return kind == FaultKind.SLOW || kind == FaultKind.FLAT_ERRORS || trouble.kind() == null;
  }

  private FaultEffect joined(FaultEffect trouble, Fault fault) {
    return switch (fault.kind()) {
      case SLOW ->
          new FaultEffect(
              trouble.kind(),
              trouble.retryAfter(),
              trouble.delay().plus(slowness()),
              trouble.flat());
      case FLAT_ERRORS ->
          new FaultEffect(trouble.kind(), trouble.retryAfter(), trouble.delay(), true);
      default -> new FaultEffect(fault.kind(), fault.retryAfter(), trouble.delay(), trouble.flat());
    };
  }

  private Duration slowness() {
    double drawn = random.nextDouble();
    int i = 1;
    while (drawn > QUANTILES[i]) {
      i++;
    }
    double part = (drawn - QUANTILES[i - 1]) / (QUANTILES[i] - QUANTILES[i - 1]);
    return Duration.ofMillis(
        Math.round(1000 * (SECONDS[i - 1] + part * (SECONDS[i] - SECONDS[i - 1]))));
  }

  /// Whether a fault of this kind hits a webhook of this chat.
  public boolean meetsWebhook(FaultKind kind, String channel, @Nullable String chatId) {
    if (faults.isEmpty()) {
      return false;
    }
    synchronized (this) {
      return faults.stream()
          .anyMatch(fault -> fault.kind() == kind && fault.meets(channel, chatId));
    }
  }

  /// Whether a fault puts the whole channel into this state.
  public synchronized boolean holds(FaultKind kind, String channel) {
    return faults.stream()
        .anyMatch(fault -> fault.kind() == kind && fault.holdsTheChannel(channel));
  }
}
