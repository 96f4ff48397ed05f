package id.balas.bot.contacts.web;

import id.balas.bot.contacts.store.ContactDetails;
import id.balas.bot.contacts.store.ContactDetails.ContactChat;
import id.balas.bot.contacts.store.ContactFields;
import id.balas.bot.contacts.store.ContactQueries;
import id.balas.bot.contacts.store.Contacts;
import id.balas.bot.history.ChangeNotifier;
import id.balas.bot.notes.Notes;
import id.balas.bot.search.SearchWords;
import id.balas.bot.web.Requester;
import id.balas.events.value.ChatKey;
import id.balas.service.web.Cursor;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Finds, shows, changes and merges contacts. Described in docs/contacts.md.
@RestController
@RequestMapping("/contacts")
@Tag(name = "Contacts", description = "Customers with their names, numbers and custom fields")
class ContactController {

  static final String ID =
      "Id of the contact, or one of its chats as `channel:chatId`, or the number alone";
  static final String ID_EXAMPLE = "628111222333";
  static final String UNKNOWN = "No such contact";

  private static final int USUAL_LIMIT = 50;
  private static final int MOST_NOTES = 100;

  record ListParameters(
      @Parameter(
              description =
                  "The start of a word of the name, or a number in any spelling (six digits or more)",
              example = "Ratna")
          @PlainText
          @Nullable String q,
      @Parameter(
              description = "True: only customers who are blocked or opted out",
              example = "true")
          @Nullable Boolean restricted,
      @Parameter(description = "`next` of the previous page", example = "MTc2Mzg4NDgwMDAwMDAwMCxh")
          @Nullable Cursor after,
      @Parameter(description = "Contacts of a page, 50 if omitted", example = "50")
          @Range(min = 1, max = 200, message = "must be between 1 and 200")
          @Nullable Integer limit) {}

  /// The contact, and the notes of all its chats, newest first.
  @Schema(name = "ContactWithNotes")
  record ContactWithNotes(ContactDetails contact, List<Notes.Note> notes) {}

  @Schema(example = "{\"contact\":\"0f6f0d0a-6f0c-4ad0-9f4e-2a8f5b7f2f10\"}")
  record MergeRequest(
      @Schema(description = "The contact to merge into this one; it is deleted") @NotNull
          UUID contact) {}

  private final ContactQueries queries;
  private final Contacts contacts;
  private final ContactFields fields;
  private final ContactPaths paths;
  private final Notes notes;
  private final ChangeNotifier notifier;

  ContactController(
      ContactQueries queries,
      Contacts contacts,
      ContactFields fields,
      ContactPaths paths,
      Notes notes,
      ChangeNotifier notifier) {
    this.queries = queries;
    this.contacts = contacts;
    this.fields = fields;
    this.paths = paths;
    this.notes = notes;
    this.notifier = notifier;
  }

  @Operation(summary = "Find contacts", description = "The newest first.")
  @GetMapping
  ContactDetails.Page list(@ParameterObject @ModelAttribute @Valid ListParameters parameters) {
    String q = parameters.q();
    if (q != null && !SearchWords.isSearchable(q)) {
      throw ProblemException.invalid("q", "must have a letter or a digit.");
    }
    return queries.list(
        q,
        Boolean.TRUE.equals(parameters.restricted()),
        checked(parameters.after()),
        parameters.limit() == null ? USUAL_LIMIT : parameters.limit());
  }

  private static @Nullable Cursor checked(@Nullable Cursor after) {
    if (after != null && !ContactPaths.isId(after.id())) {
      throw Cursor.ofAnotherList("after");
    }
    return after;
  }

  @Operation(summary = "Show a contact", description = "With the notes of all its chats.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = UNKNOWN)
  @GetMapping("/{id}")
  ContactWithNotes one(@Parameter(description = ID, example = ID_EXAMPLE) @PathVariable String id) {
    ContactDetails contact = paths.find(id);
    return new ContactWithNotes(
        contact,
        contact.chats().stream()
            .flatMap(chat -> notes.all(key(chat)).stream())
            .sorted(Comparator.comparing(Notes.Note::at).reversed())
            .limit(MOST_NOTES)
            .toList());
  }

  private static ChatKey key(ContactChat chat) {
    return new ChatKey(chat.channel(), chat.chatId());
  }

  @Operation(
      summary = "Change a contact",
      description = "Name, language and custom fields. A missing part stays, null removes it.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = UNKNOWN)
  @PatchMapping("/{id}")
  ContactDetails change(
      @Parameter(description = ID, example = ID_EXAMPLE) @PathVariable String id,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid ContactChange body) {
    UUID contact = paths.find(id).id();
    contacts.change(
        contact,
        body.newName(),
        body.newLanguage(),
        body.newFields(fields.all()),
        Requester.of(token).name());
    return changed(contact);
  }

  @Operation(
      summary = "Merge two contacts",
      description =
          "The chats and missing values of the other contact go to this one, and the other is deleted. This cannot be undone.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = UNKNOWN)
  @ApiResponse(
      responseCode = "409",
      description = "It is the same contact, or one is blocked or opted out and the other is not")
  @PostMapping("/{id}/merge")
  ContactDetails merge(
      @Parameter(description = ID, example = ID_EXAMPLE) @PathVariable String id,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid MergeRequest body) {
    ContactDetails kept = paths.find(id);
    ContactDetails other = paths.find(body.contact().toString());
    if (kept.id().equals(other.id())) {
      throw ProblemException.conflict("A contact cannot be merged with itself.");
    }
    // A contact without chats has no restrictions. Its first chat takes over those of the other.
    boolean bothHaveChats = !kept.chats().isEmpty() && !other.chats().isEmpty();
    if (bothHaveChats
        && (kept.blocked() != other.blocked() || kept.optedOut() != other.optedOut())) {
      throw ProblemException.conflict(
          "One of them is blocked or opted out. Make both the same first.");
    }
    if (!contacts.merge(kept.id(), other.id(), Requester.of(token).name())) {
      throw ProblemException.notFound("One of the contacts does not exist any more.");
    }
    return changed(kept.id());
  }

  // The list of chats shows the contact's name.
  private ContactDetails changed(UUID id) {
    ContactDetails contact = paths.find(id.toString());
    contact.chats().forEach(chat -> notifier.chatChanged(key(chat)));
    return contact;
  }
}
