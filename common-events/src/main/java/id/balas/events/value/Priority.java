package id.balas.events.value;

/// The place of a waiting chat in the queue, the first first. Without one a chat is `NORMAL`.
public enum Priority {
  HIGH,
  NORMAL,
  LOW
}
