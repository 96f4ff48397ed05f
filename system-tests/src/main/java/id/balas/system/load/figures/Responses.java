package id.balas.system.load.figures;

/// The webhook's responses other than 200, after each of which the message was sent again: with
/// status 503, and failed in any other way. `longestMillis` is the longest time of one call.
public record Responses(int overloaded, int failed, double longestMillis) {

  /// Those of both.
  public Responses plus(Responses other) {
    return new Responses(
        overloaded + other.overloaded,
        failed + other.failed,
        Math.max(longestMillis, other.longestMillis));
  }
}
