package id.balas.bot.ai;

import id.balas.bot.ai.server.NoAnswer;
import id.balas.bot.ai.usage.AiUsageProperties;
import id.balas.events.value.ChatKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The limits of AI calls per chat and hour, and per minute in all chats.
@Component
class CallLimits {

  private final AiRequests requests;
  private final AiUsageProperties settings;
  private final Clock clock;

  CallLimits(AiRequests requests, AiUsageProperties settings, Clock clock) {
    this.requests = requests;
    this.settings = settings;
    this.clock = clock;
  }

  /// The limit that the chat has reached, null if it may call the AI.
  @Nullable NoAnswer reached(ChatKey chat) {
    Instant now = clock.instant();
    if (requests.callsOf(chat, now.minus(1, ChronoUnit.HOURS)) >= settings.perChatAndHour()) {
      return NoAnswer.CHAT_LIMIT;
    }
    return requests.calls(now.minus(1, ChronoUnit.MINUTES)) >= settings.perMinute()
        ? NoAnswer.OVERALL_LIMIT
        : null;
  }
}
