package id.balas.bot.deskclock;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// `settle`: a new holder of the desk clock waits, so that assignments of the former holder are
/// decided. `backToTeam`: how long a chat waits for an unavailable agent. `escalate`: the shortest
/// time between two notices to an admin. `targetsEvery`: how often all open chats are checked.
@ConfigurationProperties("balas.bot.desk-clock")
record DeskClockProperties(
    Duration settle, Duration backToTeam, Duration targetsEvery, Duration escalate) {}
