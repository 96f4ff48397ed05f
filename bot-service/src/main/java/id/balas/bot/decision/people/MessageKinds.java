package id.balas.bot.decision.people;

import id.balas.events.value.Content;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which messages need an answer. A sign needs none: a reaction, a sticker, a vote, a notice of the
/// provider, a call that was answered, or a blank text.
public final class MessageKinds {

  // An edit or a deletion that does not name its message is recorded like an unknown kind.
  private static final Set<String> SIGNS =
      Set.of(
          "notice", "system", "reaction", "poll_update", "vote", "pin", "edit", "edited", "delete");
  // The steps of a call that are not its end, and the ends that need no call back.
  private static final Set<String> CALL_GOES_ON =
      Set.of(
          "initiated", "ringing", "offer", "answered", "accepted", "ended", "completed", "latency");

  private MessageKinds() {}

  public static boolean isSign(Content content) {
    return switch (content) {
      case Content.Act _ -> true;
      case Content.Forward forward -> isSign(forward.content());
      case Content.Text text -> text.body().isBlank();
      case Content.Media media -> media.kind() == Content.Media.Kind.STICKER;
      case Content.Unsupported other when isCall(other) -> CALL_GOES_ON.contains(other.status());
      case Content.Unsupported other -> SIGNS.contains(other.type());
      case Content.Location _, Content.Contact _, Content.Choice _ -> false;
    };
  }

  /// The intake maps system notices of the provider to this content.
  public static boolean isNotice(Content content) {
    return content instanceof Content.Unsupported kept && kept.type().equals("notice");
  }

  /// The text that the bot can answer, or null.
  public static @Nullable String words(Content content) {
    String words = content.words();
    return words == null || words.isBlank() ? null : words;
  }

  private static boolean isCall(Content.Unsupported content) {
    return content.type().equals("call");
  }
}
