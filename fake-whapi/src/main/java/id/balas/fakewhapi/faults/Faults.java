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

  private static final int MAX_FAULTS = 1_000;
  // Of 28 logged sends: the fastest, the median, the 0.71 quantile and the slowest.
  private static final double[] QUANTILES = {0, 0.5, 0.71, 1};
  private static final double[] SECONDS = {0.47, 0.86, 2.7, 6.94};

  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final Random random = new Random(1);
  private int added;

  public synchronized ObjectNode add(JsonNode request) {
    Fault fault = Fault.read("f" + (added + 1), request);
    if (faults.size() >= MAX_FAULTS) {
      throw new ErrorResponseException(
          400,
          "too many faults",
          "at most " + MAX_FAULTS + "; remove some with DELETE /fake/faults");
    }
    added++;
    faults.add(fault);
    return state();
  }

  public synchronized ObjectNode remove(String id) {
    if (!faults.removeIf(fault -> fault.id().equals(id))) {
      throw new ErrorResponseException(404, "unknown fault", "no fault with id " + id);
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
  public FaultEffect apply(String channel, Call call, Supplier<@Nullable String> chatId) {
    return faults.isEmpty() ? FaultEffect.NONE : apply(channel, call, chatId.get());
  }

  private synchronized FaultEffect apply(String channel, Call call, @Nullable String chatId) {
    FaultEffect effect = FaultEffect.NONE;
    for (Fault fault : faults) {
      if (applies(fault.kind(), call)
          && fault.isOn(call)
          && canCombine(effect, fault.kind())
          && fault.hits(channel, chatId)) {
        effect = combined(effect, fault);
      }
    }
    return effect;
  }

  // An unlinked channel still reports its health.
  private static boolean applies(FaultKind kind, Call call) {
    boolean linked = kind != FaultKind.LOGGED_OUT && kind != FaultKind.TRIAL_LIMIT;
    return !kind.isOfWebhooks() && (linked || call.needsWhatsApp());
  }

  private static boolean canCombine(FaultEffect effect, FaultKind kind) {
    return kind == FaultKind.SLOW || kind == FaultKind.FLAT_ERRORS || effect.kind() == null;
  }

  private FaultEffect combined(FaultEffect effect, Fault fault) {
    return switch (fault.kind()) {
      case SLOW ->
          new FaultEffect(
              effect.kind(), effect.retryAfter(), effect.delay().plus(slowDelay()), effect.flat());
      case FLAT_ERRORS -> new FaultEffect(effect.kind(), effect.retryAfter(), effect.delay(), true);
      default -> new FaultEffect(fault.kind(), fault.retryAfter(), effect.delay(), effect.flat());
    };
  }

  private Duration slowDelay() {
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
  public boolean hitsWebhook(FaultKind kind, String channel, @Nullable String chatId) {
    if (faults.isEmpty()) {
      return false;
    }
    synchronized (this) {
      return faults.stream().anyMatch(fault -> fault.kind() == kind && fault.hits(channel, chatId));
    }
  }

  /// Whether a fault puts the whole channel into this state.
  public synchronized boolean isActive(FaultKind kind, String channel) {
    return faults.stream()
        .anyMatch(fault -> fault.kind() == kind && fault.isActiveForChannel(channel));
  }
}
