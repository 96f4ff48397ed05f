package id.balas.bot.contacts.web;

import id.balas.bot.contacts.store.ContactDetails;
import id.balas.bot.contacts.store.ContactQueries;
import id.balas.bot.history.queries.ChatPath;
import id.balas.service.web.InvalidValueException;
import id.balas.service.web.ProblemException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Finds the contact that a URL names: by its id, or by one of its chats or numbers.
@Component
class ContactPaths {

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final ContactQueries queries;

  ContactPaths(ContactQueries queries) {
    this.queries = queries;
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /// Throws a 404 if there is no such contact.
  ContactDetails find(String text) {
    Optional<UUID> id =
        isId(text) ? Optional.of(UUID.fromString(text)) : queries.withId(chatId(text));
    return id.flatMap(queries::find)
        .orElseThrow(() -> ProblemException.notFound("There is no contact " + text + "."));
  }

  private static String chatId(String text) {
    try {
      return ChatPath.parse(text).chatId();
    } catch (InvalidValueException _) {
      throw ProblemException.invalid(
          "id", "must be the id of a contact, a chat such as default:628111222333, or a number.");
    }
  }
}
