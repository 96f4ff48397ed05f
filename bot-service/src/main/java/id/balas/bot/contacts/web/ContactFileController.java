package id.balas.bot.contacts.web;

import id.balas.bot.contacts.ContactExport;
import id.balas.bot.contacts.ContactImport;
import id.balas.bot.web.Requester;
import id.balas.bot.web.StreamedFile;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Imports and exports contacts as CSV, for admins.
@RestController
@Tag(name = "Contacts", description = "Customers with their names, numbers and custom fields")
class ContactFileController {

  private static final String CSV = "text/csv";
  private static final String EXAMPLE = "number,name,city\n0811-1222-333,Ratna,Bandung\n";

  private final ContactImport contactImport;
  private final ContactExport contactExport;

  ContactFileController(ContactImport contactImport, ContactExport contactExport) {
    this.contactImport = contactImport;
    this.contactExport = contactExport;
  }

  @Operation(
      summary = "Import contacts",
      description =
          "Admins only. A CSV file with the column `number`, and any of `name`, `language` and the keys of custom fields. Known numbers are changed, empty cells change nothing. With an error, nothing is imported.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = CSV,
                      schema = @Schema(type = "string"),
                      examples = @ExampleObject(EXAMPLE))))
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(
      responseCode = "422",
      description = "The file has errors; `errors` lists them by line")
  @PostMapping(path = "/contacts/import", consumes = CSV)
  ContactImport.Result importContacts(
      @Parameter(description = "True: only check the file", example = "true")
          @RequestParam(defaultValue = "false")
          boolean dryRun,
      @AuthenticationPrincipal Jwt token,
      InputStream file)
      throws IOException {
    ContactImport.Result result = run(file, dryRun, Requester.of(token).name());
    if (!dryRun && !result.errors().isEmpty()) {
      throw ProblemException.of(
              HttpStatus.UNPROCESSABLE_CONTENT, "The file has errors. No contact was imported.")
          .with("errors", result.errors());
    }
    return result;
  }

  private ContactImport.Result run(InputStream file, boolean dryRun, String by) throws IOException {
    try (Reader in =
        new BufferedReader(
            new InputStreamReader(
                file,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)))) {
      return contactImport.run(in, dryRun, by);
    } catch (CharacterCodingException _) {
      throw ProblemException.badRequest("The file is not in UTF-8. Save it as CSV UTF-8.");
    }
  }

  @Operation(
      summary = "Export contacts",
      description = "Admins only. All contacts as CSV, the newest first. It can be imported again.")
  @ApiResponse(
      responseCode = "200",
      description = "The contacts",
      content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
  @GetMapping("/contacts/export")
  void exportContacts(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"contacts.csv\"");
    StreamedFile.send(request, response, contactExport::write);
  }
}
