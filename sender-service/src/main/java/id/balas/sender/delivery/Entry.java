package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;

/// A message and its place in the log.
record Entry(int partition, long offset, OutboundMessage message) {}
