package id.balas.bot.scheduled;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The limits of replies that wait for their time. `horizon`: how far ahead. `atMostLate`: a reply
/// that is decided later than this after its time is not sent.
@ConfigurationProperties("balas.bot.scheduled-replies")
record ScheduledReplyProperties(
    int mostPerAuthor, int mostPerChat, Duration horizon, Duration atMostLate) {}
