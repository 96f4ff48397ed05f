package id.balas.bot.contacts;

import id.balas.bot.contacts.store.ContactField;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The columns of contacts in a CSV file. Custom fields follow, by their keys.
public final class ContactColumns {

  static final String NUMBER = "number";
  static final String NAME = "name";
  static final String LANGUAGE = "language";

  private static final List<String> WRITTEN = List.of(NUMBER, NAME, LANGUAGE);

  /// Exported, and ignored in an import.
  static final List<String> READ_ONLY =
      List.of("name_in_whatsapp", "blocked", "opted_out", "first_seen", "last_seen", "labels");

  private ContactColumns() {}

  static List<String> of(List<ContactField> fields) {
    return Stream.of(WRITTEN, READ_ONLY, fields.stream().map(ContactField::key).toList())
        .flatMap(List::stream)
        .toList();
  }

  /// Whether a custom field must not have this key.
  public static boolean isReserved(String key) {
    return Set.copyOf(of(List.of())).contains(key);
  }
}
