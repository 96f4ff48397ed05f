package id.balas.sender.queue;

import java.time.Instant;

/// The parked messages of one chat in the database: when the first is due, and whether an agent or
/// admin wrote one of them.
public record ParkedChat(Instant due, boolean hasMessageOfPerson) {}
