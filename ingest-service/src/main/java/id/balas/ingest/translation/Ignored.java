package id.balas.ingest.translation;

import java.util.Locale;

/// Why an item of a body came to no record. All of them are known, so that each can be counted from
/// the start.
public enum Ignored implements TranslatedBody.Item {
  CHATS,
  CONTACTS,
  GROUPS,
  PRESENCES,
  LABELS,
  SERVICE,
  /// An event that this release does not know, with no chat to keep it in.
  UNKNOWN_EVENT,
  UNKNOWN_STATUS,
  /// An update that changed nothing that a person would read.
  UNCHANGED,
  WITHOUT_CHAT,
  /// What can be told from nothing else, such as a status or an echo, did not say of which message.
  WITHOUT_ID,
  /// Not even an object.
  MALFORMED;

  /// As metrics name it: `unknown-event`.
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
