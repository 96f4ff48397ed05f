package id.balas.auth.throttle;

import org.jspecify.annotations.Nullable;

/// Where an attempt comes from: the IP address, and the id in a valid device cookie.
public record Place(String address, @Nullable String device) {}
