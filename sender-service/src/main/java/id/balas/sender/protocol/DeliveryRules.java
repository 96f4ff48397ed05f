package id.balas.sender.protocol;

import java.time.Duration;

/// `owner` is this instance. A recorded attempt is called within `startWithin` or not at all, and
/// the call ends within `longestCall`. Longer waits than `patience` are parked.
public record DeliveryRules(
    String owner,
    Duration startWithin,
    Duration longestCall,
    Duration patience,
    boolean reconcile) {}
