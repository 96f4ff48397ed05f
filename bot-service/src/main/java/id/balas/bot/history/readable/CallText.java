package id.balas.bot.history.readable;

import java.util.Locale;

/// Writes a step of a call, such as a missed one.
final class CallText {

  private CallText() {}

  static String of(ProviderJson call, ReadableTexts texts) {
    String kind =
        call.isTrue("video_call", "is_video", "video") || "video".equals(call.text("call_type"))
            ? "video-call"
            : "voice-call";
    String status = String.valueOf(call.text("status", "event", "outcome"));
    String key =
        switch (status.toLowerCase(Locale.ROOT)) {
          case "missed", "timeout", "no_answer", "unanswered" -> kind + ".missed";
          case "canceled", "cancelled" -> kind + ".canceled";
          case "rejected", "declined", "busy" -> kind + ".rejected";
          case "answered", "accepted", "ended", "completed" -> kind + ".answered";
          case "initiated", "ringing", "offer" -> kind + ".incoming";
          default -> kind;
        };
    return texts.of(key);
  }
}
