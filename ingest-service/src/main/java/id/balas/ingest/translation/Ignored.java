package id.balas.ingest.translation;

import java.util.Locale;

/// Why an item of a body produced no record. The set is fixed, so that each reason is counted from
/// the start.
public enum Ignored implements TranslatedBody.Item {
  CHATS,
  CONTACTS,
  GROUPS,
  PRESENCES,
  LABELS,
  SERVICE,
  STORIES,
  NEWSLETTERS,
  BROADCAST_LISTS,
  NOTES_TO_ONESELF,
  /// An event that this release does not know, without a chat to record it in.
  UNKNOWN_EVENT,
  UNKNOWN_STATUS,
  /// An update without a change that a reader would see.
  UNCHANGED,
  WITHOUT_CHAT,
  /// An item that only a message id can identify, such as a status or an echo, has no id.
  WITHOUT_ID,
  /// The item is not even a JSON object.
  MALFORMED;

  /// The label in metrics, such as `unknown-event`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
