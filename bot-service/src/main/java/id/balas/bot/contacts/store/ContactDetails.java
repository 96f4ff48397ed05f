package id.balas.bot.contacts.store;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A contact. `name` is ours if we gave one, otherwise the name in WhatsApp. `number` is the phone
/// number, null for a customer with a hidden number only. `labels` are those of the chats.
@Schema(name = "Contact")
public record ContactDetails(
    UUID id,
    @Nullable String name,
    @Nullable String ownName,
    @Nullable String number,
    List<String> ids,
    @Nullable String language,
    @Schema(implementation = Map.class) @JsonRawValue String fields,
    boolean blocked,
    boolean optedOut,
    Seen seen,
    List<String> labels,
    List<ContactChat> chats) {

  /// Times of the customer's first and last message.
  @Schema(name = "ContactSeen")
  public record Seen(@Nullable Instant first, @Nullable Instant last) {}

  /// A chat of the contact, in one of our channels.
  @Schema(name = "ContactChat")
  public record ContactChat(String id, String channel, String chatId, Instant lastAt) {}

  /// `next` is the cursor of the next page, null on the last one.
  @Schema(name = "ContactPage")
  public record Page(List<ContactDetails> contacts, @Nullable String next) {}
}
