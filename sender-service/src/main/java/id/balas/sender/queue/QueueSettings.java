package id.balas.sender.queue;

import java.time.Duration;

/// `mostWaiting` messages in memory in all, `mostOfAChat` of one chat. What has waited for
/// `patience` is parked. `chatGap` is the time between two messages of a chat.
public record QueueSettings(
    int mostWaiting, int mostOfAChat, Duration patience, Duration chatGap) {}
