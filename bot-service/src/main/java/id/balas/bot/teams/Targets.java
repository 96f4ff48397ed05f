package id.balas.bot.teams;

import id.balas.service.web.InvalidValueException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The longest times in working time: until the first answer of a conversation, until each later
/// answer, and until it is resolved. Null: no target.
@Schema(example = "{\"firstAnswer\":\"PT15M\",\"nextAnswer\":\"PT1H\",\"resolution\":\"PT8H\"}")
public record Targets(
    @Nullable Duration firstAnswer, @Nullable Duration nextAnswer, @Nullable Duration resolution) {

  public static final Targets NONE = new Targets(null, null, null);

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  public Targets {
    if (Stream.of(firstAnswer, nextAnswer, resolution)
        .anyMatch(target -> target != null && !isValid(target))) {
      throw new InvalidValueException("must have times between PT1M and P30D, such as PT15M");
    }
  }

  private static boolean isValid(Duration target) {
    return target.compareTo(SHORTEST) >= 0 && target.compareTo(LONGEST) <= 0;
  }
}
