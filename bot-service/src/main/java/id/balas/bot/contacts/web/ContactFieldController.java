package id.balas.bot.contacts.web;

import id.balas.bot.contacts.ContactColumns;
import id.balas.bot.contacts.store.ContactField;
import id.balas.bot.contacts.store.ContactFields;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The definitions of custom fields. Agents read them, admins change them.
@RestController
@RequestMapping("/contact-fields")
@Tag(name = "Contact fields", description = "The custom fields of contacts")
class ContactFieldController {

  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final String KEY_OF = "Key of the field: small letters, digits and _";

  @Schema(
      example =
          "{\"name\":\"Customer type\",\"kind\":\"CHOICE\",\"choices\":[\"Retail\",\"Reseller\"]}")
  record FieldBody(
      @NotNull @PlainText(max = 40) String name,
      @NotNull ContactField.Kind kind,
      @Schema(description = "The values of a CHOICE")
          @Size(max = 100, message = "must have at most 100 choices")
          @Nullable List<@NotNull @PlainText(max = 100) String> choices) {}

  @Schema(name = "ContactFieldList")
  record All(List<ContactField> fields) {}

  private final ContactFields fields;

  ContactFieldController(ContactFields fields) {
    this.fields = fields;
  }

  @Operation(summary = "List the custom fields", description = "In the order of their definition.")
  @GetMapping
  All all() {
    return new All(fields.all());
  }

  @Operation(
      summary = "Define a custom field",
      description =
          "Admins only. A field keeps its kind; name and choices may change. Values that are stored stay.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "409", description = "The field has another kind, or there are 50")
  @PutMapping("/{key}")
  ContactField put(
      @Parameter(description = KEY_OF, example = "customer_type") @PathVariable String key,
      @RequestBody @Valid FieldBody body) {
    if (!KEY.matcher(key).matches() || ContactColumns.isReserved(key)) {
      throw ProblemException.invalid(
          "key", "must begin with a small letter and have at most 40 small letters, digits and _.");
    }
    List<String> choices =
        body.choices() == null ? List.of() : body.choices().stream().map(String::strip).toList();
    if (choices.isEmpty() == (body.kind() == ContactField.Kind.CHOICE)) {
      throw ProblemException.invalid("choices", "are needed for a CHOICE, and only there.");
    }
    List<ContactField> known = fields.all();
    if (known.size() >= ContactFields.MOST
        && known.stream().noneMatch(field -> field.key().equals(key))) {
      throw ProblemException.conflict(
          "There are " + ContactFields.MOST + " custom fields already.");
    }
    var field = new ContactField(key, body.name().strip(), body.kind(), choices);
    if (!fields.put(field)) {
      throw ProblemException.conflict(
          "This field has another kind. Delete it first, with its values.");
    }
    return field;
  }

  @Operation(summary = "Delete a custom field", description = "Admins only. Also its values.")
  @ApiResponse(responseCode = "204", description = "Deleted")
  @ApiResponse(responseCode = "404", description = "No such field")
  @DeleteMapping("/{key}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @Parameter(description = KEY_OF, example = "customer_type") @PathVariable String key) {
    if (!fields.delete(key)) {
      throw ProblemException.notFound("There is no custom field " + key + ".");
    }
  }
}
